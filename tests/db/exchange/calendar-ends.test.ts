import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readAttention } from '../../../lib/desk/desk-attention.ts';
import { learnArchive } from '../../../lib/discovery/learning/learn-archive.ts';
import { suggest } from '../../../lib/discovery/suggestions/queries/suggest.ts';
import { lastDay } from '../../../lib/editorial/days/queries/last-day.ts';
import { discardEntry } from '../../../lib/editorial/entries/actions/discard-entry.ts';
import { createEntry } from '../../../lib/editorial/entries/actions/save-entry.ts';
import { readProposalFiles } from '../../../lib/editorial/review/queries/proposal-files.ts';
import { refreshReadyPages } from '../../../lib/exchange/export/ready-pages.ts';
import { runExport } from '../../../lib/exchange/export/run-export.ts';
import { importArchive } from '../../../lib/exchange/import/actions/import-archive.ts';
import { openSource } from '../../../lib/exchange/import/reading/open-source.ts';
import { verifyTree } from '../../../lib/exchange/verify/verify-tree.ts';
import type { Day } from '../../../lib/kernel/day.ts';
import { FORMATS } from '../../../lib/kernel/newsroom/export-settings.ts';
import type { Actor } from '../../../lib/kernel/permission/actor.ts';
import type { Store } from '../../../lib/platform/database/database.ts';
import { freshStore, person } from '../../support/database.ts';
import { entryInput } from '../../support/entries.ts';
import { done } from '../../support/newsroom.ts';
import { settings } from '../../support/settings.ts';
import { filesIn } from '../../support/trees.ts';

const GAZETTE = { publisher: 'Gazette', url: 'https://gazette.example/far' };
const work = mkdtempSync(path.join(tmpdir(), 'dateline-calendar-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const [FIRST, SECOND, LAST] = ['0001-01-01', '0001-01-02', '9999-12-31'] as Day[] as [Day, Day, Day];
const ALL = settings('2018', FORMATS);
let count = 0;

/** A new archive with published entries on these days. */
async function archiveOf(days: readonly Day[]): Promise<{ store: Store; admin: Actor }> {
  const store = await freshStore();
  const admin = await person(store, 'admin');
  await publish(store, admin, days);
  return { store, admin };
}

async function publish(store: Store, admin: Actor, days: readonly Day[]): Promise<void> {
  count += 1;
  const file = path.join(work, `events-${count}.jsonl`);
  const sources = [{ publisher: 'Gazette', url: `https://gazette.example/${count}` }];
  writeFileSync(
    file,
    days
      .map((date) => ({ date, headline: 'The lighthouse keepers end their strike', contexts: ['Calendar'], sources }))
      .map((line) => `${JSON.stringify(line)}\n`)
      .join(''),
  );
  const source = await openSource(file);
  done(await importArchive(store, admin, source, { publish: true, dryRun: false }));
  await source.close();
}

async function exported(
  store: Store,
  options: { full: boolean; asOf?: string; settings?: typeof ALL },
): Promise<{ folder: string; files: Record<string, string> }> {
  count += 1;
  const folder = path.join(work, `out-${count}`);
  await runExport(store, folder, { settings: ALL, plan: false, ...options });
  return { folder, files: filesIn(folder) };
}

/** Which day the front page of a tree leads with. */
const led = (folder: string) =>
  /## \[News\]\(\/news\/(\S+)\/index\.md\)/.exec(readFileSync(path.join(folder, 'index.md'), 'utf8'))?.[1];

test.each([
  ['the first day alone', [FIRST]],
  ['the first two days', [FIRST, SECOND]],
  ['the third day', ['0001-01-03' as Day]],
  ['both ends', [FIRST, SECOND, LAST]],
  ['both ends and today', [FIRST, '2020-02-29' as Day, LAST]],
])('an archive of %s is exported whole in every way, and proved', async (_, days) => {
  const { store } = await archiveOf(days);
  const plain = settings('2017', ['md']);
  const made = await exported(store, { full: true, settings: plain });
  await refreshReadyPages(store);
  expect((await exported(store, { full: false, settings: plain })).files).toEqual(made.files);
  const full = await exported(store, { full: true });
  const again = await exported(store, { full: false });
  expect(again.files).toEqual(full.files);
  for (const day of days)
    expect(Object.keys(full.files)).toContain(
      `news/${day.slice(0, 4)}/${day.slice(5, 7)}/${Number(day.slice(8))}/index.md`,
    );
  expect(Object.keys(full.files)).toEqual(expect.arrayContaining(['index.md', 'index.html', 'style.css']));
  for (const { folder } of [made, full]) expect((await verifyTree(folder)).findings).toEqual([]);
  await store.close();
});

test('at both ends there are suggestions, previews and a desk', async () => {
  const { store, admin } = await archiveOf([FIRST, LAST]);
  await learnArchive(store);
  const draft = { entry: null, summary: '', contexts: [], urls: [] };
  for (const day of [FIRST, SECOND, LAST]) {
    const [found] = await suggest(store, [{ ...draft, day, headline: 'The lighthouse keepers end their strike' }]);
    expect(found?.duplicates.length).toBe(1);
    const { entry } = done(await createEntry(store, admin, entryInput(`Another matter of ${day}`, { day })));
    expect(await readProposalFiles(store, entry)).toBeDefined();
  }
  expect((await readAttention(store, true)).gaps).toEqual([]);
  await store.close();
});

test('drafts and discarded entries never lead', async () => {
  const { store, admin } = await archiveOf(['2020-05-06' as Day]);
  const { entry } = done(await createEntry(store, admin, entryInput('Mistyped', { day: '2202-11-12' as Day })));
  expect(await lastDay(store)).toBe('2020-05-06');
  done(await discardEntry(store, admin, entry));
  done(await createEntry(store, admin, entryInput('A draft of tomorrow', { day: '2020-05-07' as Day })));
  expect(await lastDay(store)).toBe('2020-05-06');
  await publish(store, admin, ['2202-11-12' as Day, '2202-11-13' as Day]);
  expect(await lastDay(store)).toBe('2020-05-06');
  expect(led((await exported(store, { full: true })).folder)).toBe('2020/05/6');
  await store.close();
});

test('with days ahead the front page follows the day of the instant, in each export alike', async () => {
  const near = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10) as Day;
  const { store, admin } = await archiveOf(['2020-05-06' as Day, near, '2150-01-01' as Day]);
  expect(await lastDay(store)).toBe(near);
  const folder = path.join(work, 'kept');
  const options = { settings: ALL, plan: false, full: false };
  const { held } = await runExport(store, folder, options);
  const again = await runExport(store, folder, { ...options, held });
  expect(again.files).toMatchObject({ added: 0, changed: 0, removed: 0 });
  expect(filesIn(folder)).toEqual((await exported(store, { full: true })).files);
  const asOf = new Date().toISOString();
  await new Promise((resolve) => setTimeout(resolve, 20));
  const then = await exported(store, { full: false, asOf });
  await publish(store, admin, ['2020-05-07' as Day]);
  expect((await exported(store, { full: true, asOf })).files).toEqual(then.files);
  await store.close();
});

test('an import that publishes asks about days far ahead', async () => {
  const store = await freshStore();
  const admin = await person(store, 'admin');
  const file = path.join(work, 'far.jsonl');
  const lines = (...days: string[]) =>
    writeFileSync(
      file,
      days
        .map((date) => ({ date, headline: 'The lighthouse opens', sources: [GAZETTE] }))
        .map((line) => `${JSON.stringify(line)}\n`)
        .join(''),
    );
  const take = async (options: { publish: boolean; dryRun: boolean; farDayConfirmed: boolean }) => {
    const source = await openSource(file);
    const answer = await importArchive(store, admin, source, options);
    await source.close();
    return answer;
  };
  lines('1913-01-05', '2941-05-06');
  const refusal = {
    ok: false,
    error: { code: 'far-day', day: '2941-05-06', path: 'news/2941/05/6/the-lighthouse-opens.md' },
  };
  for (const dryRun of [true, false])
    expect(await take({ publish: true, dryRun, farDayConfirmed: false })).toMatchObject(refusal);
  expect(await store.prisma.entry.count()).toBe(0);
  expect(done(await take({ publish: false, dryRun: false, farDayConfirmed: false })).entries.created).toBe(2);
  expect(await take({ publish: true, dryRun: false, farDayConfirmed: false })).toMatchObject(refusal);
  expect(done(await take({ publish: true, dryRun: false, farDayConfirmed: true })).entries.updated).toBe(2);
  expect(done(await take({ publish: true, dryRun: false, farDayConfirmed: false })).entries.unchanged).toBe(2);
  lines('1913-01-06');
  expect(done(await take({ publish: true, dryRun: false, farDayConfirmed: false })).entries.created).toBe(1);
  await store.close();
});
