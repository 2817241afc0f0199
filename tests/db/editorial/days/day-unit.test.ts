import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { POST as reopen } from '../../../../app/api/v1/days/[day]/reopen/route.ts';
import { GET as readOne } from '../../../../app/api/v1/days/[day]/route.ts';
import { POST as signOff } from '../../../../app/api/v1/days/[day]/sign-off/route.ts';
import { GET as listGaps } from '../../../../app/api/v1/days/gaps/route.ts';
import { GET as listDays } from '../../../../app/api/v1/days/route.ts';
import { reorderDay } from '../../../../lib/editorial/days/actions/reorder-day.ts';
import { reopenDay, signOffDay } from '../../../../lib/editorial/days/actions/sign-off-day.ts';
import { readDay } from '../../../../lib/editorial/days/queries/day.ts';
import { readArchiveSpan, readDayCounts } from '../../../../lib/editorial/days/queries/day-counts.ts';
import { type GapPage, readGaps } from '../../../../lib/editorial/days/queries/day-gaps.ts';
import { readDaySignOff } from '../../../../lib/editorial/days/queries/day-sign-off.ts';
import { saveEntry } from '../../../../lib/editorial/entries/actions/save-entry.ts';
import { submitEntry } from '../../../../lib/editorial/entries/actions/submit-entry.ts';
import type { Day } from '../../../../lib/kernel/day.ts';
import type { DayGap } from '../../../../lib/kernel/day-gaps.ts';
import type { Actor } from '../../../../lib/kernel/permission/actor.ts';
import type { Result } from '../../../../lib/kernel/result.ts';
import type { Store } from '../../../../lib/platform/database/database.ts';
import { call, read, serveApi, session } from '../../../support/api.ts';
import { freshStore, person } from '../../../support/database.ts';
import { entryInput } from '../../../support/entries.ts';
import { changeEntry, done, publishedEntry, takenAway } from '../../../support/newsroom.ts';

let store: Store;
let wilma: Actor;
let rolf: Actor;

beforeAll(async () => {
  store = await freshStore();
  serveApi(store);
  wilma = await person(store, 'editor', 'Wilma');
  rolf = await person(store, 'reviewer', 'Rolf');
});
afterAll(() => store.close());

describe('a sign-off', () => {
  test('is of the content that was seen, and shows what changed since', async () => {
    const day = '2031-01-01' as Day;
    const { entry } = await publishedEntry(store, wilma, rolf, 'Signed', { day });
    const beside = await publishedEntry(store, wilma, rolf, 'Signed too', { day });
    const { content, last } = await readDaySignOff(store, day);
    expect(last).toBeNull();
    expect(code(await signOffDay(store, wilma, day, { content, note: '' }))).toBe('not-allowed');
    expect(code(await signOffDay(store, rolf, day, { content: 'f'.repeat(64), note: '' }))).toBe('day-changed');
    expect(done(await signOffDay(store, rolf, day, { content, note: 'All there.' }))).toEqual({
      day,
      signed: true,
      changed: true,
    });
    expect(done(await signOffDay(store, rolf, day, { content, note: '' }))).toMatchObject({ changed: false });
    expect((await readDaySignOff(store, day)).last).toMatchObject({
      by: 'Rolf',
      note: 'All there.',
      changedSince: false,
    });
    expect(await store.prisma.auditEvent.findMany({ where: { type: 'sign-off' } })).toMatchObject([
      { actorId: rolf.person, reason: 'All there.', detail: { day, content } },
    ]);
    expect(done(await signOffDay(store, rolf, day, { content, note: 'All there.' }))).toMatchObject({ changed: false });
    expect(done(await signOffDay(store, rolf, day, { content, note: 'Checked once more.' }))).toMatchObject({
      changed: true,
    });
    expect((await readDaySignOff(store, day)).last).toMatchObject({ note: 'Checked once more.', changedSince: false });

    await changeEntry(store, wilma, rolf, entry, { headline: 'Signed, then changed' });
    expect((await readDaySignOff(store, day)).last).toMatchObject({ changedSince: true });
    await changeEntry(store, wilma, rolf, entry, { headline: 'Signed' });
    expect((await readDaySignOff(store, day)).last).toMatchObject({ changedSince: false });
    const { version } = await readDay(store, day);
    done(await reorderDay(store, rolf, day, { version, positions: [1, 0] }));
    expect((await readDaySignOff(store, day)).last).toMatchObject({ changedSince: true });
    done(await reorderDay(store, rolf, day, { version: version + 1, positions: [1, 0] }));
    expect((await readDaySignOff(store, day)).last).toMatchObject({ changedSince: false });
    await changeEntry(store, wilma, rolf, beside.entry, { day: '2031-01-02' as Day });
    expect((await readDaySignOff(store, day)).last).toMatchObject({ changedSince: true });
    expect(code(await signOffDay(store, rolf, day, { content, note: '' }))).toBe('day-changed');
  });

  test('can be taken back, once', async () => {
    const day = '2031-01-05' as Day;
    await publishedEntry(store, wilma, rolf, 'Taken back', { day });
    expect(code(await reopenDay(store, rolf, day, { note: '' }))).toBe('day-not-signed');
    const { content } = await readDaySignOff(store, day);
    done(await signOffDay(store, rolf, day, { content, note: '' }));
    expect(code(await reopenDay(store, wilma, day, { note: '' }))).toBe('not-allowed');
    expect(done(await reopenDay(store, rolf, day, { note: 'One is missing.' }))).toEqual({
      day,
      signed: false,
      changed: true,
    });
    expect((await readDaySignOff(store, day)).last).toBeNull();
    expect(code(await reopenDay(store, rolf, day, { note: '' }))).toBe('day-not-signed');
    expect(await store.prisma.auditEvent.findMany({ where: { type: 'reopen-day' } })).toMatchObject([
      { reason: 'One is missing.', detail: { day } },
    ]);
  });

  test('of a day on which nothing happened is one too', async () => {
    const day = '2031-01-20' as Day;
    const { content } = await readDaySignOff(store, day);
    done(await signOffDay(store, rolf, day, { content, note: '' }));
    expect((await readDayCounts(store, day, day)).get(day)).toMatchObject({ published: 0, signOff: 'signed' });
  });
});

test('a day shows what waits, where an entry would go, and what it lost', async () => {
  const [one, two] = ['2031-02-01', '2031-02-02'] as [Day, Day];
  const waits = await publishedEntry(store, wilma, rolf, 'Would go', { day: one });
  done(await saveEntry(store, wilma, waits.entry, { revision: waits.revision }, entryInput('Would go', { day: two })));
  done(await submitEntry(store, wilma, waits.entry));
  const moved = await publishedEntry(store, wilma, rolf, 'Went', { day: one });
  await changeEntry(store, wilma, rolf, moved.entry, { day: two });
  const gone = await publishedEntry(store, wilma, rolf, 'Went and left', { day: one });
  await changeEntry(store, wilma, rolf, gone.entry, { day: two });
  await takenAway(store, wilma, rolf, gone.entry);
  const view = await readDay(store, one);
  expect(view.listed).toMatchObject([
    {
      entry: {
        headline: 'Would go',
        proposal: { state: 'in_review', purpose: 'change', movesTo: two, publishAt: null },
      },
    },
  ]);
  expect(view.left).toEqual([
    { entry: moved.entry, headline: 'Went', day: two, path: 'news/2031/02/2/went.md', gone: false },
    { entry: gone.entry, headline: 'Went and left', day: two, path: 'news/2031/02/2/went-and-left.md', gone: true },
  ]);
  expect((await readDay(store, two)).left).toEqual([]);
  const counts = await readDayCounts(store, one, two);
  expect(counts.get(one)).toEqual({ published: 1, drafts: 0, inReview: 1, changesRequested: 0, signOff: null });
});

describe('the archive’s gaps', () => {
  test('come in pages that lose and repeat nothing, whatever the page', async () => {
    const own = await freshStore();
    const [editor, reviewer] = [await person(own, 'editor'), await person(own, 'reviewer')];
    for (const day of ['2001-01-01', '2001-01-02', '2001-01-02', '2001-01-05', '2001-01-07', '2001-03-01'] as Day[])
      await publishedEntry(own, editor, reviewer, 'Something', { day });
    const all: DayGap[] = [
      { kind: 'few', day: '2001-01-01' as Day, published: 1 },
      { kind: 'gap', from: '2001-01-03' as Day, to: '2001-01-04' as Day, days: 2 },
      { kind: 'few', day: '2001-01-05' as Day, published: 1 },
      { kind: 'gap', from: '2001-01-06' as Day, to: '2001-01-06' as Day, days: 1 },
      { kind: 'few', day: '2001-01-07' as Day, published: 1 },
      { kind: 'gap', from: '2001-01-08' as Day, to: '2001-02-28' as Day, days: 52 },
      { kind: 'few', day: '2001-03-01' as Day, published: 1 },
    ];
    for (const few of [0, 1]) {
      const expected = all.filter((gap) => gap.kind === 'gap' || few === 1);
      for (const limit of [1, 2, 3, 100]) {
        const items: DayGap[] = [];
        let page: GapPage | undefined;
        do {
          page = await readGaps(own, { after: page?.next ?? undefined, few, limit });
          items.push(...page.items);
        } while (page.next);
        expect(items).toEqual(expected);
      }
    }
    expect((await readGaps(own, { after: '1900-01-01' as Day })).items[0]).toMatchObject({ from: '2001-01-03' });
    expect(await readArchiveSpan(own)).toEqual({ first: '2001-01-01', last: '2001-03-01' });
    await own.close();
  });

  test('of an empty archive are none', async () => {
    const own = await freshStore();
    expect(await readGaps(own, { few: 3 })).toEqual({ items: [], next: null });
    expect(await readArchiveSpan(own)).toBeUndefined();
    await own.close();
  });
});

describe('the API', () => {
  test('reads, lists, signs and reopens', async () => {
    const day = '2031-03-01' as Day;
    await publishedEntry(store, wilma, rolf, 'By machine', { day });
    const headers = await session(store, rolf);
    const params = { day };
    const one = await read<{ signOff: { content: string; last: object | null } }>(
      await call(readOne, { method: 'GET', params, headers }),
    );
    expect(one).toMatchObject({
      day,
      listed: [{ entry: { headline: 'By machine' } }],
      left: [],
      signOff: { last: null },
    });
    const signed = await call(signOff, { params, headers, body: { content: one.signOff.content } });
    expect([signed.status, await read<object>(signed)]).toEqual([200, { day, signed: true, changed: true }]);
    const listed = await read<object>(
      await call(listDays, { method: 'GET', headers, path: '/api/v1/days?from=2031-03-01&to=2031-03-31' }),
    );
    expect(listed).toEqual({
      items: [{ day, published: 1, drafts: 0, inReview: 0, changesRequested: 0, signOff: 'signed' }],
    });
    expect(await read<object>(await call(reopen, { params, headers, body: {} }))).toEqual({
      day,
      signed: false,
      changed: true,
    });
    expect((await call(reopen, { params, headers, body: {} })).status).toBe(409);
    expect((await call(signOff, { params, headers, body: { content: 'x' } })).status).toBe(400);
    expect(
      await read<object>(await call(listGaps, { method: 'GET', headers, path: '/api/v1/days/gaps?few=1&limit=5' })),
    ).toMatchObject({ items: expect.any(Array) });
    for (const query of ['from=2031-03-02&to=2031-03-01', 'from=2031-01-01&to=2032-01-02', 'from=2031-01-01'])
      expect((await call(listDays, { method: 'GET', headers, path: `/api/v1/days?${query}` })).status).toBe(400);
    expect(
      (await call(listDays, { method: 'GET', headers, path: '/api/v1/days?from=2032-01-01&to=2032-12-31' })).status,
    ).toBe(200);
  });
});

function code(result: Result<unknown, { code: string }>): string {
  return result.ok ? 'ok' : result.error.code;
}
