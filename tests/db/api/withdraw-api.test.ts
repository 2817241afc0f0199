import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GET as publicPage } from '../../../app/api/tree/[...path]/route.ts';
import { POST as approve } from '../../../app/api/v1/entries/[id]/approve/route.ts';
import { GET as readEntry } from '../../../app/api/v1/entries/[id]/route.ts';
import { POST as withdraw } from '../../../app/api/v1/entries/[id]/withdraw/route.ts';
import { GET as listEntries } from '../../../app/api/v1/entries/titles/route.ts';
import type { Actor } from '../../../lib/kernel/permission/actor.ts';
import type { Role, Scope } from '../../../lib/kernel/permission/role.ts';
import { createToken } from '../../../lib/people/actions/manage-tokens.ts';
import type { Store } from '../../../lib/platform/database/database.ts';
import { call, read, serveApi, session } from '../../support/api.ts';
import { freshStore, person } from '../../support/database.ts';
import { publishedEntry, takenAway } from '../../support/newsroom.ts';

let store: Store;
let writer: Actor;
let reviewer: Actor;

beforeAll(async () => {
  store = await freshStore();
  serveApi(store);
  writer = await person(store, 'editor', 'Wilma');
  reviewer = await person(store, 'reviewer', 'Rolf');
});
afterAll(() => store.close());

describe('POST /entries/{id}/withdraw', () => {
  it.each<Role>(['editor', 'reviewer', 'admin'])(
    'puts the withdrawal of a %s before the reviewers, whose own it is not to approve',
    async (role) => {
      const asker = await person(store, role);
      const { entry, hash } = await publishedEntry(store, writer, reviewer, `Asked by a person who is ${role}`);
      const params = { id: String(entry) };
      const headers = await session(store, asker);
      const asked = await call(withdraw, { params, headers, body: { reason: 'A copy.' } });
      expect([asked.status, await read<object>(asked)]).toEqual([200, { entry, state: 'in_review' }]);
      const own = await call(approve, { params, headers, body: { hash, farDayConfirmed: true } });
      expect([own.status, (await read(own)).code]).toEqual(
        role === 'editor' ? [403, 'not-allowed'] : [403, 'own-work'],
      );
      const other = await call(approve, {
        params,
        headers: await session(store, reviewer),
        body: { hash, farDayConfirmed: true },
      });
      expect(other.status).toBe(200);
      expect(await read<object>(await call(readEntry, { method: 'GET', params, headers }))).toMatchObject({
        published: null,
        proposal: null,
        withdrawn: {
          withdrawal: {
            reason: 'A copy.',
            redirect: null,
            askedBy: { id: asker.person },
            approvedBy: { id: reviewer.person },
          },
        },
      });
    },
  );

  it.each<[Scope, number]>([
    ['entries:write', 200],
    ['review', 403],
    ['archive:read', 403],
  ])('a token with %s: %d', async (scope, status) => {
    const { entry } = await publishedEntry(store, writer, reviewer, `Withdrawn by a token with ${scope}`);
    const { email } = await store.prisma.person.findUniqueOrThrow({ where: { id: writer.person } });
    const token = await createToken(store, 'system', { email, scopes: [scope] });
    const answer = await call(withdraw, {
      params: { id: String(entry) },
      headers: { authorization: `Bearer ${token.ok ? token.value.secret : ''}` },
      body: { reason: 'A copy.' },
    });
    expect(answer.status).toBe(status);
  });

  it('says what is wrong at its field, or by name', async () => {
    const { entry } = await publishedEntry(store, writer, reviewer, 'Asked wrongly');
    const params = { id: String(entry) };
    const headers = await session(store, writer);
    const at = async (body: unknown) => {
      const answer = await call(withdraw, { params, headers, body });
      const { code, fields } = await read(answer);
      return [answer.status, code, fields.map(({ field }) => field)];
    };
    expect(await at({})).toEqual([400, 'bad-input', ['reason']]);
    expect(await at({ reason: 'A copy.', authorId: 1 })).toEqual([400, 'bad-input', ['authorId']]);
    expect(await at({ reason: 'A copy.', redirectTo: 'x' })).toEqual([400, 'bad-input', ['redirectTo']]);
    expect(await at({ reason: ' ' })).toEqual([422, 'reason-missing', []]);
    expect(await at({ reason: 'A copy.', redirectTo: entry })).toEqual([422, 'invalid', ['redirectTo']]);
    expect((await call(withdraw, { params, headers, body: { reason: 'A copy.' } })).status).toBe(200);
    expect(await at({ reason: 'A copy.' })).toEqual([409, 'proposal-open', []]);
  });
});

describe('the address of a withdrawn page', () => {
  it('says that it is gone, to programs in a line and to browsers in a page, and nothing of what it said', async () => {
    const { entry, path } = await publishedEntry(store, writer, reviewer, 'A word nobody may read any more');
    expect((await page(path)).status).toBe(200);
    await takenAway(store, writer, reviewer, entry);
    const plain = await page(path);
    expect([plain.status, await plain.text()]).toEqual([410, 'This page was withdrawn.\n']);
    const html = await page(path, { accept: 'text/html' });
    expect([html.status, html.headers.get('content-type')]).toEqual([410, 'text/html; charset=utf-8']);
    const text = await html.text();
    expect(text).toContain('This page was withdrawn');
    expect(text).not.toMatch(/nobody may read|says the same/);
  });

  it('leads on to the page that took its place, also once that one is gone', async () => {
    const kept = await publishedEntry(store, writer, reviewer, 'The one that stays');
    const copy = await publishedEntry(store, writer, reviewer, 'The one that goes');
    await takenAway(store, writer, reviewer, copy.entry, kept.entry);
    const answer = await page(copy.path);
    expect([answer.status, answer.headers.get('location')]).toEqual([308, `/${kept.path}`]);
    await takenAway(store, writer, reviewer, kept.entry);
    expect((await page(copy.path)).headers.get('location')).toBe(`/${kept.path}`);
    expect((await page(kept.path)).status).toBe(410);
  });

  it('of a draft is not found, as ever', async () => {
    expect((await page('news/2031/05/6/never-published.md')).status).toBe(404);
  });
});

it('a search can ask for what readers see alone', async () => {
  const shown = await publishedEntry(store, writer, reviewer, 'Zebra crossing painted');
  const gone = await publishedEntry(store, writer, reviewer, 'Zebra crossing moved');
  await takenAway(store, writer, reviewer, gone.entry);
  const ids = async (published: string) => {
    const answer = await call(listEntries, {
      method: 'GET',
      path: `/api/v1/entries/titles?q=zebra${published}`,
      headers: await session(store, writer),
    });
    return (await read<{ items: { id: number }[] }>(answer)).items.map(({ id }) => id);
  };
  expect(await ids('')).toEqual([gone.entry, shown.entry]);
  expect(await ids('&published=true')).toEqual([shown.entry]);
  expect(await ids('&published=false')).toEqual([gone.entry]);
});

function page(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return publicPage(new Request(`http://localhost:3000/${path}`, { headers }), {
    params: Promise.resolve({ path: path.split('/') }),
  });
}
