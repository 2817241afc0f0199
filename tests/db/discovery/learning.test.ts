import { afterAll, beforeAll, expect, test } from 'vitest';
import { learnArchive } from '../../../lib/discovery/learning/learn-archive.ts';
import { learnNext } from '../../../lib/discovery/learning/learning.ts';
import { createContext } from '../../../lib/editorial/contexts/actions/create-context.ts';
import { createEntry } from '../../../lib/editorial/entries/actions/save-entry.ts';
import type { ContextId, EntryId } from '../../../lib/kernel/ids.ts';
import type { Actor } from '../../../lib/kernel/permission/actor.ts';
import type { Store } from '../../../lib/platform/database/database.ts';
import { inLongTransaction } from '../../../lib/platform/database/pool-transaction.ts';
import { freshStore, person } from '../../support/database.ts';
import { entryInput } from '../../support/entries.ts';
import { changeEntry, done, publishedEntry, takenAway } from '../../support/newsroom.ts';

let store: Store;
let writer: Actor;
let reviewer: Actor;

beforeAll(async () => {
  store = await freshStore();
  writer = await person(store, 'editor');
  reviewer = await person(store, 'reviewer');
});

afterAll(() => store.close());

const context = async (name: string): Promise<ContextId> => done(await createContext(store, writer, { name })).id;

const contextsOf = async (entry: EntryId) =>
  (
    await store.pool.query<{ raw_id: number }>('SELECT raw_id FROM entry_context WHERE entry_id = $1 ORDER BY raw_id', [
      entry,
    ])
  ).rows.map((row) => row.raw_id);

const usesOf = async (id: ContextId) =>
  (await store.pool.query<{ entries: number }>('SELECT entries FROM context_use WHERE context_id = $1', [id])).rows[0]
    ?.entries ?? 0;

const due = async () =>
  (await store.pool.query<{ count: number }>('SELECT count(*)::int AS count FROM learning_due')).rows[0]?.count;

test('uses follow what is published: a text comes, changes and goes', async () => {
  const [ferry, harbour] = [await context('Ferry'), await context('Harbour')];
  const { entry } = await publishedEntry(store, writer, reviewer, 'The ferry sails', { contexts: [ferry] });
  await learnArchive(store);
  expect([await contextsOf(entry), await usesOf(ferry)]).toEqual([[ferry], 1]);
  await changeEntry(store, writer, reviewer, entry, { contexts: [harbour] });
  await learnArchive(store);
  expect([await contextsOf(entry), await usesOf(ferry), await usesOf(harbour)]).toEqual([[harbour], 0, 1]);
  await takenAway(store, writer, reviewer, entry);
  await learnArchive(store);
  expect([await contextsOf(entry), await usesOf(harbour)]).toEqual([[], 0]);
});

test('a draft teaches nothing', async () => {
  const pier = await context('Pier');
  const { entry } = done(await createEntry(store, writer, entryInput('A pier is drawn', { contexts: [pier] })));
  await learnArchive(store);
  expect([await contextsOf(entry), await usesOf(pier), await due()]).toEqual([[], 0, 0]);
});

test('what fails to be learned waits on, and nothing of it is kept', async () => {
  const quay = await context('Quay');
  const { entry } = await publishedEntry(store, writer, reviewer, 'The quay is mended', { contexts: [quay] });
  const failing = inLongTransaction(store, {}, async (client) => {
    await learnNext(client, 100);
    throw new Error('cut off');
  });
  await expect(failing).rejects.toThrow('cut off');
  expect(await contextsOf(entry)).toEqual([]);
  await learnArchive(store);
  expect(await contextsOf(entry)).toEqual([quay]);
});

test('several learners at once learn each text once', async () => {
  const tide = await context('Tide');
  const entries = [];
  for (let n = 0; n < 6; n += 1)
    entries.push(await publishedEntry(store, writer, reviewer, `Tide table ${n} is printed`, { contexts: [tide] }));
  await Promise.all([learnArchive(store), learnArchive(store), learnArchive(store)]);
  expect([await usesOf(tide), await due()]).toEqual([entries.length, 0]);
});
