import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { approveEntry } from '../../../lib/editorial/entries/actions/approve-entry.ts';
import { withdrawEntry } from '../../../lib/editorial/entries/actions/withdraw-entry.ts';
import { readSnapshot } from '../../../lib/editorial/entries/store/entry-snapshot.ts';
import { runExport } from '../../../lib/exchange/export/run-export.ts';
import { importArchive } from '../../../lib/exchange/import/actions/import-archive.ts';
import { ContextBook } from '../../../lib/exchange/import/context-book.ts';
import { openSource } from '../../../lib/exchange/import/reading/open-source.ts';
import type { FileFinding, ImportReport } from '../../../lib/exchange/import/report.ts';
import type { ImportOptions } from '../../../lib/exchange/import/run-import.ts';
import type { ImportSource, SourceStep } from '../../../lib/exchange/import/staged.ts';
import { UsualSpellings } from '../../../lib/exchange/import/usual-spellings.ts';
import type { EntryId } from '../../../lib/kernel/ids.ts';
import { FORMATS } from '../../../lib/kernel/newsroom/export-settings.ts';
import type { Actor } from '../../../lib/kernel/permission/actor.ts';
import { knownNames } from '../../../lib/layout/known-names.ts';
import type { Store } from '../../../lib/platform/database/database.ts';
import { freshStore, person } from '../../support/database.ts';
import { settings } from '../../support/settings.ts';
import { filesIn, sampleTree, writeTree } from '../../support/trees.ts';

const work = mkdtempSync(path.join(tmpdir(), 'dateline-again-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));
let store: Store;
let admin: Actor;
let count = 0;

beforeEach(async () => {
  store = await freshStore();
  admin = await person(store, 'admin');
});
afterEach(() => store.close());

const LIGHTHOUSE = 'news/2031/04/9/the-lighthouse-of-sel-is-lit-again.md';
const STORM = 'news/2031/04/8/storm-over-sel-pthe-harbour-closes.md';

type Options = Partial<Omit<ImportOptions, 'person'>>;

/** Imports a tree and notes which entries were read at all. */
async function importTree(
  files: Record<string, string>,
  options: Options = {},
): Promise<{ report: ImportReport; read: Set<string> }> {
  count += 1;
  const folder = path.join(work, String(count));
  writeTree(folder, files);
  const source = await openSource(folder);
  const read = new Set<string>();
  const report = await importSource({ ...source, steps: (skip) => noted(source.steps(skip), read) }, options);
  return { report, read };
}

async function importSource(source: ImportSource, options: Options = {}): Promise<ImportReport> {
  const done = await importArchive(store, admin, source, { publish: true, dryRun: false, ...options });
  await source.close();
  if (!done.ok) throw new Error(done.error.code);
  return done.value;
}

async function* noted(steps: AsyncIterable<SourceStep>, read: Set<string>): AsyncGenerator<SourceStep> {
  for await (const step of steps) {
    for (const entry of step.day?.entries ?? []) {
      const inner = entry.read;
      entry.read = () => {
        read.add(entry.path);
        return inner();
      };
    }
    yield step;
  }
}

const textOf = async (at: string) => {
  const { id } = await store.prisma.entry.findUniqueOrThrow({ where: { path: at } });
  const standing = await readSnapshot(store, id as EntryId);
  return standing?.published?.text ?? standing?.proposed?.text;
};

describe('an import that says what the last one said', () => {
  test.each([true, false])('reads nothing in its pages again (published: %s)', async (publish) => {
    const first = await importTree(sampleTree(), { publish });
    expect(first.read.size).toBe(3);
    const again = await importTree(sampleTree(), { publish });
    expect(again.read).toEqual(new Set());
    expect(again.report).toMatchObject({
      files: first.report.files,
      entries: { created: 0, updated: 0, unchanged: 3 },
      days: { written: 0, unchanged: 3 },
    });
    const dry = await importTree(sampleTree(), { publish, dryRun: true });
    expect({ ...dry.report, seconds: 0 }).toEqual({ ...again.report, dryRun: true, seconds: 0 });
  });

  test('reads the day of a page that changed, whose links lead where they led', async () => {
    const { report: first } = await importTree(sampleTree());
    const before = await textOf(STORM);
    const changed = {
      ...sampleTree(),
      [STORM]: (sampleTree()[STORM] ?? '').replace('The harbour closes', 'The harbour is closed'),
    };
    const { report, read } = await importTree(changed);
    expect(read).toEqual(new Set([STORM]));
    expect(report).toMatchObject({ files: first.files, entries: { created: 0, updated: 1, unchanged: 2 } });
    const after = await textOf(STORM);
    expect(after).toEqual({ ...before, headline: 'The harbour is closed' });
    expect(after?.related).toMatchObject([{ entry: expect.any(Number) }]);
  });

  test('finds its drafts as the targets of links, too', async () => {
    await importTree(sampleTree(), { publish: false });
    const before = await textOf(STORM);
    await importTree(
      { ...sampleTree(), 'news/2031/04/8/new.md': (sampleTree()[STORM] ?? '').replace('closes', 'opens') },
      { publish: false },
    );
    const after = await textOf('news/2031/04/8/new.md');
    expect(after?.related).toEqual(before?.related);
    expect(after?.related).toMatchObject([{ entry: expect.any(Number) }]);
  });

  test('without publishing leaves everything that readers see as it is', async () => {
    await importTree(sampleTree());
    const seen = async () => {
      const folder = mkdtempSync(path.join(work, 'seen-'));
      await runExport(store, folder, {
        settings: { ...settings('2017', FORMATS), readmes: true },
        plan: false,
        full: true,
      });
      return filesIn(folder);
    };
    const before = await seen();
    const files = sampleTree();
    const dayOf = (day: number, entries: string) =>
      `## [2031-04-${day}](/news/2031/04/${day}/index.md)\n\n${entries}## [Previous ` +
      `Day...](/news/2031/04/${day - 1}/index.md)\n\n`;
    const missing = (day: number) => `### [Nobody has this page](/news/2031/04/${day}/nobody.md)\n`;
    const told = {
      [STORM]: (files[STORM] ?? '').replace('closes', 'opens'),
      'news/2031/04/8/new.md': (files[STORM] ?? '').replace('closes', 'stands still'),
      'news/2031/04/9/index.md': dayOf(
        9,
        `${missing(9)}### [An entry that its day does not list](/news/2031/04/9/unlisted.md)\n### [ The lighthouse ` +
          `of Sél is lit again. ](/${LIGHTHOUSE})\n`,
      ),
      'news/2031/04/9/README.md': dayOf(9, `### [Another order of the day](/${LIGHTHOUSE})\n`),
      'news/2031/04/7/index.md': dayOf(7, missing(7)),
      'news/2031/04/6/index.md': dayOf(6, missing(6)),
      'news/2031/04/5/index.md': dayOf(5, ''),
      'opinion/2031/04/4/on-storms/index.md': '# On storms\n\nOther prose.\n',
      'opinion/2031/04/4/on-calm/index.md': '# On calm\n\nNew prose.\n',
    };
    const { report } = await importTree({ ...files, ...told }, { publish: false });
    expect(report).toMatchObject({ files: { refused: 0 }, entries: { created: 1, updated: 1 } });
    expect(await seen()).toEqual(before);
  });

  test('publishes drafts that an earlier one left', async () => {
    await importTree(sampleTree(), { publish: false });
    const { report, read } = await importTree(sampleTree());
    expect([report.entries.updated, read.size]).toEqual([3, 3]);
  });

  test('publishes what stands in the way of nothing any more, though its day is published', async () => {
    await importTree(sampleTree(), { publish: false });
    await store.pool.query(`UPDATE day SET imported_hash = replace(imported_hash, 'places of ', '')`);
    expect((await importTree(sampleTree())).report.entries.updated).toBe(3);
  });

  test('says again which pages are normalised', async () => {
    const crlf = { ...sampleTree(), [STORM]: (sampleTree()[STORM] ?? '').replaceAll('\n', '\r\n') };
    const first = await importTree(crlf);
    const again = await importTree(crlf);
    expect(again.report).toMatchObject({
      files: first.report.files,
      normalised: first.report.normalised,
      entries: { unchanged: 3, updated: 0 },
    });
    expect(again.report.files.normalised).toBe(1);
    expect(again.read).toEqual(new Set([STORM]));
  });

  test('looks at a day with a refused file, and at one whose contexts changed on its own page', async () => {
    const odd = { ...sampleTree(), 'news/2031/04/8/odd.txt': 'x' };
    await importTree(odd);
    expect((await importTree(odd)).report.files.refused).toBe(1);
    const index = 'news/2031/04/8/index.md';
    const { report } = await importTree({
      ...sampleTree(),
      [index]: (sampleTree()[index] ?? '').replace('harbour_', 'harbour, quay_'),
    });
    expect(report).toMatchObject({ entries: { updated: 1 }, days: { written: 1 } });
  });
});

describe('a page that was withdrawn here', () => {
  async function withdrawn(): Promise<EntryId> {
    await importTree(sampleTree());
    const { id } = await store.prisma.entry.findUniqueOrThrow({ where: { path: LIGHTHOUSE } });
    const asked = await withdrawEntry(store, await person(store, 'editor'), id as EntryId, {
      reason: 'It never happened.',
    });
    if (!asked.ok) throw new Error(asked.error.code);
    const { hash } = await store.prisma.revision.findFirstOrThrow({ where: { entryId: id } });
    const approved = await approveEntry(store, admin, id as EntryId, { hash });
    if (!approved.ok) throw new Error(approved.error.code);
    return id as EntryId;
  }

  test('is not brought back by the tree that it came from', async () => {
    const id = await withdrawn();
    expect((await importTree(sampleTree())).report.entries).toEqual({ created: 0, updated: 0, unchanged: 3 });
    expect((await store.prisma.entry.findUniqueOrThrow({ where: { id } })).publishedRevisionId).toBeNull();
  });

  test('nor where another page of its day changed', async () => {
    const id = await withdrawn();
    const other = 'news/2031/04/9/unlisted.md';
    const { report } = await importTree({
      ...sampleTree(),
      [other]: (sampleTree()[other] ?? '').replace('An entry', 'Some entry'),
    });
    expect(report).toMatchObject({ entries: { updated: 1, unchanged: 2 }, refused: [] });
    expect((await store.prisma.entry.findUniqueOrThrow({ where: { id } })).publishedRevisionId).toBeNull();
  });

  test('nor by one that says something else of it, which says so', async () => {
    const id = await withdrawn();
    const { report } = await importTree({
      ...sampleTree(),
      [LIGHTHOUSE]: (sampleTree()[LIGHTHOUSE] ?? '').replace('a year', 'a decade'),
    });
    expect(report.refused).toEqual([{ path: LIGHTHOUSE, line: 0, reason: expect.stringContaining('withdrawn here') }]);
    expect((await store.prisma.entry.findUniqueOrThrow({ where: { id } })).publishedRevisionId).toBeNull();
  });
});

describe('an import that is told to stop', () => {
  const many = () =>
    Object.fromEntries(
      Array.from({ length: 40 }, (_, i) => [
        `news/2031/05/${1 + (i % 20)}/event-${i}.md`,
        `### [2031-05-${1 + (i % 20)}](/news/2031/05/${1 + (i % 20)}/index.md)\n\n# Event ${i}\n\n\n\n`,
      ]),
    );
  const written = async () => [
    await store.prisma.entry.count(),
    await store.prisma.context.count(),
    await store.prisma.importIssue.count(),
    await store.prisma.archiveChange.count(),
  ];

  test.each(['reading', 'writing'] as const)(
    'while it is %s throws the reason, and leaves nothing behind',
    async (phase) => {
      const stop = new AbortController();
      let seen = 0;
      const onProgress: ImportOptions['onProgress'] = (done) => {
        if (done.phase !== phase) return;
        seen += 1;
        if (seen === 10) stop.abort(new Error('somebody cancelled'));
      };
      await expect(importTree(many(), { signal: stop.signal, onProgress })).rejects.toThrow('somebody cancelled');
      expect(seen).toBe(10);
      expect(await written()).toEqual([0, 0, 0, 0]);
      expect((await importTree(many())).report.entries.created).toBe(40);
    },
  );
});

describe('findings', () => {
  test('are told one by one, and waited for', async () => {
    const files = {
      ...sampleTree(),
      [STORM]: (sampleTree()[STORM] ?? '').replaceAll('\n', '\r\n'),
      'news/2031/04/9/odd.txt': 'x',
      'news/2031/04/9/bad.md': 'no page',
    };
    const told: FileFinding[] = [];
    const { report } = await importTree(files, {
      onFile: async (finding) => {
        await setTimeout(30);
        told.push(finding);
      },
    });
    expect(report.files).toMatchObject({ normalised: 1, refused: 2 });
    expect(told.map((one) => [one.outcome, one.path, one.line]).sort()).toEqual([
      ['normalised', STORM, 0],
      ['refused', 'news/2031/04/9/bad.md', 1],
      ['refused', 'news/2031/04/9/odd.txt', 0],
    ]);
  });

  test('a failure of whoever is told fails the import', async () => {
    const onFile = async () => Promise.reject(new Error('the list is full'));
    await expect(importTree({ ...sampleTree(), 'news/2031/04/9/odd.txt': 'x' }, { onFile })).rejects.toThrow(
      'the list is full',
    );
    expect(await store.prisma.entry.count()).toBe(0);
  });
});

test('a dry run takes two spellings of a new context for one, as the import does', async () => {
  const page = (slug: string, title: string) => ({
    [`news/2031/04/6/${slug}.md`]: `### [2031-04-6](/news/2031/04/6/index.md)\n\n# ${title}\n\n\n\n`,
  });
  const entry = (slug: string, title: string, list: string) =>
    `### [${title}](/news/2031/04/6/${slug}.md)\n_Context: ${list}_\n\n`;
  const entries = `${entry('a', 'A', 'Miro, Miró, Tram')}${entry('b', 'B', 'MIRO, tram')}`;
  const previous = '## [Previous Day...](/news/2031/04/5/index.md)\n\n';
  const index = `## [2031-04-6](/news/2031/04/6/index.md)\n\n${entries}${previous}`;
  const files = { 'news/2031/04/6/index.md': index, ...page('a', 'A'), ...page('b', 'B') };
  const dry = await importTree(files, { dryRun: true });
  const real = await importTree(files);
  expect({ ...dry.report, seconds: 0, dryRun: false }).toEqual({ ...real.report, seconds: 0 });
  expect(await store.prisma.context.count()).toBe(2);
  const client = await store.pool.connect();
  const book = new ContextBook(knownNames([]), new UsualSpellings(), true);
  const spellings = ['Sel', 'SÉL', 'sél', 'tram', 'Loma'];
  await book.learn(client, spellings);
  client.release();
  expect(book.contextsOf(spellings).ids.map((id) => book.nameOf(id))).toEqual(['Sel', 'Tram', 'Loma']);
});
