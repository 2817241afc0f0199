import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { approveEntry } from '../../../lib/editorial/entries/actions/approve-entry.ts';
import { saveEntry } from '../../../lib/editorial/entries/actions/save-entry.ts';
import { submitEntry } from '../../../lib/editorial/entries/actions/submit-entry.ts';
import { readSnapshot } from '../../../lib/editorial/entries/store/entry-snapshot.ts';
import { ExportMemory } from '../../../lib/exchange/export/export-memory.ts';
import type { ExportOptions } from '../../../lib/exchange/export/export-options.ts';
import { type ExportResult, runExport } from '../../../lib/exchange/export/run-export.ts';
import { TargetRejected } from '../../../lib/exchange/export/target.ts';
import { importArchive } from '../../../lib/exchange/import/actions/import-archive.ts';
import { openSource } from '../../../lib/exchange/import/reading/open-source.ts';
import type { ImportReport } from '../../../lib/exchange/import/report.ts';
import type { EntryId } from '../../../lib/kernel/ids.ts';
import type { Actor } from '../../../lib/kernel/permission/actor.ts';
import { inputOf } from '../../../lib/kernel/revision/revise.ts';
import type { Edition } from '../../../lib/kernel/revision/text.ts';
import { sha256 } from '../../../lib/platform/content-hash.ts';
import type { Store } from '../../../lib/platform/database/database.ts';
import { freshStore, person } from '../../support/database.ts';
import { settings } from '../../support/settings.ts';
import { filesIn, sampleTree, writeTree } from '../../support/trees.ts';

const work = mkdtempSync(path.join(tmpdir(), 'dateline-archive-'));
const inWork = (name: string) => path.join(work, name);
let store: Store;
let admin: Actor;
let count = 0;

beforeEach(async () => {
  store = await freshStore();
  admin = await person(store, 'admin');
});
afterEach(() => store.close());
afterAll(() => rmSync(work, { recursive: true, force: true }));

async function importFrom(from: string, options: { publish?: boolean; dryRun?: boolean } = {}): Promise<ImportReport> {
  const source = await openSource(from);
  const done = await importArchive(store, admin, source, {
    publish: options.publish ?? true,
    dryRun: options.dryRun ?? false,
  });
  await source.close();
  if (!done.ok) throw new Error(JSON.stringify(done.error));
  return done.value;
}

const memory = new ExportMemory(inWork('memory'));

/** Exports as the command does: what a folder was given is remembered. */
async function exportTo(
  folder: string,
  { edition = '2017', ...options }: Partial<ExportOptions> & { edition?: Edition } = {},
  remembered = memory,
): Promise<ExportResult> {
  const done = await runExport(store, folder, {
    settings: settings(edition),
    plan: false,
    full: false,
    held: remembered.recall(folder),
    ...options,
  });
  if (done.held) remembered.remember(folder, done.held);
  return done;
}

function tree(files: Record<string, string> = sampleTree()): string {
  count += 1;
  const folder = inWork(`tree-${count}`);
  writeTree(folder, files);
  return folder;
}
const target = () => {
  count += 1;
  return inWork(`out-${count}`);
};

/** The pages of an export, without what it writes for itself and without the front page. */
function pages(folder: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(filesIn(folder)).filter(([file]) => file !== 'index.md' && !file.startsWith('manifest')),
  );
}

describe('a tree that comes in goes out again', () => {
  test('byte for byte, with all that its pages say beyond the fields', async () => {
    const from = tree();
    const report = await importFrom(from);
    expect(report).toMatchObject({ files: { normalised: 0, refused: 0 }, refused: [], normalised: [] });
    const out = target();
    await exportTo(out);
    expect(pages(out)).toEqual(filesIn(from));
  });

  test('a second import changes nothing, and neither does a second export', async () => {
    const from = tree();
    await importFrom(from);
    const facts = await store.prisma.auditEvent.count();
    const again = await importFrom(from);
    expect(again.entries).toMatchObject({ created: 0, updated: 0 });
    expect(again.days.written).toBe(0);
    expect(await store.prisma.auditEvent.count()).toBe(facts + 1);
    const out = target();
    const first = await exportTo(out);
    const times = Object.keys(filesIn(out)).map((file) => statSync(path.join(out, file)).mtimeMs);
    for (const full of [false, true]) {
      expect((await exportTo(out, { full })).files).toEqual({
        added: 0,
        changed: 0,
        removed: 0,
        unchanged: first.files.added,
      });
    }
    expect(pages(out)).toEqual(filesIn(from));
    expect(
      Object.keys(filesIn(out))
        .filter((file) => file !== 'manifest.json')
        .map((file) => statSync(path.join(out, file)).mtimeMs),
    ).toEqual(times.filter((_, i) => Object.keys(filesIn(out))[i] !== 'manifest.json'));
  });

  test('a name that the order of a list proves to hold a comma is one context, and is reported', async () => {
    const report = await importFrom(tree());
    expect(report.inferred).toEqual([]);
    const page = (list: string) =>
      `## [2031-04-6](/news/2031/04/6/index.md)\n\n### [Fair](/news/2031/04/6/fair.md)\n_Context: ${list}_\n\n## ` +
      `[Previous Day...](/news/2031/04/5/index.md)\n\n`;
    const fair = '### [2031-04-6](/news/2031/04/6/index.md)\n\n# Fair\n\n\n\n';
    const second = await importFrom(
      tree({ 'news/2031/04/6/index.md': page('Tovar, Lower Bank, Zeal'), 'news/2031/04/6/fair.md': fair }),
    );
    expect(second.inferred).toEqual(['Tovar, Lower Bank']);
    expect(await store.prisma.context.count({ where: { name: 'Tovar, Lower Bank' } })).toBe(1);
  });

  test('a dry run says the same and writes nothing', async () => {
    const from = tree();
    const dry = await importFrom(from, { dryRun: true });
    expect(await store.prisma.entry.count()).toBe(0);
    expect(await store.prisma.context.count()).toBe(0);
    const real = await importFrom(from);
    expect({ ...dry, seconds: 0, dryRun: false }).toEqual({ ...real, seconds: 0 });
  });

  test('nothing is published unless it is asked for; then the drafts become what they were', async () => {
    const from = tree();
    await importFrom(from, { publish: false });
    const out = target();
    expect((await exportTo(out)).files.added).toBe(0);
    const report = await importFrom(from);
    expect(report.entries.created).toBe(0);
    expect(report.entries.updated).toBe(
      Object.keys(sampleTree()).filter((file) => !/(index|README)\.md$/.test(file)).length,
    );
    const second = target();
    await exportTo(second);
    expect(pages(second)).toEqual(filesIn(from));
  });

  test('publishing an import takes an admin', async () => {
    const source = await openSource(tree());
    const reviewer = await person(store, 'reviewer');
    expect(await importArchive(store, reviewer, source, { publish: true, dryRun: false })).toMatchObject({
      ok: false,
      error: { code: 'not-allowed' },
    });
    expect(
      await importArchive(store, await person(store, 'editor'), source, { publish: false, dryRun: false }),
    ).toMatchObject({ ok: false });
  });

  test('only what an editor changed changes', async () => {
    const from = tree();
    await importFrom(from);
    const out = target();
    await exportTo(out);
    const before = pages(out);
    const page = 'news/2031/04/9/the-lighthouse-of-sel-is-lit-again.md';
    const { id } = await store.prisma.entry.findUniqueOrThrow({ where: { path: page } });
    const standing = await readSnapshot(store, id as EntryId);
    const text = standing?.published?.text;
    if (!standing?.published || !text) throw new Error('not published');
    const editor = await person(store, 'editor');
    const saved = await saveEntry(
      store,
      editor,
      id as EntryId,
      { revision: standing.published.revision },
      { ...inputOf(text), summary: 'The keepers came back.' },
    );
    if (!saved.ok) throw new Error(JSON.stringify(saved.error));
    await submitEntry(store, editor, id as EntryId);
    await approveEntry(store, admin, id as EntryId, { hash: saved.value.hash });
    const report = await exportTo(out);
    expect(report.paths.changed.filter((file) => file !== 'index.md').sort()).toEqual([
      'news/2031/04/9/README.md',
      'news/2031/04/9/index.md',
      page,
    ]);
    expect(pages(out)['news/2031/04/9/README.md']).toBe(pages(out)['news/2031/04/9/index.md']);
    const after = pages(out);
    expect(after[page]).toBe(before[page]?.replace('The lamp had been dark for a year.', 'The keepers came back.'));
    expect(after['news/2031/04/9/index.md']).toBe(
      before['news/2031/04/9/index.md']?.replace('The lamp had been dark for a year.', 'The keepers came back.'),
    );
  });

  test('work that was begun here is not written over by a later import', async () => {
    const from = tree();
    await importFrom(from);
    const page = 'news/2031/04/9/the-lighthouse-of-sel-is-lit-again.md';
    const entry = await store.prisma.entry.findUniqueOrThrow({ where: { path: page } });
    const standing = await readSnapshot(store, entry.id as EntryId);
    if (!standing?.published) throw new Error('not published');
    await saveEntry(
      store,
      await person(store, 'editor'),
      entry.id as EntryId,
      { revision: standing.published.revision },
      { ...inputOf(standing.published.text), summary: 'Begun here.' },
    );
    writeFileSync(
      path.join(from, page),
      readFileSync(path.join(from, page), 'utf8').replace('dark for a year', 'dark for a decade'),
    );
    const report = await importFrom(from);
    expect(report.refused).toMatchObject([{ path: page, reason: expect.stringContaining('draft or pending change') }]);
    expect(report.entries.updated).toBe(0);
  });

  test('a page that changed in the tree becomes a proposal, or is published', async () => {
    const from = tree();
    await importFrom(from);
    const page = 'news/2031/04/9/the-lighthouse-of-sel-is-lit-again.md';
    writeFileSync(
      path.join(from, page),
      readFileSync(path.join(from, page), 'utf8').replace(
        'https://gazette.example/lighthouse',
        'https://gazette.example/lamp',
      ),
    );
    expect((await importFrom(from, { publish: false })).entries).toMatchObject({ updated: 1 });
    expect(await store.prisma.proposal.count({ where: { state: 'draft' } })).toBe(1);
    expect((await importFrom(from, { publish: false })).entries).toMatchObject({ updated: 0 });
  });
});

describe('files that cannot be taken in', () => {
  test('each is refused with its line and reason, and the others come in', async () => {
    const good = sampleTree();
    const page = good['news/2031/04/9/the-lighthouse-of-sel-is-lit-again.md'] ?? '';
    const from = tree({
      ...good,
      'news/2031/02/30/impossible.md': page,
      'news/2031/04/9/script.md': page.replace('https://gazette.example/lighthouse', 'javascript:alert(1)'),
      'news/2031/04/9/a-nul.md': page.replace('lamp', 'la\0mp'),
      'news/2031/04/9/no-title.md': page.replace(/^# .*$/m, ''),
      'news/2031/04/9/picture.png': 'not a page',
      'elsewhere/page.md': page,
    });
    writeFileSync(
      path.join(from, 'news/2031/04/9/latin1.md'),
      Buffer.from('### [2031-04-9](/news/2031/04/9/index.md)\n\n# Caf\xe9\n', 'latin1'),
    );
    symlinkSync('/etc/hostname', path.join(from, 'news/2031/04/9/link.md'));
    const report = await importFrom(from);
    expect(Object.fromEntries(report.refused.map((file) => [file.path, file.line]))).toEqual({
      'news/2031/02/30/impossible.md': 0,
      'news/2031/04/9/script.md': 11,
      'news/2031/04/9/a-nul.md': 5,
      'news/2031/04/9/no-title.md': expect.any(Number),
      'news/2031/04/9/picture.png': 0,
      'elsewhere/page.md': 0,
      'news/2031/04/9/latin1.md': 3,
      'news/2031/04/9/link.md': 0,
    });
    expect(report.files).toMatchObject({ refused: 8, exact: Object.keys(good).length });
    const out = target();
    await exportTo(out);
    expect(pages(out)).toEqual(good);
  });

  test('a page with CRLF and a byte order mark is normalised, with a note', async () => {
    const page = 'news/2031/04/9/the-lighthouse-of-sel-is-lit-again.md';
    const text = sampleTree()[page] ?? '';
    const report = await importFrom(tree({ [page]: `\uFEFF${text.replaceAll('\n', '\r\n')}` }));
    expect(report.normalised).toMatchObject([{ path: page }]);
    const out = target();
    await exportTo(out);
    expect(readFileSync(path.join(out, page), 'utf8')).toBe(text);
  });

  test('an import that dies leaves nothing behind', async () => {
    const from = tree();
    const source = await openSource(from);
    const broken = { ...source, steps: () => failingAfter(source.steps(), 2) };
    await expect(importArchive(store, admin, broken, { publish: true, dryRun: false })).rejects.toThrow(
      'the disk went away',
    );
    expect([
      await store.prisma.entry.count(),
      await store.prisma.context.count(),
      await store.prisma.day.count(),
    ]).toEqual([0, 0, 0]);
  });
});

let passes = 0;
async function* failingAfter<T>(steps: AsyncIterable<T>, limit: number): AsyncGenerator<T> {
  passes += 1;
  let seen = 0;
  for await (const step of steps) {
    if (passes % 2 === 0 && ++seen > limit) throw new Error('the disk went away');
    yield step;
  }
}

describe('entries as JSON lines', () => {
  const lines = [
    {
      date: '2031-05-02',
      category: 'Transport',
      topics: ['Harbour'],
      headline: 'A tram line opens in Miró',
      contexts: ['Miró', 'Tram', 'Avila, Upper Town'],
      topicContexts: [],
      sources: [{ publisher: 'Gazette', url: 'https://gazette.example/1' }],
    },
    { date: '2031-05-01', headline: 'Rain', contexts: [], sources: [] },
    { date: '2031-05-02', headline: 'A tram line opens in Miro', contexts: ['Tram', 'tram'], sources: [] },
  ];
  const write = (name: string, content: string | Buffer) => {
    writeFileSync(inWork(name), content);
    return inWork(name);
  };
  const jsonl = lines.map((line) => JSON.stringify(line)).join('\n');

  test('give slugs, days and contexts; gzip or plain, whatever the order of days', async () => {
    const report = await importFrom(write('events.jsonl.gz', gzipSync(jsonl)));
    expect(report.entries).toEqual({ created: 3, updated: 0, unchanged: 0 });
    const out = target();
    await exportTo(out);
    expect(Object.keys(pages(out)).sort()).toEqual([
      'news/2031/05/1/index.md',
      'news/2031/05/1/rain.md',
      'news/2031/05/2/a-tram-line-opens-in-miro-2.md',
      'news/2031/05/2/a-tram-line-opens-in-miro.md',
      'news/2031/05/2/index.md',
    ]);
    expect(pages(out)['news/2031/05/2/index.md']).toBe(
      '## [2031-05-2](/news/2031/05/2/index.md)\n\n### [A tram line opens in ' +
        'Miró](/news/2031/05/2/a-tram-line-opens-in-miro.md)\n_Context: Avila, Upper Town, Miró, Tram_\n\n### [A ' +
        'tram line opens in Miro](/news/2031/05/2/a-tram-line-opens-in-miro-2.md)\n_Context: Tram, tram_\n\n## ' +
        '[Previous Day...](/news/2031/05/1/index.md)\n\n',
    );
    const again = await importFrom(write('events.jsonl', jsonl));
    expect(again.entries).toEqual({ created: 0, updated: 0, unchanged: 3 });
  });

  test('a new context is called as most lines write it; each page keeps its own spelling', async () => {
    const spelled = ['Orle Ferry', 'Orle ferry', 'Orle ferry'].map((name, at) => ({
      date: '2031-06-01',
      headline: `Ferry ${at} sails`,
      contexts: [name],
      sources: [],
    }));
    await importFrom(write('spelled.jsonl', spelled.map((line) => JSON.stringify(line)).join('\n')));
    expect((await store.pool.query("SELECT name FROM context WHERE folded = 'orle ferry'")).rows).toEqual([
      { name: 'Orle ferry' },
    ]);
    const out = target();
    await exportTo(out);
    expect(pages(out)['news/2031/06/1/index.md']).toContain('ferry-0-sails.md)\n_Context: Orle Ferry_');
  });

  test('a bad line is refused by its number and field, and the others come in', async () => {
    const bad = [
      JSON.stringify(lines[0]),
      '{"date": "2031-02-30", "headline": "x"}',
      'not json',
      '{"date": "2031-05-03", "headline": "x", "author": "me"}',
      '{"date": "2031-05-03", "headline": "x", "sources": [{"publisher": "p", "url": "javascript:alert(1)"}]}',
      '{"date": "2031-05-03", "headline": "\\ud800"}',
    ].join('\n');
    const report = await importFrom(write('bad.jsonl', bad));
    expect(report.refused.map((file) => [file.line, file.reason.split(' ')[0]]).sort()).toEqual([
      [2, 'date'],
      [3, 'The'],
      [4, 'author'],
      [5, 'sources.0.url'],
      [6, 'headline'],
    ]);
    expect(report.entries.created).toBe(1);
  });
});

describe('a target', () => {
  test('keeps the files of others, and loses only pages that are no longer published', async () => {
    await importFrom(tree());
    const out = target();
    await exportTo(out);
    writeFileSync(path.join(out, 'NOTES.txt'), 'mine');
    writeFileSync(path.join(out, 'news/2031/04/9/mine.txt'), 'mine too');
    const gone = 'news/2031/04/9/the-lighthouse-of-sel-is-lit-again.md';
    await store.pool.query('UPDATE entry SET published_revision_id = NULL WHERE path = $1', [gone]);
    const report = await exportTo(out, { full: true });
    expect(report.paths.removed).toEqual([gone]);
    expect(existsSync(path.join(out, gone))).toBe(false);
    expect([
      readFileSync(path.join(out, 'NOTES.txt'), 'utf8'),
      readFileSync(path.join(out, 'news/2031/04/9/mine.txt'), 'utf8'),
    ]).toEqual(['mine', 'mine too']);
  });

  test('with a file of others at the place of a page is refused, and nothing is written', async () => {
    await importFrom(tree());
    const out = tree({ 'news/2031/04/9/index.md': 'not ours' });
    await expect(exportTo(out)).rejects.toThrow(TargetRejected);
    expect(filesIn(out)).toEqual({ 'news/2031/04/9/index.md': 'not ours' });
    expect(readdirSync(out)).toEqual(['news']);
  });

  test.each([
    ['the root of the disk', () => '/'],
    ['a file', () => path.join(tree({ 'a.md': 'x' }), 'a.md')],
    ['a place where no folder can be made', () => '/proc/dateline/export'],
    ["a repository's own folder", () => inWork('repo/.git/tree')],
    [
      'a folder whose news is a link',
      () => {
        const out = target();
        mkdirSync(out);
        symlinkSync(tmpdir(), path.join(out, 'news'));
        return out;
      },
    ],
  ])('that is %s is refused', async (_, place) => {
    await importFrom(tree());
    await expect(exportTo(place())).rejects.toThrow(TargetRejected);
  });

  test('gets its own bytes back where somebody changed a page of ours', async () => {
    await importFrom(tree());
    const out = target();
    await exportTo(out);
    const before = filesIn(out);
    const page = path.join(out, 'news/2031/04/9/index.md');
    writeFileSync(page, readFileSync(page, 'utf8').replace('2031', '2032'));
    utimesSync(page, new Date(), new Date(Date.now() + 2_000));
    expect((await exportTo(out)).files).toMatchObject({ changed: 1, added: 0, removed: 0 });
    expect(filesIn(out)).toEqual(before);
  });

  test('of a plan stays untouched, and the plan says what the run then does', async () => {
    await importFrom(tree());
    const out = target();
    const plan = await exportTo(out, { plan: true });
    expect(existsSync(out)).toBe(false);
    const { held: _held, ...run } = await exportTo(out);
    expect({ ...plan, plan: false, seconds: 0 }).toEqual({ ...run, seconds: 0 });
  });

  test('with a manifest that leads out of it is refused, and the file out there stays', async () => {
    await importFrom(tree());
    const out = target();
    await exportTo(out);
    const outside = inWork('outside.md');
    writeFileSync(outside, 'not ours');
    const manifest = path.join(out, 'manifest.json');
    writeFileSync(
      manifest,
      readFileSync(manifest, 'utf8').replace(
        '"files":[',
        `"files":[{"path":"../outside.md","size":8,"sha256":"${'0'.repeat(64)}"},`,
      ),
    );
    await expect(exportTo(out, { full: true })).rejects.toThrow(/manifest/);
    expect(readFileSync(outside, 'utf8')).toBe('not ours');
  });

  test('whose folder became a link does not lose what the link leads to', async () => {
    await importFrom(tree());
    const out = target();
    await exportTo(out);
    const elsewhere = target();
    cpSync(path.join(out, 'opinion'), elsewhere, { recursive: true });
    rmSync(path.join(out, 'opinion'), { recursive: true });
    symlinkSync(elsewhere, path.join(out, 'opinion'));
    await store.pool.query('DELETE FROM prose_page');
    await expect(exportTo(out, { full: true })).rejects.toThrow(TargetRejected);
    expect(Object.keys(filesIn(elsewhere))).toHaveLength(1);
  });

  test('is compared page by page where nothing is remembered of it', async () => {
    await importFrom(tree());
    const out = target();
    await exportTo(out);
    const before = filesIn(out);
    const { added } = (await exportTo(target(), {}, new ExportMemory(inWork('forgetful')))).files;
    expect((await exportTo(out, {}, new ExportMemory(inWork('forgetful')))).files).toEqual({
      added: 0,
      changed: 0,
      removed: 0,
      unchanged: added,
    });
    rmSync(out, { recursive: true });
    expect((await exportTo(out)).files).toMatchObject({ added });
    expect(filesIn(out)).toEqual(before);
    expect(readdirSync(out).sort()).toEqual(['index.md', 'manifest', 'manifest.json', 'news', 'opinion']);
  });

  test('has a manifest of every file with size and hash, by its parts', async () => {
    await importFrom(tree());
    const [one, two] = [target(), target()];
    await exportTo(one);
    await exportTo(two);
    expect(filesIn(two)).toEqual(filesIn(one));
    const rowsIn = (file: string) =>
      (
        JSON.parse(readFileSync(path.join(one, file), 'utf8')) as {
          files: { path: string; size: number; sha256: string }[];
        }
      ).files;
    const rows = rowsIn('manifest.json').flatMap((row) =>
      row.path.startsWith('manifest/') ? [row, ...rowsIn(row.path)] : [row],
    );
    expect(rows.map((row) => row.path).sort()).toEqual(
      Object.keys(filesIn(one))
        .filter((file) => file !== 'manifest.json')
        .sort(),
    );
    for (const row of rows)
      expect({
        ...row,
        size: statSync(path.join(one, row.path)).size,
        sha256: sha256(readFileSync(path.join(one, row.path))),
      }).toEqual(row);
  });
});
