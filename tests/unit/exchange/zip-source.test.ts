import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openSource } from '../../../lib/exchange/import/reading/open-source.ts';
import { SourceRejected } from '../../../lib/exchange/import/reading/source-rejected.ts';
import { type RefusedFile, readDay } from '../../../lib/exchange/import/staged.ts';
import { sampleTree, writeTree } from '../../support/trees.ts';
import { FIELD, type Packed, patched, renamed, zipOf } from './zips.ts';

const work = mkdtempSync(path.join(tmpdir(), 'dateline-zip-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));
let count = 0;

function saved(bytes: Buffer, name = 'tree.zip'): string {
  count += 1;
  const file = path.join(work, `${count}-${name}`);
  writeFileSync(file, bytes);
  return file;
}

type Seen = { pages: Record<string, string>; refused: RefusedFile[]; skipped: number; order: string[] };

/** Everything that an import sees of a source, gone through twice as an import does. */
async function read(file: string): Promise<Seen> {
  const source = await openSource(file);
  try {
    const [first, second] = [await pass(source), await pass(source)];
    expect(second).toEqual(first);
    return first;
  } finally {
    await source.close();
  }
}

async function pass(source: Awaited<ReturnType<typeof openSource>>): Promise<Seen> {
  const seen: Seen = { pages: {}, refused: [], skipped: 0, order: [] };
  for await (const step of source.steps()) {
    seen.skipped += step.skipped;
    seen.refused.push(...step.refused);
    if (!step.day) for (const other of step.others) seen.pages[other.path] = other.text;
    if (!step.day) continue;
    const { day, refused } = readDay(step.day);
    seen.refused.push(...refused);
    seen.order.push(day.day);
    for (const entry of day.entries) seen.pages[entry.path] = entry.file?.text ?? '';
    if (day.index) seen.pages[day.index.file.path] = day.index.file.text;
  }
  return seen;
}

/** The sentence with which an archive is refused, at its opening or while it is read. */
async function refusal(bytes: Buffer): Promise<string> {
  const failed = await read(saved(bytes)).then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(failed).toBeInstanceOf(SourceRejected);
  return (failed as Error).message;
}

const files = (prefix = ''): Packed[] =>
  Object.entries(sampleTree()).map(([file, text]) => ({ path: prefix + file, text }));
const SLUG = 'news/2031/04/9/unlisted.md';
const page = sampleTree()[SLUG] ?? '';

describe('a zip archive is the tree that it holds', () => {
  test.each([
    ['as it is', () => zipOf(files())],
    ['in any order', () => zipOf(files().reverse())],
    ['without packing', () => zipOf(files().map((file) => ({ ...file, compress: false })))],
    ['in zip64', () => zipOf(files(), { zip64: true })],
    ['within one folder that wraps it', () => zipOf([{ path: 'archive-main/' }, ...files('archive-main/')])],
    [
      'with folders and what systems leave behind',
      () =>
        zipOf([
          { path: 'news/' },
          { path: '__MACOSX/._x', text: 'x' },
          { path: '.DS_Store', text: 'x' },
          { path: 'news/.git/config', text: 'x' },
          ...files(),
        ]),
    ],
  ])('%s', async (_, make) => {
    const folder = path.join(work, `folder-${count}`);
    writeTree(folder, sampleTree());
    const zipped = await read(saved(await make()));
    expect(zipped).toEqual(await read(folder));
    expect(zipped.order).toEqual(['2031-04-07', '2031-04-08', '2031-04-09']);
    expect(zipped.refused).toEqual([]);
  });

  test('whatever the file is called', async () => {
    expect((await read(saved(await zipOf(files()), 'upload'))).refused).toEqual([]);
  });

  test('and a file in it that is no page is refused alone', async () => {
    const { refused, pages } = await read(
      saved(
        await zipOf([
          ...files(),
          { path: 'news/2031/04/9/picture.png', text: 'x' },
          { path: 'elsewhere/page.md', text: page },
        ]),
      ),
    );
    expect(refused.map((file) => file.path)).toEqual(['elsewhere/page.md', 'news/2031/04/9/picture.png']);
    expect(Object.keys(pages)).toContain(SLUG);
  });
});

describe('a zip archive is refused as a whole, with the reason and the name of the entry', () => {
  const NAME = 'news/2031/04/9/unlisted.md';
  const one = () => zipOf([{ path: NAME, text: page }]);
  const evil = async (name: string) =>
    renamed(
      await zipOf([...files(), { path: 'x'.repeat(Buffer.byteLength(name)), text: page }]),
      'x'.repeat(Buffer.byteLength(name)),
      name,
    );

  test.each([
    ['a path that leads out', '../escape.md', 'points elsewhere'],
    ['a path that leads out further down', 'news/../../escape.md', 'points elsewhere'],
    ['an absolute path', '/etc/escape.md', 'absolute'],
    ['a drive', 'C:/escape.md', 'absolute'],
    ['a drive without a slash', 'c:escape.md', 'absolute'],
    ['a backslash', 'news\\escape.md', 'backslash'],
    ['an empty name', 'news//escape.md', 'empty name'],
    ['a NUL character', 'news/esc\0pe.md', 'NUL'],
  ])('%s', async (_, name, reason) => {
    const said = await refusal(await evil(name));
    expect(said).toContain(name);
    expect(said).toContain(reason);
  });

  test.each([
    ['a symbolic link', 0o120777],
    ['a device', 0o020666],
    ['a pipe', 0o010666],
  ])('%s', async (_, mode) => {
    const said = await refusal(await zipOf([...files(), { path: 'news/link.md', text: '/etc/passwd', mode }]));
    expect(said).toContain('“news/link.md” is a link or a device');
  });

  test.each([
    ['the same name twice', SLUG, SLUG, 'twice'],
    ['names that differ in case only', SLUG, 'news/2031/04/9/Unlisted.md', 'the same name'],
    [
      'names that differ in the way of their accents only',
      'news/2031/04/9/s\u00e9l.md',
      'news/2031/04/9/se\u0301l.md',
      'the same name',
    ],
    ['folders that differ in case only', 'news/2031/04/9/a.md', 'News/2031/04/9/b.md', 'the same name'],
    ['a file where another has a folder', 'news/2031', 'news/2031/04/9/a.md', 'a file and a folder'],
  ])('%s', async (_, first, second, reason) => {
    const both = await zipOf([
      { path: first, text: page },
      { path: second, text: page },
    ]);
    const said = await refusal(both);
    expect(said).toContain(reason);
    expect(said).toContain(`“${second}”`);
    expect(
      await refusal(
        await zipOf([
          { path: second, text: page },
          { path: first, text: page },
        ]),
      ),
    ).toContain(reason);
  });

  test('an encrypted entry', async () => {
    const said = await refusal(
      patched(await one(), NAME, (bytes, row) =>
        bytes.writeUInt16LE(bytes.readUInt16LE(row + FIELD.flags) | 1, row + FIELD.flags),
      ),
    );
    expect(said).toBe(`“${NAME}” is encrypted. Zip the tree again without a password.`);
  });

  test('a method of packing that is not read', async () => {
    expect(
      await refusal(patched(await one(), NAME, (bytes, row) => bytes.writeUInt16LE(12, row + FIELD.method))),
    ).toContain('method (12)');
  });

  test('a page that is too large', async () => {
    const text = Array.from(
      { length: 110_000 },
      (_, i) => `line ${(i * 7919) % 104_729} of a page that goes on and on`,
    ).join('\n');
    expect(text.length).toBeGreaterThan(4 * 1024 * 1024);
    expect(await refusal(await zipOf([{ path: NAME, text }]))).toContain(`“${NAME}” is larger than the 4 MB`);
  });

  test('a bomb: an entry that unpacks to hundreds of times its size', async () => {
    const said = await refusal(await zipOf([{ path: 'sitemap.xml', text: Buffer.alloc(3_000_000) }]));
    expect(said).toContain('“sitemap.xml” unpacks to more than 200 times its size');
  });

  test('more bytes in all than are read', async () => {
    const declared = (bytes: Buffer, row: number) => bytes.writeUInt32LE(0xf0000000, row + FIELD.size);
    const packed = (bytes: Buffer, row: number) => bytes.writeUInt32LE(0x04000000, row + FIELD.packed);
    let archive = await zipOf(['a', 'b', 'c'].map((name) => ({ path: `${name}.json`, text: page })));
    for (const name of ['a', 'b', 'c'])
      archive = patched(patched(archive, `${name}.json`, declared), `${name}.json`, packed);
    expect(await refusal(archive)).toContain('“c.json”: up to here the archive unpacks to more than 8 GB');
  });

  test('more entries than are read', async () => {
    const archive = await zipOf(files(), { zip64: true });
    const end = archive.indexOf('PK\x06\x06', 0, 'latin1');
    archive.writeBigUInt64LE(1_000_001n, end + 32);
    expect(await refusal(archive)).toContain('1000001 entries');
  });

  test('more bytes than an entry declares', async () => {
    const said = await refusal(patched(await one(), NAME, (bytes, row) => bytes.writeUInt32LE(10, row + FIELD.size)));
    expect(said).toBe(`“${NAME}” unpacks to more than the 10 bytes that the archive declares.`);
  });

  test('other bytes than an entry declares', async () => {
    expect(
      await refusal(patched(await one(), NAME, (bytes, row) => bytes.writeUInt32LE(1, row + FIELD.crc))),
    ).toContain(`“${NAME}” does not unpack`);
    expect(
      await refusal(
        patched(await one(), NAME, (bytes, row) => bytes.writeUInt32LE(page.length + 50, row + FIELD.size)),
      ),
    ).toContain(`“${NAME}” does not unpack`);
  });

  test('entries that share bytes', async () => {
    const both = await zipOf([
      { path: 'news/2031/04/9/a.md', text: page },
      { path: 'news/2031/04/9/b.md', text: page },
    ]);
    expect(
      await refusal(patched(both, 'news/2031/04/9/b.md', (bytes, row) => bytes.writeUInt32LE(0, row + FIELD.offset))),
    ).toContain('share bytes');
  });

  test('a directory that is cut off, and a file that is no archive at all', async () => {
    const archive = await one();
    expect(await refusal(archive.subarray(0, archive.length - 30))).toContain('no zip archive that can be read');
    expect(await refusal(Buffer.from('not an archive'))).toContain('no zip archive that can be read');
    const broken = Buffer.from(archive);
    broken.writeUInt32LE(0, broken.indexOf('PK\x01\x02', 0, 'latin1'));
    expect(await refusal(broken)).toContain('no zip archive that can be read');
  });
});

describe("an export's other files", () => {
  const tree = () => ({
    ...sampleTree(),
    'index.html': '<p>',
    'index.md':
      '## [News](/news/2031/04/9/index.md)\n\n---\n\n## [Yesterday](/news/2031/04/8/index.md)\n\n---\n\n## [Day ' +
      'Before Yesterday](/news/2031/04/7/index.md)\n\n---\n\n## [Previous Day...](/news/2031/04/6/index.md)\n\n---\n\n',
    'README.md': '# The repository of our archive\n',
    'rss.xml': '<rss/>',
    'atom.xml': '<feed/>',
    'sitemap.xml': '<x/>',
    'sitemap/2031-04.xml': '<x/>',
    'changes.json': '{}',
    'changes/1.json': '{}',
    'manifest.json': '{}',
    'manifest/2031-04.json': '{}',
    'manifest/prose.json': '{}',
    'news/2031/04/9/index.html': '<p>',
    'news/2031/04/9/unlisted.html': '<p>',
    'news/2031/04/9/unlisted.json': '{}',
    'news/2031/04/9/unlisted.xml': '<x/>',
  });

  test('are left out of an import without a word, folder or archive', async () => {
    const folder = path.join(work, 'export');
    writeTree(folder, tree());
    const seen = await read(folder);
    expect(seen).toMatchObject({ skipped: 15, refused: [] });
    expect(
      await read(saved(await zipOf(Object.entries(tree()).map(([file, text]) => ({ path: file, text }))))),
    ).toEqual(seen);
  });

  test('and others like them are refused as ever', async () => {
    const folder = path.join(work, 'foreign');
    const foreign = [
      'changes/x.json',
      'data.json',
      'manifest/a/b.json',
      'news/2031/04/9/alone.html',
      'news/2031/04/9/rss.xml',
      'news/2031/04/9/unlisted.txt',
      'opinion/2031/04/4/on-storms/page.html',
    ];
    writeTree(folder, { ...tree(), ...Object.fromEntries(foreign.map((file) => [file, 'x'])) });
    const seen = await read(folder);
    expect(seen.refused.map((file) => file.path).sort()).toEqual(foreign.sort());
  });
});
