import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { POST as refuse } from '../../../app/api/v1/entries/[id]/dismissals/route.ts';
import { POST as takeBack } from '../../../app/api/v1/entries/[id]/dismissals/undo/route.ts';
import { learnArchive } from '../../../lib/discovery/learning/learn-archive.ts';
import { dismissSuggestion } from '../../../lib/discovery/suggestions/actions/dismiss-suggestion.ts';
import { readDismissals } from '../../../lib/discovery/suggestions/store/dismissals.ts';
import { createContext } from '../../../lib/editorial/contexts/actions/create-context.ts';
import { createEntry } from '../../../lib/editorial/entries/actions/save-entry.ts';
import type { EntryId } from '../../../lib/kernel/ids.ts';
import type { Actor } from '../../../lib/kernel/permission/actor.ts';
import type { Store } from '../../../lib/platform/database/database.ts';
import { call, read, serveApi, session } from '../../support/api.ts';
import { freshStore, person } from '../../support/database.ts';
import { entryInput } from '../../support/entries.ts';
import { done } from '../../support/newsroom.ts';

let store: Store;
let editor: Actor;
beforeAll(async () => {
  store = await freshStore();
  serveApi(store);
  editor = await person(store, 'editor');
});
afterAll(() => store.close());

const draft = async (headline: string): Promise<EntryId> =>
  done(await createEntry(store, editor, entryInput(headline))).entry;
const context = async (name: string) => done(await createContext(store, editor, { name })).id;
const dismissals = async (entry: EntryId) =>
  (await readDismissals(store.pool, [entry])).get(entry) ?? { contexts: [], related: [], duplicates: [] };
const facts = () =>
  store.prisma.auditEvent.findMany({
    where: { type: { in: ['dismiss-suggestion', 'undo-dismissal'] } },
    orderBy: { id: 'asc' },
    select: { type: true, actorId: true, detail: true },
  });

describe('a refused proposal', () => {
  it('is remembered for its entry alone, once, with who refused it, and can be taken back', async () => {
    const [mine, other, harbours] = [
      await draft('Ferries stop'),
      await draft('Lighthouse painted'),
      await context('Harbours'),
    ];
    const before = (await facts()).length;
    for (const _ of [1, 2])
      expect(
        done(await dismissSuggestion(store, editor, { entry: mine, kind: 'context', subject: harbours }, true)),
      ).toMatchObject({ dismissed: true });
    done(await dismissSuggestion(store, editor, { entry: mine, kind: 'related', subject: other }, true));
    expect(await dismissals(mine)).toEqual({ contexts: [harbours], related: [other], duplicates: [] });
    expect(await dismissals(other)).toEqual({ contexts: [], related: [], duplicates: [] });
    for (const _ of [1, 2])
      done(await dismissSuggestion(store, editor, { entry: mine, kind: 'context', subject: harbours }, false));
    expect(await dismissals(mine)).toMatchObject({ contexts: [] });
    expect((await facts()).slice(before)).toEqual([
      {
        type: 'dismiss-suggestion',
        actorId: editor.person,
        detail: { entry: mine, kind: 'context', subject: harbours },
      },
      { type: 'dismiss-suggestion', actorId: editor.person, detail: { entry: mine, kind: 'related', subject: other } },
      {
        type: 'undo-dismissal',
        actorId: editor.person,
        detail: { entry: mine, kind: 'context', subject: harbours },
      },
    ]);
  });

  it('is of both entries where they are not the same, whichever said so', async () => {
    const [first, second] = [await draft('A pier opens'), await draft('The pier opens')];
    for (const [entry, subject] of [
      [second, first],
      [first, second],
    ] as const)
      done(await dismissSuggestion(store, editor, { entry, kind: 'duplicate', subject }, true));
    expect([await dismissals(first), await dismissals(second)]).toMatchObject([
      { duplicates: [second] },
      { duplicates: [first] },
    ]);
    expect(await store.prisma.dismissedSuggestion.count({ where: { kind: 'duplicate' } })).toBe(1);
    done(await dismissSuggestion(store, editor, { entry: second, kind: 'duplicate', subject: first }, false));
    expect(await dismissals(first)).toMatchObject({ duplicates: [] });
  });

  it('names an entry and a subject that exist and differ', async () => {
    const entry = await draft('A bridge closes');
    const kept = (await facts()).length;
    const problems = await Promise.all(
      (
        [
          { entry: 2_000_000_000, kind: 'context', subject: 1 },
          { entry, kind: 'context', subject: 2_000_000_000 },
          { entry, kind: 'related', subject: 2_000_000_000 },
          { entry, kind: 'duplicate', subject: 2_000_000_000 },
          { entry, kind: 'duplicate', subject: entry },
          { entry, kind: 'related', subject: entry },
        ] as const
      ).map(async (suggestion) => dismissSuggestion(store, editor, suggestion, true)),
    );
    expect(problems.map((problem) => (problem.ok ? 'taken' : problem.error))).toEqual([
      { code: 'not-found', what: 'Entry 2000000000' },
      { code: 'not-found', what: 'Context 2000000000' },
      { code: 'not-found', what: 'Entry 2000000000' },
      { code: 'not-found', what: 'Entry 2000000000' },
      { code: 'invalid', fields: [{ field: 'subject', message: 'is the entry itself.' }] },
      { code: 'invalid', fields: [{ field: 'subject', message: 'is the entry itself.' }] },
    ]);
    expect(await facts()).toHaveLength(kept);
  });
});

describe('POST /entries/{id}/dismissals', () => {
  it('refuses and takes back, and says what is wrong with what was sent', async () => {
    const headers = await session(store, editor);
    const entry = await draft('A tram derails');
    const params = { id: String(entry) };
    const body = { kind: 'context', subject: await context('Trams') };
    expect(await read(await call(refuse, { params, headers, body }))).toEqual({ entry, ...body, dismissed: true });
    expect(await dismissals(entry)).toMatchObject({ contexts: [body.subject] });
    expect(await read(await call(takeBack, { params, headers, body }))).toEqual({ entry, ...body, dismissed: false });
    expect(await dismissals(entry)).toMatchObject({ contexts: [] });
    const wrong = await call(refuse, { params, headers, body: { kind: 'topic', subject: 0, by: 1 } });
    expect([wrong.status, (await read(wrong)).fields.map(({ field }) => field)]).toEqual([
      400,
      expect.arrayContaining(['kind', 'subject']),
    ]);
    expect((await call(refuse, { params, body })).status).toBe(401);
  });
});

it('is learned from: the entry waits to be read again, once, and reading it takes what was refused', async () => {
  const [entry, subject] = [await draft('Snow falls on the plain of Weatherby'), await context('Weatherby')];
  await learnArchive(store);
  const waiting = async () => (await store.pool.query('SELECT entry_id AS entry FROM learning_due')).rows;
  for (const _ of [1, 2]) done(await dismissSuggestion(store, editor, { entry, kind: 'context', subject }, true));
  done(
    await dismissSuggestion(
      store,
      editor,
      { entry, kind: 'related', subject: await draft('Rain falls elsewhere') },
      true,
    ),
  );
  await learnArchive(store);
  done(await dismissSuggestion(store, editor, { entry, kind: 'context', subject }, false));
  expect(await waiting()).toEqual([{ entry }]);
  await learnArchive(store);
  expect(await waiting()).toEqual([]);
});
