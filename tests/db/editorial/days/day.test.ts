import { afterAll, beforeAll, expect, test } from 'vitest';
import { createContext } from '../../../../lib/editorial/contexts/actions/create-context.ts';
import { reorderDay } from '../../../../lib/editorial/days/actions/reorder-day.ts';
import { type DayView, readDay } from '../../../../lib/editorial/days/queries/day.ts';
import { readDayCounts } from '../../../../lib/editorial/days/queries/day-counts.ts';
import { lastDay } from '../../../../lib/editorial/days/queries/last-day.ts';
import { writeDayOrder } from '../../../../lib/editorial/days/store/day-writing.ts';
import { approveEntry } from '../../../../lib/editorial/entries/actions/approve-entry.ts';
import { discardEntry } from '../../../../lib/editorial/entries/actions/discard-entry.ts';
import { createEntry, saveEntry } from '../../../../lib/editorial/entries/actions/save-entry.ts';
import { submitEntry } from '../../../../lib/editorial/entries/actions/submit-entry.ts';
import type { Day } from '../../../../lib/kernel/day.ts';
import type { DayEntry } from '../../../../lib/kernel/newsroom/day-order.ts';
import type { Actor } from '../../../../lib/kernel/permission/actor.ts';
import type { Result } from '../../../../lib/kernel/result.ts';
import { renderDayPage } from '../../../../lib/layout/day-page.ts';
import type { Store } from '../../../../lib/platform/database/database.ts';
import { inTransaction } from '../../../../lib/platform/database/transaction.ts';
import { freshStore, person } from '../../../support/database.ts';

let store: Store;
let writer: Actor;
let reviewer: Actor;

beforeAll(async () => {
  store = await freshStore();
  writer = await person(store, 'editor', 'Wilma');
  reviewer = await person(store, 'reviewer', 'Rolf');
});

afterAll(() => store.close());

test('a day that nobody wrote about is empty, at version 0', async () => {
  expect(await readDay(store, day('1999-01-01'))).toEqual({
    day: '1999-01-01',
    version: 0,
    listed: [],
    unlisted: [],
    pending: [],
    withdrawn: [],
    left: [],
  });
});

test('published entries stand in the order of the page, what is under way stands behind them', async () => {
  const on = day('2001-05-05');
  const context = value(await createContext(store, reviewer, { name: 'Tide tables' }));
  const first = await published(on, 'First');
  const second = await published(on, 'Second', { topic: 'Harbour', summary: '', contexts: [context.id] });
  const draft = await drafted(on, 'Draft');
  const { version } = await readDay(store, on);
  value(await reorderDay(store, reviewer, on, { version, positions: [1, 0] }));

  const view = await readDay(store, on);
  expect(headlines(view)).toEqual(['Second', 'First']);
  expect(view.version).toBe(version + 1);
  expect(view.listed[0]?.entry).toMatchObject({
    entry: second.entry,
    topic: 'Harbour',
    contexts: ['Tide tables'],
    published: true,
    proposal: null,
  });
  expect(view.listed[1]?.entry).toMatchObject({ entry: first.entry });
  expect(view.pending).toMatchObject([
    { entry: draft.entry, headline: 'Draft', published: false, proposal: { state: 'draft', openedBy: 'Wilma' } },
  ]);
});

test('the lines of the entries, in any order, make the page', async () => {
  const on = day('2001-05-06');
  await published(on, 'First');
  await published(on, 'Second', { topic: 'Harbour' });
  const lines = (await readDay(store, on)).listed.flatMap(({ line }) => line ?? []);
  expect(renderDayPage({ edition: '2017', day: on, entries: lines.reverse() })).toBe(
    '## [2001-05-6](/news/2001/05/6/index.md)\n\n### [Harbour:Second](/news/2001/05/6/second.md)\nWhat ' +
      'happened.\n\n### [First](/news/2001/05/6/first.md)\nWhat happened.\n\n## [Previous ' +
      'Day...](/news/2001/05/5/index.md)\n\n',
  );
});

test('a change of a published entry shows its state, and the published text stays on the page', async () => {
  const on = day('2001-05-07');
  const { entry, revision } = await published(on, 'As it is');
  value(await saveEntry(store, writer, entry, { revision }, fields(on, 'As it will be')));
  value(await submitEntry(store, writer, entry));
  const view = await readDay(store, on);
  expect(view.listed).toMatchObject([
    { entry: { headline: 'As it is', published: true, proposal: { state: 'in_review' } }, line: { title: 'As it is' } },
  ]);
  expect(view.pending).toEqual([]);
});

test('an imported day names a lost page and an entry that is not published, and leaves out one that is', async () => {
  const on = day('2001-05-08');
  const left = await published(on, 'Left out');
  const draft = await drafted(on, 'Listed as a draft');
  await listed(on, [
    { missing: '/news/2001/05/8/lost.md', title: 'Lost', body: 'Gone.', kicker: null },
    { entry: draft.entry },
  ]);
  const view = await readDay(store, on);
  expect(view.listed).toMatchObject([
    {
      entry: { kind: 'missing', title: 'Lost', link: '/news/2001/05/8/lost.md' },
      line: { title: 'Lost', body: 'Gone.' },
    },
    { entry: { kind: 'entry', headline: 'Listed as a draft', published: false }, line: null },
  ]);
  expect(view.unlisted).toMatchObject([{ entry: left.entry, published: true }]);
  expect(view.pending).toEqual([]);
});

test('a day’s page may list an entry of another day', async () => {
  const on = day('2001-05-11');
  const { entry } = await published(day('2001-05-12'), 'Of the day after');
  await listed(on, [{ entry }]);
  expect((await readDay(store, on)).listed).toMatchObject([
    { entry: { headline: 'Of the day after' }, line: { link: '/news/2001/05/12/of-the-day-after.md' } },
  ]);
});

test('every place of the order has a key of its own, also where a page is named twice', async () => {
  const on = day('2001-05-09');
  const twice: DayEntry = { missing: '/news/2001/05/9/twice.md', title: 'Twice', body: '', kicker: null };
  await listed(on, [twice, twice]);
  const keys = (await readDay(store, on)).listed.map(({ key }) => key);
  expect(new Set(keys).size).toBe(2);
});

test('a discarded draft is nowhere', async () => {
  const on = day('2001-05-10');
  const { entry } = await drafted(on, 'Discarded');
  value(await discardEntry(store, writer, entry));
  expect(await readDay(store, on)).toMatchObject({ listed: [], unlisted: [], pending: [], withdrawn: [] });
});

test('a month counts what is published and what is open, by day', async () => {
  await published(day('2004-02-29'), 'Leap');
  const { entry, revision } = await published(day('2004-02-29'), 'Leap again');
  value(await saveEntry(store, writer, entry, { revision }, fields(day('2004-02-29'), 'Changed')));
  await drafted(day('2004-02-01'), 'First');
  await drafted(day('2004-01-31'), 'Before');
  await drafted(day('2004-03-01'), 'After');
  const discarded = await drafted(day('2004-02-02'), 'Discarded');
  value(await discardEntry(store, writer, discarded.entry));
  const none = { published: 0, drafts: 0, inReview: 0, changesRequested: 0, signOff: null };
  expect(Object.fromEntries(await readDayCounts(store, day('2004-02-01'), day('2004-02-29')))).toEqual({
    '2004-02-29': { ...none, published: 2, drafts: 1 },
    '2004-02-01': { ...none, drafts: 1 },
  });
});

test('the last month of all can be counted, and a draft there does not lead', async () => {
  await drafted(day('9999-12-31'), 'The end');
  expect(Object.fromEntries(await readDayCounts(store, day('9999-12-01'), day('9999-12-31')))).toMatchObject({
    '9999-12-31': { published: 0, drafts: 1 },
  });
  expect(await lastDay(store)).toBe('2004-02-29');
});

function day(text: string): Day {
  return text as Day;
}

function fields(on: Day, headline: string) {
  return { day: on, topic: '', headline, summary: 'What happened.', sources: [], contexts: [], related: [] };
}

async function drafted(on: Day, headline: string, more: object = {}) {
  return value(await createEntry(store, writer, { ...fields(on, headline), ...more }));
}

async function published(on: Day, headline: string, more: object = {}) {
  const saved = await drafted(on, headline, more);
  value(await submitEntry(store, writer, saved.entry));
  value(await approveEntry(store, reviewer, saved.entry, { hash: saved.hash }));
  return saved;
}

/** What an import does: the day's list as its page has it. */
async function listed(on: Day, entries: DayEntry[]) {
  await inTransaction(store, async (tx) => {
    await tx.$executeRaw`INSERT INTO day (day) VALUES (${on}::date) ON CONFLICT DO NOTHING`;
    await writeDayOrder(tx, reviewer, on, { entries, kept: {} });
  });
}

function headlines(view: DayView): string[] {
  return view.listed.map(({ entry }) => (entry.kind === 'entry' ? entry.headline : entry.title));
}

function value<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
