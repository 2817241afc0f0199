import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { POST as attend } from '../../../../app/api/v1/entries/[id]/presence/route.ts';
import { POST as postEntry } from '../../../../app/api/v1/entries/route.ts';
import { createEntry } from '../../../../lib/editorial/entries/actions/save-entry.ts';
import { clearPresence } from '../../../../lib/editorial/entries/store/presence.ts';
import type { Actor } from '../../../../lib/kernel/permission/actor.ts';
import { createToken } from '../../../../lib/people/actions/manage-tokens.ts';
import type { Store } from '../../../../lib/platform/database/database.ts';
import { call, read, serveApi, session } from '../../../support/api.ts';
import { freshStore, person } from '../../../support/database.ts';
import { entryInput } from '../../../support/entries.ts';
import { done, publishedEntry } from '../../../support/newsroom.ts';

type Answer = {
  others: { id: number; name: string; writes: boolean; seenAt: string }[];
  current: { revision: number | null; state: string | null };
};

let store: Store;
let anna: Actor;
let ben: Actor;
let entry: number;
let revision: number;
beforeAll(async () => {
  store = await freshStore();
  serveApi(store);
  [anna, ben] = [await person(store, 'editor', 'Anna'), await person(store, 'reviewer', 'Ben')];
});
beforeEach(async () => {
  ({ entry, revision } = done(await createEntry(store, anna, entryInput('A bridge opens'))));
});
afterAll(() => store.close());

async function say(who: Actor, body: object, at = entry): Promise<Response> {
  return call(attend, { body, params: { id: String(at) }, headers: await session(store, who) });
}

const others = async (who: Actor, body: object) =>
  (await read<Answer>(await say(who, body))).others.map(({ name, writes }) => ({ name, writes }));
const age = (seconds: number) =>
  store.pool.query('UPDATE presence SET seen_at = now() - make_interval(secs => $1)', [seconds]);

test('two people learn of each other at their first beat, and of what the other does', async () => {
  expect(await others(anna, { tab: 'anna-tab-1', writes: false })).toEqual([]);
  expect(await others(ben, { tab: 'ben-tab-01', writes: false })).toEqual([{ name: 'Anna', writes: false }]);
  expect(await others(anna, { tab: 'anna-tab-1', writes: true })).toEqual([{ name: 'Ben', writes: false }]);
  expect(await others(ben, { tab: 'ben-tab-01', writes: false })).toEqual([{ name: 'Anna', writes: true }]);
});

test('several tabs of one person are one, and never another', async () => {
  await say(anna, { tab: 'anna-tab-1', writes: true });
  expect(await others(anna, { tab: 'anna-tab-2', writes: false })).toEqual([]);
  expect(await others(ben, { tab: 'ben-tab-01', writes: false })).toEqual([{ name: 'Anna', writes: true }]);
});

test('a tab that leaves is gone at once, one that fell silent after 25 seconds', async () => {
  await say(anna, { tab: 'anna-tab-1', writes: true });
  expect((await say(anna, { tab: 'anna-tab-1', leaves: true })).status).toBe(200);
  expect(await others(ben, { tab: 'ben-tab-01', writes: false })).toEqual([]);
  await say(anna, { tab: 'anna-tab-1', writes: true });
  await age(24);
  expect(await others(ben, { tab: 'ben-tab-01', writes: false })).toEqual([{ name: 'Anna', writes: true }]);
  await age(26);
  expect(await others(ben, { tab: 'ben-tab-01', writes: false })).toEqual([]);
});

test('a tab learns the current revision of the entry, published ones too', async () => {
  expect((await read<Answer>(await say(ben, { tab: 'ben-tab-01', writes: false }))).current).toEqual({
    revision,
    state: 'draft',
  });
  const published = await publishedEntry(store, anna, ben, 'A tunnel opens');
  expect((await read<Answer>(await say(ben, { tab: 'ben-tab-01', writes: false }, published.entry))).current).toEqual({
    revision: published.revision,
    state: null,
  });
});

test('an entry that does not exist, a bad tab and a token are refused', async () => {
  expect((await say(anna, { tab: 'anna-tab-1', writes: true }, 999_999)).status).toBe(404);
  for (const body of [
    {},
    { tab: 'x', writes: true },
    { tab: 'anna-tab-1' },
    { tab: 'anna-tab-1', writes: true, leaves: true },
    { tab: 'anna tab 1', writes: true },
  ]) {
    expect((await say(anna, body)).status).toBe(400);
  }
  const { email } = await store.prisma.person.findUniqueOrThrow({ where: { id: anna.person } });
  const token = await createToken(store, 'system', { email, scopes: ['entries:write'] });
  const headers = { authorization: `Bearer ${token.ok ? token.value.secret : ''}` };
  expect(
    (await call(attend, { body: { tab: 'anna-tab-1', writes: true }, params: { id: String(entry) }, headers })).status,
  ).toBe(403);
});

test('rows of an hour ago are cleared away', async () => {
  await say(anna, { tab: 'anna-tab-1', writes: true });
  await age(3500);
  expect(await clearPresence(store)).toBe(0);
  await age(3700);
  expect(await clearPresence(store)).toBeGreaterThan(0);
  expect(await clearPresence(store)).toBe(0);
});

test('a page that saves for one person does not save for another who signed in meanwhile', async () => {
  const headers = { ...(await session(store, ben)), 'x-dateline-person': String(anna.person) };
  const answer = await call(postEntry, { body: entryInput('Written by Anna'), headers });
  expect([answer.status, (await read(answer)).code]).toEqual([401, 'other-person']);
  const own = { ...(await session(store, anna)), 'x-dateline-person': String(anna.person) };
  expect((await call(postEntry, { body: entryInput('Written by Anna'), headers: own })).status).toBe(201);
});
