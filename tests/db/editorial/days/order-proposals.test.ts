import { afterAll, beforeAll, expect, test } from 'vitest';
import { readDesk } from '../../../../lib/desk/desk.ts';
import { approveOrderProposal, discardOrderProposal } from '../../../../lib/editorial/days/actions/decide-order.ts';
import { proposeDayOrder, reorderDay } from '../../../../lib/editorial/days/actions/reorder-day.ts';
import { readDay } from '../../../../lib/editorial/days/queries/day.ts';
import { readOrderChange } from '../../../../lib/editorial/days/queries/order-change.ts';
import { waitingOrders } from '../../../../lib/editorial/days/store/order-proposals.ts';
import { readReviewQueue } from '../../../../lib/editorial/review/queries/review-queue.ts';
import type { Day } from '../../../../lib/kernel/day.ts';
import type { Actor } from '../../../../lib/kernel/permission/actor.ts';
import { makeNotices } from '../../../../lib/notices/actions/make-notices.ts';
import { listNotices } from '../../../../lib/notices/queries/notices.ts';
import type { Store } from '../../../../lib/platform/database/database.ts';
import { freshStore, person } from '../../../support/database.ts';
import { done, publishedEntry } from '../../../support/newsroom.ts';

let store: Store;
let wilma: Actor;
let oscar: Actor;
let rolf: Actor;
let count = 0;

beforeAll(async () => {
  store = await freshStore();
  wilma = await person(store, 'editor', 'Wilma');
  oscar = await person(store, 'editor', 'Oscar');
  rolf = await person(store, 'reviewer', 'Rolf');
});
afterAll(() => store.close());

/** A day of its own with published entries of these headlines. */
async function dayWith(...headlines: string[]): Promise<Day> {
  count += 1;
  const day = `2019-03-${String(count).padStart(2, '0')}` as Day;
  for (const headline of headlines) await publishedEntry(store, wilma, rolf, headline, { day });
  return day;
}

async function headlinesOn(day: Day): Promise<string[]> {
  return (await readDay(store, day)).listed.map(({ entry }) => (entry.kind === 'entry' ? entry.headline : entry.title));
}

async function proposed(by: Actor, day: Day, positions: number[]): Promise<number> {
  return done(await proposeDayOrder(store, by, day, { version: (await readDay(store, day)).version, positions })).id;
}

const read = async (id: number) => (await readOrderChange(store, id)) ?? expect.fail('there is no such proposal');
const code = (result: { ok: boolean; error?: { code: string } }) => result.error?.code;
const state = async () => Number((await store.prisma.archiveState.findFirstOrThrow()).position);

test('an editor’s order waits in the queue and changes nothing until a reviewer approves it', async () => {
  const day = await dayWith('First', 'Second', 'Third');
  const before = await state();
  const id = await proposed(wilma, day, [2, 0, 1]);
  expect([await headlinesOn(day), await state()]).toEqual([['First', 'Second', 'Third'], before]);
  const { items } = await readReviewQueue(
    store,
    { person: rolf.person, fourEyes: true },
    { filter: { kind: 'order' } },
  );
  expect(items).toMatchObject([
    { kind: 'order', id, link: `/review/orders/${id}`, title: 'Order of 1 March 2019', authors: [{ name: 'Wilma' }] },
  ]);
  expect((await readDesk(store, rolf.person)).waiting.items).toMatchObject([
    { kind: 'order', change: id, entry: null },
  ]);
  expect((await readDesk(store, wilma.person))['in-review'].items).toMatchObject([{ kind: 'order', change: id }]);
  expect(await waitingOrders(store, day)).toEqual([{ id, author: { id: wilma.person, name: 'Wilma' } }]);
  const change = await read(id);
  expect([change.before?.indexOf('Third'), change.after?.indexOf('Third')].map((at) => (at ?? -1) > 0)).toEqual([
    true,
    true,
  ]);
  expect((change.after ?? '').indexOf('Third')).toBeLessThan((change.after ?? '').indexOf('First'));

  expect(code(await approveOrderProposal(store, wilma, id, { hash: change.hash }))).toBe('not-allowed');
  expect(code(await approveOrderProposal(store, rolf, id, { hash: 'f'.repeat(64) }))).toBe('order-moved');
  done(await approveOrderProposal(store, rolf, id, { hash: change.hash }));
  expect(await headlinesOn(day)).toEqual(['Third', 'First', 'Second']);
  expect(await read(id)).toMatchObject({ state: 'approved', decidedBy: { name: 'Rolf' }, before: null, after: null });
  expect(code(await approveOrderProposal(store, rolf, id, { hash: change.hash }))).toBe('wrong-state');
  const order = await store.prisma.dayOrder.findFirstOrThrow({
    where: { day: new Date(day) },
    orderBy: { id: 'desc' },
  });
  expect(order.authorId).toBe(wilma.person);
  expect(await store.prisma.auditEvent.findFirst({ orderBy: { id: 'desc' } })).toMatchObject({
    type: 'approve-order',
    actorId: rolf.person,
    detail: { day, proposal: id, askedBy: wilma.person },
  });
  await makeNotices(store, { now: new Date(), mail: false });
  expect((await listNotices(store, wilma.person, {})).items[0]).toMatchObject({
    kind: 'approved',
    by: 'Rolf',
    title: `Order of ${day}`,
    change: { kind: 'order', id },
  });
});

test('what came to the day since stands behind the proposed order', async () => {
  const day = await dayWith('First', 'Second');
  const id = await proposed(wilma, day, [1, 0]);
  const seen = await read(id);
  await publishedEntry(store, oscar, rolf, 'Late', { day });
  expect(code(await approveOrderProposal(store, rolf, id, { hash: seen.hash }))).toBe('order-moved');
  done(await approveOrderProposal(store, rolf, id, { hash: (await read(id)).hash }));
  expect(await headlinesOn(day)).toEqual(['Second', 'First', 'Late']);
});

test('an order that the day has by now is approved without a change of the page', async () => {
  const day = await dayWith('First', 'Second');
  const id = await proposed(wilma, day, [1, 0]);
  done(await reorderDay(store, rolf, day, { version: (await readDay(store, day)).version, positions: [1, 0] }));
  const { hash, before, after } = await read(id);
  expect(before).toBe(after);
  const position = await state();
  done(await approveOrderProposal(store, rolf, id, { hash }));
  expect(await state()).toBe(position);
});

test('a newer order of the same person replaces the one before; those of others wait beside it', async () => {
  const day = await dayWith('First', 'Second', 'Third');
  const [first, other, second] = [
    await proposed(wilma, day, [1, 0, 2]),
    await proposed(oscar, day, [0, 2, 1]),
    await proposed(wilma, day, [2, 1, 0]),
  ];
  expect((await waitingOrders(store, day)).map(({ id }) => id)).toEqual([other, second]);
  expect(await read(first)).toMatchObject({
    state: 'discarded',
    decidedBy: { name: 'Wilma' },
    reason: 'A newer one replaced it.',
  });
});

test('its author discards an order, or a reviewer with a reason; no other editor does', async () => {
  const day = await dayWith('First', 'Second');
  const own = await proposed(wilma, day, [1, 0]);
  expect(code(await discardOrderProposal(store, oscar, own))).toBe('not-yours');
  done(await discardOrderProposal(store, wilma, own));
  const id = await proposed(wilma, day, [1, 0]);
  done(await discardOrderProposal(store, rolf, id, 'The storm comes first.'));
  expect(await read(id)).toMatchObject({ state: 'discarded', reason: 'The storm comes first.' });
  expect(code(await discardOrderProposal(store, wilma, id))).toBe('wrong-state');
  expect(await headlinesOn(day)).toEqual(['First', 'Second']);
});

test('an order that names not every entry once, or that was made over an older day, is refused', async () => {
  const day = await dayWith('First', 'Second');
  const { version } = await readDay(store, day);
  expect(code(await proposeDayOrder(store, wilma, day, { version, positions: [0, 0] }))).toBe('invalid');
  expect(code(await proposeDayOrder(store, wilma, day, { version: version - 1, positions: [1, 0] }))).toBe(
    'stale-order',
  );
  expect(code(await proposeDayOrder(store, wilma, '2019-12-31' as Day, { version: 0, positions: [] }))).toBe(
    'stale-order',
  );
  expect(await waitingOrders(store, day)).toEqual([]);
});
