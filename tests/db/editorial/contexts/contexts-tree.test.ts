import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { learnArchive } from '../../../../lib/discovery/learning/learn-archive.ts';
import { approveContextChange } from '../../../../lib/editorial/contexts/actions/decide-context-change.ts';
import { mergeContexts as askMerge } from '../../../../lib/editorial/contexts/actions/merge-contexts.ts';
import { readContextChange } from '../../../../lib/editorial/contexts/actions/read-context-change.ts';
import { readContext } from '../../../../lib/editorial/contexts/queries/context-view.ts';
import { countUses } from '../../../../lib/editorial/contexts/store/use-counts.ts';
import { changeAuthors } from '../../../../lib/editorial/entries/store/change-authors.ts';
import type { TargetState } from '../../../../lib/exchange/export/report.ts';
import { runExport } from '../../../../lib/exchange/export/run-export.ts';
import { importArchive } from '../../../../lib/exchange/import/actions/import-archive.ts';
import { openSource } from '../../../../lib/exchange/import/reading/open-source.ts';
import type { ImportReport } from '../../../../lib/exchange/import/report.ts';
import type { ContextId } from '../../../../lib/kernel/ids.ts';
import { FORMATS } from '../../../../lib/kernel/newsroom/export-settings.ts';
import type { Actor } from '../../../../lib/kernel/permission/actor.ts';
import type { Edition } from '../../../../lib/kernel/revision/text.ts';
import type { Store } from '../../../../lib/platform/database/database.ts';
import { inLongTransaction } from '../../../../lib/platform/database/pool-transaction.ts';
import { writeSyntheticEntries } from '../../../bench/synthetic-entries.ts';
import { freshStore, person } from '../../../support/database.ts';
import { scratch } from '../../../support/runs.ts';
import { settings } from '../../../support/settings.ts';
import { filesIn, writeTree } from '../../../support/trees.ts';
import { changeContext, mergeContexts, unmergeContext } from '../../../support/vocabulary.ts';

const { folder, clear } = scratch('contexts-tree');
afterAll(clear);
let store: Store;
let admin: Actor;
let count = 0;

beforeEach(async () => {
  store = await freshStore();
  admin = await person(store, 'admin');
});
afterEach(() => store.close());

const place = () => {
  count += 1;
  return path.join(folder, String(count));
};

/**
 * Three entries: two of one day without summaries, which share contexts, and one of another day, which has them in
 * other spellings.
 */
const related = (title: string, link: string, list: string) =>
  `### Related:\n\n1. [${title}](${link}) _Context: ${list}_\n`;
const A = '/news/2031/04/6/tram.md';
const B = '/news/2031/04/6/ferry.md';
const C = '/news/2031/04/7/quay.md';
const TREE: Record<string, string> = {
  'news/2031/04/6/tram.md':
    `### [2031-04-6](/news/2031/04/6/index.md)\n\n# ` + `Tram\n\n\n\n\n${related('Ferry', B, 'Harbour, Sel')}`,
  'news/2031/04/6/ferry.md':
    `### [2031-04-6](/news/2031/04/6/index.md)\n\n# ` +
    `Ferry\n\n\n\n\n${related('Tram', A, 'Harbour, Sel')}2. [Quay](${C}) _Context: Harbour_\n`,
  'news/2031/04/6/index.md':
    `## [2031-04-6](/news/2031/04/6/index.md)\n\n### [Tram](${A})\n_Context: Harbour, ` +
    `Sel_\n\n### [Ferry](${B})\n_Context: Harbour, Port, Sel_\n\n## [Previous Day...](/news/2031/04/5/index.md)\n\n`,
  'news/2031/04/7/quay.md': `### [2031-04-7](/news/2031/04/7/index.md)\n\n# Quay\n\n\n\n`,
  'news/2031/04/7/index.md':
    `## [2031-04-7](/news/2031/04/7/index.md)\n\n### [Quay](${C})\n_Context: HARBOUR, ` +
    `Pier_\n\n## [Previous Day...](/news/2031/04/6/index.md)\n\n`,
};

async function imported(files: Record<string, string>): Promise<ImportReport> {
  const at = place();
  writeTree(at, files);
  const source = await openSource(at);
  const done = await importArchive(store, admin, source, { publish: true, dryRun: false });
  await source.close();
  if (!done.ok) throw new Error(done.error.code);
  await learnArchive(store);
  return done.value;
}

async function exported(
  edition: Edition = '2017',
  formats: readonly ('md' | 'html' | 'json' | 'xml' | 'rss')[] = ['md'],
): Promise<Record<string, string>> {
  const at = place();
  await runExport(store, at, { settings: settings(edition, formats), plan: false, full: true });
  return Object.fromEntries(Object.entries(filesIn(at)).filter(([file]) => file.startsWith('news/')));
}

const idOf = async (name: string) => (await store.prisma.context.findFirstOrThrow({ where: { name } })).id as ContextId;
const versionOf = async (id: ContextId) => (await store.prisma.context.findUniqueOrThrow({ where: { id } })).version;
const rename = async (from: string, to: string) => {
  const id = await idOf(from);
  const done = await changeContext(store, admin, id, { version: await versionOf(id), name: to, despite: true });
  if (!done.ok) throw new Error(done.error.code);
  return done.value;
};
const merge = async (goes: string, stays: string) => {
  const [id, into] = [await idOf(goes), await idOf(stays)];
  const done = await mergeContexts(store, admin, id, {
    into,
    version: await versionOf(id),
    intoVersion: await versionOf(into),
  });
  if (!done.ok) throw new Error(done.error.code);
  return done.value;
};
const unmerge = async (name: string) => {
  const id = await idOf(name);
  const done = await unmergeContext(store, admin, id, { version: await versionOf(id) });
  if (!done.ok) throw new Error(done.error.code);
  return done.value;
};
const changedIn = (a: Record<string, string>, b: Record<string, string>) =>
  Object.keys({ ...a, ...b }).filter((file) => a[file] !== b[file]);

test('a tree comes back as it was, and with other names it is the same tree with those in their places', async () => {
  const report = await imported(TREE);
  expect(report.files).toMatchObject({ normalised: 0, refused: 0 });
  expect(await exported()).toEqual(TREE);
  expect(await rename('Harbour', 'Waterfront')).toMatchObject({ pages: 3 });
  const renamed = Object.fromEntries(
    Object.entries(TREE).map(([file, text]) => [
      file,
      text
        .replaceAll(/harbour/gi, 'Waterfront')
        .replaceAll('Waterfront, Pier', 'Pier, Waterfront')
        .replaceAll('Waterfront, Port, Sel', 'Port, Sel, Waterfront')
        .replaceAll('Waterfront, Sel', 'Sel, Waterfront'),
    ]),
  );
  expect(await exported()).toEqual(renamed);
  await rename('Waterfront', 'Harbour');
  expect(await exported()).toEqual(TREE);
});

test('after a merge a page names the one that stays, once', async () => {
  await imported(TREE);
  const all = async () => ({ 2017: await exported('2017', FORMATS), 2018: await exported('2018', FORMATS) });
  const before = await all();
  expect(await merge('Port', 'Harbour')).toMatchObject({ pages: 1 });
  expect((await exported())['news/2031/04/6/index.md']).toContain(
    '### [Ferry](/news/2031/04/6/ferry.md)\n_Context: Harbour, Sel_',
  );
  expect(await merge('Pier', 'Sel')).toMatchObject({ pages: 2 });
  const merged = await exported();
  expect(merged['news/2031/04/6/ferry.md']).toContain(`2. [Quay](${C}) _Context: Harbour, Sel_`);
  await unmerge('Pier');
  await unmerge('Port');
  expect(await all()).toEqual(before);
});

test('an incremental export writes the pages that a change of names touches, and no others', async () => {
  await imported(TREE);
  const at = place();
  const chosen = settings('2017', ['md', 'json']);
  let held: TargetState | undefined;
  const run = async () => {
    const before = safeFiles(at);
    const report = await runExport(store, at, { settings: chosen, plan: false, full: false, held });
    held = report.held;
    return {
      report,
      changed: changedIn(before, safeFiles(at)).filter((file) => file.startsWith('news/') && file.endsWith('.md')),
    };
  };
  await run();
  await rename('Pier', 'Jetty');
  const { report, changed } = await run();
  expect(report.full).toBe(false);
  expect(changed).toEqual(['news/2031/04/7/index.md']);
  await merge('Jetty', 'Sel');
  expect((await run()).changed).toEqual(['news/2031/04/6/ferry.md', 'news/2031/04/7/index.md']);
  await unmerge('Jetty');
  expect((await run()).changed).toEqual(['news/2031/04/6/ferry.md', 'news/2031/04/7/index.md']);
  const { rows } = await store.pool.query(
    'SELECT path, kind, naming FROM archive_change WHERE naming ORDER BY position LIMIT 3',
  );
  expect(rows).toEqual([
    { path: 'news/2031/04/7/quay.md', kind: 'updated', naming: true },
    { path: 'news/2031/04/6/ferry.md', kind: 'updated', naming: true },
    { path: 'news/2031/04/7/quay.md', kind: 'updated', naming: true },
  ]);
  const position =
    (await store.pool.query<{ position: number }>('SELECT position FROM archive_state')).rows[0]?.position ?? 0;
  expect(await changeAuthors(store, position - 1, position, 10)).toMatchObject({ counts: { updated: 1 }, authors: [] });
});

function safeFiles(at: string): Record<string, string> {
  try {
    return filesIn(at);
  } catch {
    return {};
  }
}

test('a tree that was exported under the names of before changes nothing when it is imported again', async () => {
  await imported(TREE);
  const old = await exported();
  await rename('Harbour', 'Waterfront');
  await merge('Pier', 'Sel');
  await store.pool.query("UPDATE entry SET imported_hash = 'another'");
  await store.pool.query("UPDATE day SET imported_hash = 'another'");
  const now = await exported();
  const report = await imported(old);
  expect(report.entries).toMatchObject({ created: 0, updated: 0, unchanged: 3 });
  expect(await exported()).toEqual(now);
  expect(await store.prisma.context.count()).toBe(4);
});

test('a new page that names one that was merged gets the one that stays', async () => {
  await imported(TREE);
  await merge('Port', 'Harbour');
  const page = `### [2031-04-8](/news/2031/04/8/index.md)\n\n# New\n\n\n\n`;
  const index =
    `## [2031-04-8](/news/2031/04/8/index.md)\n\n### [New](/news/2031/04/8/new.md)\n_Context: PORT, ` +
    `Sel_\n\n## [Previous Day...](/news/2031/04/7/index.md)\n\n`;
  const report = await imported({ 'news/2031/04/8/new.md': page, 'news/2031/04/8/index.md': index });
  expect(report.files).toMatchObject({ normalised: 1 });
  expect((await exported())['news/2031/04/8/index.md']).toContain('_Context: Harbour, Sel_');
});

/** What learning keeps of uses, without the rest of it. */
const LEARN = `WITH learned AS (INSERT INTO entry_context (entry_id, raw_id, context_id, day)
    SELECT e.id, c, c, e.day FROM entry e JOIN revision r ON r.id = e.published_revision_id CROSS
    JOIN LATERAL unnest(r.contexts) AS c ON CONFLICT DO NOTHING RETURNING context_id),
  gone AS (DELETE FROM learning_due) SELECT DISTINCT context_id FROM learned`;

test('ten thousand uses are merged within seconds, and a merge that is cut off leaves nothing', async () => {
  const file = path.join(folder, 'ten-thousand.jsonl');
  writeSyntheticEntries(file, 10_000);
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  writeFileSync(file, lines.map((line) => line.replace('"contexts":[', '"contexts":["Goes",')).join('\n'));
  const source = await openSource(file);
  expect(await importArchive(store, admin, source, { publish: true, dryRun: false })).toMatchObject({ ok: true });
  await source.close();
  await inLongTransaction(store, {}, async (client) =>
    countUses(
      client,
      (await client.query<{ context_id: ContextId }>(LEARN)).rows.map((row) => row.context_id),
    ),
  );
  await store.pool.query('ANALYZE');
  const goes = await idOf('Goes');
  const stays = (await store.prisma.context.create({ data: { name: 'Stays' } })).id as ContextId;
  const state = async () =>
    (
      await store.pool.query(
        `SELECT (SELECT jsonb_agg(c ORDER BY id) FROM context c WHERE id = ANY($1)) AS contexts, (SELECT count(*)
          FROM context_naming) AS names,
          (SELECT jsonb_agg(x ORDER BY entry_id, raw_id) FROM entry_context x WHERE raw_id = ANY($1))
          AS uses, (SELECT position FROM archive_state) AS position, (SELECT count(*) FROM audit_event) AS facts`,
        [[goes, stays]],
      )
    ).rows;
  const asked = await askMerge(store, admin, goes, { into: stays, version: 1, intoVersion: 1 });
  const change = (asked.ok && asked.value.change) || 0;
  const second = await person(store, 'reviewer', 'Second pair of eyes');
  const hash = (await readContextChange(store, change))?.hash ?? '';
  const before = await state();
  // The last statement of the merge waits for a row that is held here, and is cut off there.
  const held = await store.pool.connect();
  await held.query('BEGIN');
  await held.query('LOCK TABLE audit_event IN EXCLUSIVE MODE');
  const merging = approveContextChange(store, second, change, { hash }).catch((error: unknown) => error);
  const waiting = `SELECT pid FROM pg_stat_activity WHERE datname = current_database()
    AND wait_event_type = 'Lock' AND query LIKE '%audit_event%' AND pid NOT IN (pg_backend_pid())`;
  await expect.poll(async () => (await store.pool.query(waiting)).rowCount, { timeout: 60_000 }).toBe(1);
  await store.pool.query(`SELECT pg_terminate_backend(pid) FROM (${waiting}) w`);
  expect(await merging).toBeInstanceOf(Error);
  await held.query('ROLLBACK');
  held.release();
  expect(await state()).toEqual(before);
  const began = performance.now();
  expect(await approveContextChange(store, second, change, { hash })).toMatchObject({
    ok: true,
    value: { pages: 10_000 },
  });
  console.log(`merged 10,000 uses in ${Math.round(performance.now() - began)} ms`);
  expect(performance.now() - began).toBeLessThan(60_000);
  expect(await readContext(store, stays)).toMatchObject({ entries: 10_000 });
});
