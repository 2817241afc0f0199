import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { POST as approve } from '../../../app/api/v1/entries/[id]/approve/route.ts';
import { PATCH } from '../../../app/api/v1/entries/[id]/route.ts';
import { approveEntry } from '../../../lib/editorial/entries/actions/approve-entry.ts';
import { createEntry, type SaveOutcome, saveEntry } from '../../../lib/editorial/entries/actions/save-entry.ts';
import { submitEntry } from '../../../lib/editorial/entries/actions/submit-entry.ts';
import type { Day } from '../../../lib/kernel/day.ts';
import type { Actor, Channel } from '../../../lib/kernel/permission/actor.ts';
import type { Role } from '../../../lib/kernel/permission/role.ts';
import type { EntryInput } from '../../../lib/kernel/revision/revise.ts';
import { createToken } from '../../../lib/people/actions/manage-tokens.ts';
import type { Store } from '../../../lib/platform/database/database.ts';
import { call, read, serveApi, session } from '../../support/api.ts';
import { freshStore, person } from '../../support/database.ts';

const INPUT: EntryInput = {
  day: '2013-01-19' as Day,
  topic: '',
  headline: 'A bridge opens',
  summary: '',
  sources: [],
  contexts: [],
  related: [],
};

let store: Store;
beforeAll(async () => {
  store = await freshStore();
  serveApi(store);
});
afterAll(() => store.close());

/** An entry in review that `author` began and `second` went on with. */
async function inReview(author: Actor, second?: Actor): Promise<SaveOutcome> {
  const made = await createEntry(store, author, INPUT);
  if (!made.ok) throw new Error('not made');
  const { entry, revision } = made.value;
  const last = second
    ? await saveEntry(store, second, entry, { revision }, { ...INPUT, summary: 'More is known.' })
    : made;
  if (!last.ok) throw new Error('not saved');
  await submitEntry(store, author, entry);
  return last.value;
}

async function tokenOf(who: Actor): Promise<Record<string, string>> {
  const { email } = await store.prisma.person.findUniqueOrThrow({ where: { id: who.person } });
  const made = await createToken(store, 'system', { email, scopes: ['review', 'entries:write'] });
  return { authorization: `Bearer ${made.ok ? made.value.secret : ''}` };
}

describe.each<Role>(['reviewer', 'admin'])('a %s who wrote part of a proposal cannot approve it', (role) => {
  it.each<Channel>(['screen', 'api', 'cli', 'import'])('through the action on the channel %s', async (channel) => {
    const author = { ...(await person(store, role)), channel };
    const { entry, hash } = await inReview(author);
    expect(await approveEntry(store, author, entry, { hash })).toMatchObject({
      ok: false,
      error: { code: 'own-work' },
    });
  });

  it('as the second author, or as the first after somebody else went on', async () => {
    const [first, second] = [await person(store, role), await person(store, role)];
    const { entry, hash } = await inReview(first, second);
    for (const author of [first, second])
      expect(await approveEntry(store, author, entry, { hash })).toMatchObject({
        ok: false,
        error: { code: 'own-work' },
      });
  });

  it('over HTTP with a session, with a token, or by naming another author in the body', async () => {
    const author = await person(store, role);
    const { entry, hash } = await inReview(author);
    const params = { id: String(entry) };
    for (const headers of [await session(store, author), await tokenOf(author)]) {
      const refused = await call(approve, { params, body: { hash, farDayConfirmed: true }, headers });
      expect([refused.status, (await read(refused)).code]).toEqual([403, 'own-work']);
      const smuggled = await call(approve, { params, body: { hash, authorId: 1, actor: 1 }, headers });
      expect([smuggled.status, (await read(smuggled)).fields.map(({ field }) => field)]).toEqual([
        400,
        ['authorId', 'actor'],
      ]);
    }
    expect(await store.prisma.entry.findUniqueOrThrow({ where: { id: entry } })).toMatchObject({
      publishedRevisionId: null,
    });
  });
});

it('somebody else approves exactly what was seen, and an editor never does', async () => {
  const author = await person(store, 'editor');
  const { entry, hash, revision } = await inReview(author);
  const params = { id: String(entry) };
  const editor = await call(approve, {
    params,
    body: { hash, farDayConfirmed: true },
    headers: await session(store, await person(store, 'editor')),
  });
  expect([editor.status, (await read(editor)).code]).toEqual([403, 'not-allowed']);
  const change = { fields: { ...INPUT, headline: 'A bridge opens late' } };
  const saved = await call(PATCH, {
    method: 'PATCH',
    params,
    body: change,
    headers: { ...(await session(store, author)), 'if-match': `"${revision}"` },
  });
  const { hash: now } = await read<{ hash: string }>(saved);
  const reviewer = await session(store, await person(store, 'reviewer'));
  const blind = await call(approve, { params, body: { hash, farDayConfirmed: true }, headers: reviewer });
  expect([blind.status, (await read(blind)).code]).toEqual([409, 'text-changed']);
  const done = await call(approve, { params, body: { hash: now, farDayConfirmed: true }, headers: reviewer });
  expect([done.status, await read<object>(done)]).toEqual([
    200,
    { entry, path: 'news/2013/01/19/a-bridge-opens-late.md' },
  ]);
});
