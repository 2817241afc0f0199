import { afterAll, beforeAll, expect, test } from 'vitest';
import { POST as merge } from '../../../../app/api/v1/contexts/[id]/merge/route.ts';
import { PATCH as change } from '../../../../app/api/v1/contexts/[id]/route.ts';
import { POST as unmerge } from '../../../../app/api/v1/contexts/[id]/unmerge/route.ts';
import { POST as approve } from '../../../../app/api/v1/review/contexts/[id]/approve/route.ts';
import { POST as discard } from '../../../../app/api/v1/review/contexts/[id]/discard/route.ts';
import { POST as sendBack } from '../../../../app/api/v1/review/contexts/[id]/request-changes/route.ts';
import { GET as look } from '../../../../app/api/v1/review/contexts/[id]/route.ts';
import { GET as queue } from '../../../../app/api/v1/review/route.ts';
import { learnArchive } from '../../../../lib/discovery/learning/learn-archive.ts';
import { createContext } from '../../../../lib/editorial/contexts/actions/create-context.ts';
import type { ContextChangeView } from '../../../../lib/editorial/contexts/actions/read-context-change.ts';
import type { QueuePage } from '../../../../lib/editorial/review/queries/review-queue.ts';
import type { ContextId } from '../../../../lib/kernel/ids.ts';
import type { Actor } from '../../../../lib/kernel/permission/actor.ts';
import { makeNotices } from '../../../../lib/notices/actions/make-notices.ts';
import { listNotices } from '../../../../lib/notices/queries/notices.ts';
import type { Store } from '../../../../lib/platform/database/database.ts';
import { call, read, serveApi, session } from '../../../support/api.ts';
import { changeEntry, done, publishedEntry, staffedStore } from '../../../support/newsroom.ts';

let store: Store;
let wilma: Actor;
let rolf: Actor;
let anna: Actor;
beforeAll(async () => {
  ({ store, wilma, rolf, anna } = await staffedStore());
  serveApi(store);
});
afterAll(() => store.close());

type Asked = { version: number; pages: number; change: number | null };

const ask = async (handler: Parameters<typeof call>[0], who: Actor, id: number, body?: object, method = 'POST') =>
  call(handler, { method, params: { id: String(id) }, ...(body ? { body } : {}), headers: await session(store, who) });
const made = async (name: string) => done(await createContext(store, rolf, { name, despite: true })).id;
const page = async (name: string, contexts: ContextId[]) => {
  const entry = await publishedEntry(store, wilma, rolf, name, { contexts, summary: '' });
  await learnArchive(store);
  return entry.entry;
};
const view = async (id: number, who = anna) => read<ContextChangeView>(await ask(look, who, id, undefined, 'GET'));
const waiting = async (who: Actor, query = '') =>
  (
    await read<QueuePage>(
      await call(queue, { method: 'GET', path: `/api/v1/review${query}`, headers: await session(store, who) }),
    )
  ).items;
const named = async (id: ContextId) =>
  store.prisma.context.findUniqueOrThrow({ where: { id }, include: { aliases: true } });
const position = async () =>
  (await store.pool.query<{ position: number }>('SELECT position FROM archive_state')).rows[0]?.position;
const rename = async (id: ContextId, name: string, who = rolf) =>
  read<Asked>(await ask(change, who, id, { version: (await named(id)).version, name, despite: true }, 'PATCH'));

test('a new name that readers would see waits for somebody else, in the queue, with its preview', async () => {
  const id = await made('Weir of Aln');
  await page('The weir opens', [id]);
  const before = await position();
  const { change: waits, pages } = await rename(id, 'Aln weir');
  expect({ pages, at: await position(), name: (await named(id)).name, aliases: (await named(id)).aliases }).toEqual({
    pages: 1,
    at: before,
    name: 'Weir of Aln',
    aliases: [],
  });
  expect(await waiting(anna)).toMatchObject([
    {
      kind: 'context',
      id: waits,
      title: 'Weir of Aln: rename',
      authors: [{ name: 'Rolf' }],
      link: `/review/contexts/${waits}`,
    },
  ]);
  expect([
    await waiting(rolf, '?filter=mine'),
    (await waiting(anna, '?filter=mine')).length,
    await waiting(anna, '?filter=small'),
  ]).toEqual([[], 1, []]);
  const shown = await view(waits ?? 0);
  expect(shown).toMatchObject({
    state: 'in_review',
    pages: 1,
    becomes: { id, name: 'Aln weir' },
    askedBy: { name: 'Rolf' },
    problem: null,
  });
  expect(shown.items).toMatchObject([
    {
      path: 'news/2031/05/6/index.md',
      kind: 'day',
      before: expect.stringContaining('_Context: Weir of Aln_'),
      after: expect.stringContaining('_Context: Aln weir_'),
    },
  ]);
  expect(await read(await ask(approve, rolf, waits ?? 0, { hash: shown.hash }))).toMatchObject({
    status: 403,
    code: 'own-work',
  });
  expect(await read(await ask(approve, wilma, waits ?? 0, { hash: shown.hash }))).toMatchObject({
    status: 403,
    code: 'not-allowed',
  });
  expect(await read(await ask(change, anna, id, { version: 1, name: 'Weir', despite: true }, 'PATCH'))).toMatchObject({
    status: 409,
    code: 'change-waits',
  });
  expect(await read(await ask(approve, anna, waits ?? 0, { hash: 'f'.repeat(64) }))).toMatchObject({
    status: 409,
    code: 'stale-preview',
    hash: shown.hash,
  });
  expect(await read(await ask(approve, anna, waits ?? 0, { hash: shown.hash }))).toEqual({
    change: waits,
    state: 'approved',
    pages: 1,
  });
  expect(await named(id)).toMatchObject({ name: 'Aln weir', version: 2, aliases: [{ name: 'Weir of Aln' }] });
  expect(await waiting(anna)).toEqual([]);
  expect(await read(await ask(approve, anna, waits ?? 0, { hash: shown.hash }))).toMatchObject({
    status: 409,
    code: 'wrong-state',
  });
  const facts = await store.prisma.auditEvent.findMany({
    where: { type: { in: ['ask-context-change', 'approve-context-change', 'change-context'] } },
    orderBy: { id: 'asc' },
  });
  expect(facts.map(({ type, actorId }) => [type, actorId])).toEqual([
    ['ask-context-change', rolf.person],
    ['change-context', anna.person],
    ['approve-context-change', anna.person],
  ]);
  await makeNotices(store, { now: new Date(), mail: false });
  expect((await listNotices(store, rolf.person, {})).items[0]).toMatchObject({
    kind: 'approved',
    by: 'Anna',
    title: 'Aln weir',
    change: { kind: 'context', id: waits },
  });
});

test('a preview whose pages changed since is refused, and the fresh one is approved', async () => {
  const id = await made('Causeway');
  const first = await page('The causeway floods', [id]);
  const second = await publishedEntry(store, wilma, rolf, 'Another flood', {
    contexts: [id],
    related: [{ entry: first }],
  });
  await learnArchive(store);
  const { change: waits } = await rename(id, 'The causeway');
  const old = await view(waits ?? 0);
  expect(old.items.find(({ path }) => path === second.path)).toMatchObject({
    before: expect.stringContaining('_Context: Causeway_'),
    after: expect.stringContaining('_Context: The causeway_'),
  });
  await changeEntry(store, wilma, rolf, first, { summary: 'It rained.' });
  const refused = await read<{ code: string; hash: string }>(await ask(approve, anna, waits ?? 0, { hash: old.hash }));
  expect(refused.code).toBe('stale-preview');
  expect((await view(waits ?? 0)).hash).toBe(refused.hash);
  expect((await named(id)).name).toBe('Causeway');
  expect((await ask(approve, anna, waits ?? 0, { hash: refused.hash })).status).toBe(200);
  expect((await named(id)).name).toBe('The causeway');
});

test('a merge and its undoing wait, too', async () => {
  const [goes, stays] = [await made('Dyke'), await made('Embankment')];
  await page('The dyke holds', [goes]);
  const asked = await read<Asked>(await ask(merge, rolf, goes, { into: stays, version: 1, intoVersion: 1 }));
  expect([asked.pages, (await named(goes)).mergedInto]).toEqual([1, null]);
  expect((await ask(approve, anna, asked.change ?? 0, { hash: (await view(asked.change ?? 0)).hash })).status).toBe(
    200,
  );
  expect((await named(goes)).mergedInto).toBe(stays);
  const back = await read<Asked>(await ask(unmerge, anna, goes, { version: (await named(goes)).version }));
  expect([back.pages, (await named(goes)).mergedInto]).toEqual([1, stays]);
  expect(
    await read(await ask(approve, anna, back.change ?? 0, { hash: (await view(back.change ?? 0)).hash })),
  ).toMatchObject({ code: 'own-work' });
  expect((await ask(approve, rolf, back.change ?? 0, { hash: (await view(back.change ?? 0)).hash })).status).toBe(200);
  expect((await named(goes)).mergedInto).toBe(null);
});

test('what was sent back or discarded leaves nothing of its name, and can be asked for anew', async () => {
  const id = await made('Lighthouse');
  await page('The lamp is lit', [id]);
  const { change: one } = await rename(id, 'Beacon');
  expect(await read(await ask(sendBack, anna, one ?? 0, { reason: ' ' }))).toMatchObject({
    status: 422,
    code: 'reason-missing',
  });
  expect(await read(await ask(sendBack, anna, one ?? 0, { reason: 'It is no beacon.' }))).toMatchObject({
    state: 'changes_requested',
  });
  await makeNotices(store, { now: new Date(), mail: false });
  expect((await listNotices(store, rolf.person, {})).items[0]).toMatchObject({
    kind: 'changes-requested',
    by: 'Anna',
    reason: 'It is no beacon.',
  });
  const { change: two } = await rename(id, 'Light tower');
  expect((await view(one ?? 0)).state).toBe('discarded');
  expect(await read(await ask(discard, anna, two ?? 0, {}))).toMatchObject({ code: 'not-yours' });
  expect(await read(await ask(discard, rolf, two ?? 0, {}))).toMatchObject({ state: 'discarded' });
  expect(await named(id)).toMatchObject({ name: 'Lighthouse', version: 1, aliases: [] });
});

test('what no reader sees happens at once: an unused context, a description, aliases', async () => {
  const [unused, used] = [await made('Ferry'), await made('Harbour master')];
  await page('The master speaks', [used]);
  expect(await rename(unused, 'Ferries')).toMatchObject({ change: null, pages: 0 });
  expect((await named(unused)).name).toBe('Ferries');
  const said = { version: 1, description: 'Who says which ship may enter.', addAliases: ['Master of the harbour'] };
  expect(await read(await ask(change, rolf, used, said, 'PATCH'))).toMatchObject({ change: null, version: 2 });
});

test('of two who approve at once one does it; with the second person switched off it happens at once', async () => {
  const id = await made('Slipway');
  await page('A ship is launched', [id]);
  const { change: waits } = await rename(id, 'The slipway');
  const { hash } = await view(waits ?? 0);
  const answers = await Promise.all([
    ask(approve, anna, waits ?? 0, { hash }),
    ask(approve, anna, waits ?? 0, { hash }),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  await store.pool.query('UPDATE newsroom_settings SET four_eyes = false');
  expect(await rename(id, 'Slip')).toMatchObject({ change: null, pages: 1 });
  await store.pool.query('UPDATE newsroom_settings SET four_eyes = true');
});
