import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { FindingKind } from '../../../lib/exchange/verify/report.ts';
import { verifyTree } from '../../../lib/exchange/verify/verify-tree.ts';
import { Missing } from '../../../lib/platform/environment/missing.ts';
import { sampleTree, writeTree } from '../../support/trees.ts';
import { madeTree } from './made-tree.ts';

const work = mkdtempSync(path.join(tmpdir(), 'dateline-verify-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const LIGHTHOUSE = 'news/2031/04/9/the-lighthouse-of-sel-is-lit-again.md';
const PART = 'manifest/2031-04.json';

/** Changes one file of a whole tree by its text. */
function edit(folder: string, file: string, change: (text: string) => string): void {
  const at = path.join(folder, file);
  writeFileSync(at, change(readFileSync(at, 'utf8')));
}

/** Changes a part of the manifest, and the row that lists it so that it fits. */
function editPart(folder: string, change: (text: string) => string): void {
  edit(folder, PART, change);
  const bytes = readFileSync(path.join(folder, PART));
  const hash = createHash('sha256').update(bytes).digest('hex');
  edit(folder, 'manifest.json', (text) =>
    text.replace(/("path":"manifest\/2031-04\.json","size":)\d+(,"sha256":")[0-9a-f]+/, `$1${bytes.length}$2${hash}`),
  );
}

/** Takes the page of the lighthouse away. Returns its place. */
function without(folder: string): string {
  const place = path.join(folder, LIGHTHOUSE);
  unlinkSync(place);
  return place;
}

async function kindsOf(folder: string): Promise<[string, FindingKind][]> {
  const { findings, found } = await verifyTree(folder);
  expect(found).toBe(findings.length);
  return findings.map(({ path: at, kind }) => [at, kind]);
}

test('a whole tree is proved, with files of others beside it', async () => {
  const folder = madeTree(work);
  writeTree(folder, {
    'LICENSE.txt': 'x',
    'news/2031/04/9/picture.png': 'x',
    'drafts/a/b.txt': 'x',
    '.git/config': 'x',
  });
  symlinkSync('news', path.join(folder, 'latest'));
  expect(await verifyTree(folder)).toMatchObject({
    found: 0,
    files: 8,
    pages: 8,
    foreign: 4,
    knownMissing: 3,
    looseEnds: 0,
  });
});

describe('of the files', () => {
  const cases: [string, (folder: string) => void, [string, FindingKind][]][] = [
    [
      'a byte that changed',
      (folder) => edit(folder, LIGHTHOUSE, (text) => text.replace('dark', 'dank')),
      [[LIGHTHOUSE, 'changed']],
    ],
    ['a file that grew', (folder) => appendFileSync(path.join(folder, LIGHTHOUSE), '\n'), [[LIGHTHOUSE, 'changed']]],
    [
      'a file that was cut',
      (folder) => edit(folder, LIGHTHOUSE, () => ''),
      [
        [LIGHTHOUSE, 'changed'],
        [LIGHTHOUSE, 'unreadable'],
      ],
    ],
    ['a file that is gone', (folder) => unlinkSync(path.join(folder, LIGHTHOUSE)), [[LIGHTHOUSE, 'missing']]],
    [
      'a folder that is gone',
      (folder) => rmSync(path.join(folder, 'opinion'), { recursive: true }),
      [['opinion/2031/04/4/on-storms/index.md', 'missing']],
    ],
    [
      'a page that nobody exported',
      (folder) => writeTree(folder, { 'news/2031/04/9/new.md': 'x' }),
      [['news/2031/04/9/new.md', 'unlisted']],
    ],
    [
      'a format that nobody exported',
      (folder) => writeTree(folder, { 'news/2031/04/9/unlisted.html': 'x' }),
      [['news/2031/04/9/unlisted.html', 'unlisted']],
    ],
    [
      'a page in a month of its own',
      (folder) => writeTree(folder, { 'news/1999/12/31/new.md': 'x' }),
      [['news/1999/12/31/new.md', 'unlisted']],
    ],
    [
      'a feed that nobody exported',
      (folder) => writeTree(folder, { 'rss.xml': 'x', 'changes/1.json': 'x' }),
      [
        ['changes/1.json', 'unlisted'],
        ['rss.xml', 'unlisted'],
      ],
    ],
    ['a folder in the place of a page', (folder) => mkdirSync(without(folder)), [[LIGHTHOUSE, 'changed']]],
    [
      'a pipe in the place of a page',
      (folder) => void execFileSync('sh', ['-c', 'mkfifo "$0"', without(folder)]),
      [
        [LIGHTHOUSE, 'changed'],
        [LIGHTHOUSE, 'unreadable'],
      ],
    ],
    [
      'an export that was stopped',
      (folder) => writeTree(folder, { '.dateline-staging/owner.json': '{}' }),
      [['.dateline-staging', 'unfinished']],
    ],
  ];
  test.each(cases)('%s is found', async (_, harm, expected) => {
    const folder = madeTree(work);
    harm(folder);
    expect(await kindsOf(folder)).toEqual(expected);
  });

  test('symbolic links are found and not followed', async () => {
    const elsewhere = mkdtempSync(path.join(work, 'elsewhere-'));
    for (const place of [LIGHTHOUSE, 'news/2031/04/9', 'news/2031/04', 'news/2031', 'news']) {
      const folder = madeTree(work);
      const away = path.join(elsewhere, place.replaceAll('/', '-'));
      renameSync(path.join(folder, place), away);
      symlinkSync(away, path.join(folder, place));
      const kinds = await kindsOf(folder);
      expect(
        kinds.filter(([, kind]) => kind === 'symbolic-link'),
        place,
      ).toEqual([[place, 'symbolic-link']]);
      if (place !== LIGHTHOUSE) expect(kinds.filter(([, kind]) => kind === 'missing').length, place).toBeGreaterThan(2);
    }
  });
});

describe('of the manifest', () => {
  const cases: [string, (folder: string) => void, [string, FindingKind][]][] = [
    [
      'a manifest that is no JSON',
      (folder) => edit(folder, 'manifest.json', (text) => text.slice(0, -4)),
      [['manifest.json', 'manifest']],
    ],
    [
      'a field that it does not have',
      (folder) => edit(folder, 'manifest.json', (text) => text.replace('{"format"', '{"more":1,"format"')),
      [['manifest.json', 'manifest']],
    ],
    [
      'counts that do not add up',
      (folder) => edit(folder, 'manifest.json', (text) => text.replace('"counts":{"files":8', '"counts":{"files":9')),
      [['manifest.json', 'manifest']],
    ],
    [
      'a part that changed',
      (folder) => edit(folder, PART, (text) => text.replace('"size":', '"size": ')),
      [[PART, 'changed']],
    ],
    [
      'a part that nobody exported',
      (folder) => cpSync(path.join(folder, PART), path.join(folder, 'manifest/2031-05.json')),
      [['manifest/2031-05.json', 'unlisted']],
    ],
    [
      'a part with a field that it does not have',
      (folder) => editPart(folder, (text) => text.replace('{"path"', '{"more":1,"path"')),
      [[PART, 'manifest']],
    ],
    [
      'a size below nothing',
      (folder) => editPart(folder, (text) => text.replace(/"size":\d+/, '"size":-1')),
      [[PART, 'manifest']],
    ],
    [
      'a file that is listed twice',
      (folder) => editPart(folder, (text) => text.replace(/(\{"path".*\},)\n/, '$1\n$1\n')),
      [[PART, 'manifest']],
    ],
    [
      'a file of another month',
      (folder) => editPart(folder, (text) => text.replace('"path":"news/2031/04/7/', '"path":"news/2031/03/7/')),
      [[PART, 'manifest']],
    ],
  ];
  test.each(cases)('%s is found', async (_, harm, expected) => {
    const folder = madeTree(work);
    harm(folder);
    const kinds = await kindsOf(folder);
    for (const finding of expected) expect(kinds).toContainEqual(finding);
  });

  test('a part that is gone is found, and its files with it', async () => {
    const folder = madeTree(work);
    unlinkSync(path.join(folder, PART));
    const kinds = await kindsOf(folder);
    expect(kinds).toContainEqual([PART, 'missing']);
    expect(kinds).toContainEqual([LIGHTHOUSE, 'unlisted']);
  });

  test('a folder without one, and no folder at all, are said to be none', async () => {
    await expect(verifyTree(path.join(work, 'nowhere'))).rejects.toThrow(Missing);
    await expect(verifyTree(mkdtempSync(path.join(work, 'empty-')))).rejects.toThrow(Missing);
  });
});

describe('of what pages say, though every hash is right', () => {
  const changed = (file: string, change: (text: string) => string) => {
    const files = sampleTree();
    return { ...files, [file]: change(files[file] ?? '') };
  };
  const cases: [string, Record<string, string>, [string, FindingKind, RegExp][]][] = [
    [
      'a page that is not in the layout',
      changed(LIGHTHOUSE, (text) => text.replace('# ', '* ')),
      [[LIGHTHOUSE, 'unreadable', /^Line 1: /]],
    ],
    [
      'blank lines that are not as written',
      changed(LIGHTHOUSE, (text) => text.replace('\n### Related', '\n\n### Related')),
      [[LIGHTHOUSE, 'other-text', /^Line 13 differs/]],
    ],
    [
      'numbers that are not as written',
      changed(LIGHTHOUSE, (text) => text.replace('2. [ (', '7. [ (')),
      [[LIGHTHOUSE, 'other-text', /^Line 11 differs/]],
    ],
    ['CRLF', changed(LIGHTHOUSE, (text) => text.replaceAll('\n', '\r\n')), [[LIGHTHOUSE, 'other-text', /CRLF/]]],
    [
      'a byte order mark',
      changed(LIGHTHOUSE, (text) => `\uFEFF${text}`),
      [[LIGHTHOUSE, 'other-text', /byte order mark/]],
    ],
    [
      'a page of the other edition',
      changed(LIGHTHOUSE, (text) => text.replace('#  The', '##### Sél\n#  The')),
      [[LIGHTHOUSE, 'other-text', /./]],
    ],
    [
      'a related link to nowhere',
      changed(LIGHTHOUSE, (text) => text.replace('/8/storm', '/8/form')),
      [[LIGHTHOUSE, 'broken-link', /\/news\/2031\/04\/8\/form-over/]],
    ],
    [
      "a day's link to nowhere",
      changed('news/2031/04/8/index.md', (text) => text.replace('closes.md', 'opens.md')),
      [['news/2031/04/8/index.md', 'broken-link', /opens\.md does not lead/]],
    ],
    [
      'a day that says another day',
      changed('news/2031/04/7/index.md', (text) => text.replace('04-7]', '04-6]')),
      [['news/2031/04/7/index.md', 'unreadable', /^Line 1: /]],
    ],
    [
      'half a day',
      changed('news/2031/04/7/index.md', (text) => text.trimEnd()),
      [['news/2031/04/7/index.md', 'other-text', /./]],
    ],
  ];
  test.each(cases)('%s is found', async (_, files, expected) => {
    const { findings } = await verifyTree(madeTree(work, files));
    expect(findings).toEqual(
      expected.map(([at, kind, problem]) => ({ path: at, kind, problem: expect.stringMatching(problem) })),
    );
  });

  test('a link that the manifest does not know to lead nowhere is found', async () => {
    const { findings, knownMissing } = await verifyTree(madeTree(work, sampleTree(), []));
    expect(findings.map(({ kind }) => kind)).toEqual(['broken-link', 'broken-link', 'broken-link']);
    expect(knownMissing).toBe(0);
  });

  test('links of free prose that lead nowhere are only counted', async () => {
    const report = await verifyTree(
      madeTree(work, {
        ...sampleTree(),
        'faq/index.md':
          'See [this](/news/1999/1.md), [that](../news/2031/04/9/unlisted.md) and [all](https://a.example/x).\n',
      }),
    );
    expect(report).toMatchObject({ found: 0, looseEnds: 1 });
  });
});

test('more findings than a report lists are counted', async () => {
  const files: Record<string, string> = {};
  for (let n = 0; n < 1_200; n += 1) files[`news/2031/04/${1 + (n % 28)}/page-${n}.md`] = 'not a page\n';
  const report = await verifyTree(madeTree(work, files));
  expect(report.found).toBe(1_200);
  expect(report.findings).toHaveLength(1_000);
});

test('a tree that threads share is proved like a small one, and its verification can be cancelled', async () => {
  const files: Record<string, string> = {};
  const text = 'x'.repeat(100_000);
  for (let n = 0; n < 240; n += 1) {
    const [year, month] = [2000 + Math.floor(n / 12), String(1 + (n % 12)).padStart(2, '0')];
    files[`news/${year}/${month}/3/long.md`] =
      `### [${year}-${month}-3](/news/${year}/${month}/3/index.md)\n\n# T\n\n${text}\n\n\n### Related:\n\n1. ` +
      `[L](/news/2001/01/3/long.md)\n2. [G](/news/2001/02/3/gone-${n}.md)\n`;
  }
  const folder = madeTree(work, files);
  const seen: number[] = [];
  const report = await verifyTree(folder, { onProgress: (done) => seen.push(done.files) });
  expect(report).toMatchObject({ files: 240, pages: 240, links: 480, found: 240 });
  expect(report.findings.at(-1)).toMatchObject({ path: 'news/2019/12/3/long.md', kind: 'broken-link' });
  expect(Math.max(...seen)).toBe(240);
  const stop = new AbortController();
  await expect(
    verifyTree(folder, { signal: stop.signal, onProgress: () => stop.abort(new Error('Cancelled.')) }),
  ).rejects.toThrow('Cancelled.');
}, 30_000);
