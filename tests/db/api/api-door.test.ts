import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { POST as createContext, GET as listContexts } from '../../../app/api/v1/contexts/route.ts';
import { PATCH, GET as readEntry } from '../../../app/api/v1/entries/[id]/route.ts';
import { POST as postEntry } from '../../../app/api/v1/entries/route.ts';
import { GET as listEntries } from '../../../app/api/v1/entries/titles/route.ts';
import { GET as health } from '../../../app/api/v1/health/route.ts';
import { GET as describeApi } from '../../../app/api/v1/openapi.json/route.ts';
import { POST as addPerson } from '../../../app/api/v1/people/route.ts';
import { ROUTES } from '../../../lib/api/routes.ts';
import type { Actor } from '../../../lib/kernel/permission/actor.ts';
import { disablePerson, setRole } from '../../../lib/people/actions/manage-people.ts';
import { createToken } from '../../../lib/people/actions/manage-tokens.ts';
import { openStore, type Store } from '../../../lib/platform/database/database.ts';
import { call, read, serveApi, session } from '../../support/api.ts';
import { everyHandler } from '../../support/api-handlers.ts';
import { freshStore, person } from '../../support/database.ts';

const FIELDS = {
  day: '2013-01-19',
  topic: '',
  headline: 'A bridge opens',
  summary: '',
  sources: [],
  contexts: [],
  related: [],
};

let store: Store;
let editor: Actor;
beforeAll(async () => {
  store = await freshStore();
  serveApi(store);
  editor = await person(store, 'editor');
});
afterAll(() => store.close());

async function bearer(
  who: Actor,
  scopes: ('archive:read' | 'entries:write' | 'review')[],
): Promise<Record<string, string>> {
  const { email } = await store.prisma.person.findUniqueOrThrow({ where: { id: who.person } });
  const made = await createToken(store, 'system', { email, scopes });
  return { authorization: `Bearer ${made.ok ? made.value.secret : ''}` };
}

describe('every route', () => {
  it('stands in the table, and the table names no other', async () => {
    const names = [...(await everyHandler()).keys()];
    expect(names.sort()).toEqual(
      Object.values(ROUTES)
        .map((row) => `${row.method} ${row.path}`)
        .sort(),
    );
  });

  it('answers 401 to strangers, save for those that are open', async () => {
    const open = Object.values(ROUTES).flatMap((row) =>
      row.permission === 'anyone' ? [`${row.method} ${row.path}`] : [],
    );
    expect(open).toEqual([
      'GET /schemas/{name}',
      'POST /invitations/look',
      'POST /invitations/accept',
      'POST /password-resets',
      'POST /password-resets/look',
      'POST /password-resets/use',
      'POST /setup/look',
      'POST /setup',
      'GET /health',
      'GET /openapi.json',
    ]);
    for (const [name, handler] of await everyHandler()) {
      const [method = ''] = name.split(' ');
      if (open.includes(name)) continue;
      const answer = await call(handler, {
        method,
        params: { id: '1', day: '2013-01-19' },
        ...(method === 'GET' ? {} : { body: {} }),
      });
      expect([name, answer.status, answer.headers.get('cache-control')]).toEqual([name, 401, 'private, no-store']);
      expect(await read(answer)).toMatchObject({ status: 401, code: 'not-signed-in' });
    }
  });

  it('is described, with the schemas that it runs by', async () => {
    const answer = await call(describeApi, { method: 'GET' });
    const { paths } = await read<{ paths: Record<string, Record<string, { requestBody?: { content: object } }>> }>(
      answer,
    );
    for (const row of Object.values(ROUTES)) expect(paths[row.path]).toHaveProperty(row.method.toLowerCase());
    expect(paths['/entries']?.['post']?.requestBody?.content).toMatchObject({
      'application/json': {
        schema: { additionalProperties: false, required: expect.arrayContaining(['day', 'headline']) },
      },
    });
  });
});

describe('who asks', () => {
  it('a session counts until its person is disabled or demoted', async () => {
    const who = await person(store, 'admin');
    await person(store, 'admin');
    const headers = await session(store, who);
    expect((await call(listEntries, { method: 'GET', headers })).status).toBe(200);
    await setRole(store, 'system', who.person, 'editor');
    expect((await call(listEntries, { method: 'GET', headers })).status).toBe(401);
    const again = await session(store, who);
    expect((await call(addPerson, { body: {}, headers: again })).status).toBe(403);
    await disablePerson(store, 'system', who.person);
    expect((await call(listEntries, { method: 'GET', headers: again })).status).toBe(401);
  });

  it('a malformed, unknown or foreign credential is 401 and never 500, even beside a good session', async () => {
    const good = await session(store, editor);
    for (const authorization of [
      '',
      'Bearer',
      'Bearer  ',
      'Bearer x y',
      'Basic YTpi',
      'Bearer dl_',
      `Bearer dl_${'A'.repeat(43)}`,
      `Bearer ${'A'.repeat(5000)}`,
      'bearer \u00e9',
    ]) {
      expect((await call(listEntries, { method: 'GET', headers: { ...good, authorization } })).status).toBe(401);
    }
    for (const cookie of [
      'dateline.session=',
      'dateline.session=x',
      'dateline.session=a.b.c.d.e',
      'other=1; dateline.session',
    ]) {
      expect((await call(listEntries, { method: 'GET', headers: { cookie } })).status).toBe(401);
    }
  });

  it('a token keeps to its scopes, and writes as a token', async () => {
    const reading = await bearer(editor, ['archive:read']);
    expect((await call(listEntries, { method: 'GET', headers: reading })).status).toBe(200);
    expect((await call(postEntry, { body: FIELDS, headers: reading })).status).toBe(403);
    const writing = await bearer(editor, ['entries:write']);
    expect((await call(listEntries, { method: 'GET', headers: writing })).status).toBe(403);
    const made = await call(postEntry, { body: FIELDS, headers: writing });
    expect(made.status).toBe(201);
    const { revision } = await read<{ revision: number }>(made);
    expect(await store.prisma.revision.findUnique({ where: { id: revision } })).toMatchObject({
      channel: 'api',
      authorId: editor.person,
    });
  });

  it('a foreign or null origin cannot use a session to change anything', async () => {
    const good = await session(store, editor);
    for (const foreign of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'http://localhost:3001' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
    ]) {
      const answer = await call(postEntry, { body: FIELDS, headers: { ...good, ...foreign } });
      expect([foreign, answer.status]).toEqual([foreign, 403]);
    }
    const { cookie = '' } = good;
    expect((await call(postEntry, { body: FIELDS, headers: { cookie } })).status).toBe(201);
  });
});

describe('what goes in', () => {
  let headers: Record<string, string>;
  beforeAll(async () => {
    headers = await session(store, editor);
  });

  it.each([
    ['an unknown key', { ...FIELDS, authorId: 1 }, 'authorId'],
    ['a status', { ...FIELDS, status: 'approved' }, 'status'],
    ['a NUL', { ...FIELDS, headline: 'a\0b' }, 'headline'],
    ['a lone surrogate', { ...FIELDS, headline: 'a\ud800b' }, 'headline'],
    ['a lone surrogate in the summary', { ...FIELDS, summary: '\udc00' }, 'summary'],
    ['a day that does not exist', { ...FIELDS, day: '2013-02-30' }, 'day'],
    ['a javascript address', { ...FIELDS, sources: [{ name: 'x', url: 'javascript:alert(1)' }] }, 'sources.0.url'],
    [
      'a disguised one',
      { ...FIELDS, sources: [{ name: 'x', url: ' jAvAsCrIpT:alert(1)//https://' }] },
      'sources.0.url',
    ],
    ['an object for a string', { ...FIELDS, headline: { toString: 'x' } }, 'headline'],
    ['a list for a string', { ...FIELDS, topic: ['x'] }, 'topic'],
    ['text for an id', { ...FIELDS, contexts: ['1'] }, 'contexts.0'],
    ['an id beyond the column', { ...FIELDS, contexts: [2 ** 40] }, 'contexts.0'],
    ['no headline', { ...FIELDS, headline: '   ' }, 'headline'],
  ])('%s is 400 and names its field', async (_, body, field) => {
    const answer = await call(postEntry, { body, headers });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect((await read(answer)).fields.map((problem) => problem.field)).toContain(field);
  });

  it('a __proto__ key is refused by name', async () => {
    const answer = await call(postEntry, {
      raw: JSON.stringify(FIELDS).replace('{', '{"__proto__":{"role":"admin"},'),
      headers,
    });
    expect(answer.status).toBe(400);
    expect((await read(answer)).fields).toMatchObject([{ field: '__proto__' }]);
  });

  it('a 300-letter headline and an unknown context are 422 and named', async () => {
    const long = await call(postEntry, { body: { ...FIELDS, headline: 'x'.repeat(300) }, headers });
    expect([long.status, (await read(long)).fields[0]?.field]).toEqual([422, 'headline']);
    const unknown = await call(postEntry, { body: { ...FIELDS, contexts: [999_999] }, headers });
    expect([unknown.status, (await read(unknown)).fields[0]?.field]).toEqual([422, 'contexts.0']);
  });

  it.each([
    ['not JSON', { raw: '{' }, 400],
    ['not UTF-8', { raw: new Uint8Array([0x7b, 0xff, 0x7d]) }, 400],
    ['a list', { raw: '[]' }, 400],
    ['null', { raw: 'null' }, 400],
    ['a form', { raw: 'a=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 415],
    ['too large', { raw: JSON.stringify({ ...FIELDS, summary: 'x'.repeat(1_000_001) }) }, 413],
  ])('%s is refused', async (_, sent, status) => {
    const answer = await call(postEntry, {
      ...sent,
      headers: { ...headers, ...('headers' in sent ? sent.headers : {}) },
    });
    expect(answer.status).toBe(status);
    expect(await read(answer)).toMatchObject({ status });
  });

  it('bad queries are 400 and named; ids that no row can have are 404', async () => {
    for (const [query, field] of [
      ['?q=%00', 'q'],
      ['?day=2013-02-30', 'day'],
      ['?limit=0', 'limit'],
      ['?limit=101', 'limit'],
      ['?cursor=x', 'cursor'],
      ['?cursor=2013-02-30.1', 'cursor'],
      ['?page=2', 'page'],
      ['?q=a&q=b', 'q'],
    ]) {
      const answer = await call(listEntries, { method: 'GET', path: `/api/v1/entries/titles${query}`, headers });
      expect([query, answer.status, (await read(answer)).fields[0]?.field]).toEqual([query, 400, field]);
    }
    for (const id of ['0', '-1', '1.5', 'x', '99999999999', '2147483648', "1'--"]) {
      expect((await call(readEntry, { method: 'GET', params: { id }, headers })).status).toBe(404);
    }
    expect((await call(listContexts, { method: 'GET', path: '/api/v1/contexts?q=%00', headers })).status).toBe(400);
  });
});

describe('saving with If-Match', () => {
  it('needs one, takes the ETag that reading gave, and keeps both texts of a stale save', async () => {
    const headers = await session(store, editor);
    const { entry, revision } = await read<{ entry: number; revision: number }>(
      await call(postEntry, { body: FIELDS, headers }),
    );
    const params = { id: String(entry) };
    const shown = await call(readEntry, { method: 'GET', params, headers });
    const etag = shown.headers.get('etag') ?? '';
    expect(etag).toBe(`"${revision}"`);
    const save = (headline: string, match: Record<string, string>) =>
      call(PATCH, {
        method: 'PATCH',
        params,
        body: { fields: { ...FIELDS, headline } },
        headers: { ...headers, ...match },
      });
    expect((await save('A second text', {})).status).toBe(428);
    for (const bad of ['x', '*', `W/${etag}`, '"0"', '"99999999999"'])
      expect((await save('A second text', { 'if-match': bad })).status).toBe(400);
    const saved = await save('A second text', { 'if-match': etag });
    expect([saved.status, (await read<{ changed: boolean }>(saved)).changed]).toEqual([200, true]);
    const stale = await save('A third text', {
      'if-match': etag,
      ...(await session(store, await person(store, 'editor'))),
    });
    expect(stale.status).toBe(409);
    expect(await read(stale)).toMatchObject({
      code: 'stale-save',
      clashes: [{ field: 'headline', theirs: 'A second text', mine: 'A third text' }],
      merged: { headline: 'A third text' },
      current: { entry, proposal: { fields: { headline: 'A second text' }, authors: [{ id: editor.person }] } },
    });
  });
});

describe('when the database does not answer', () => {
  it('says 503 with Retry-After and nothing of the inside', async () => {
    const headers = await session(store, editor);
    const nowhere = openStore('postgresql://nobody:secret@127.0.0.1:9/none');
    serveApi(nowhere);
    for (const handler of [health, listEntries]) {
      const answer = await call(handler, { method: 'GET', headers });
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
      expect(JSON.stringify(await read(answer))).not.toMatch(/secret|127\.0\.0\.1|ECONN|prisma/i);
    }
    serveApi(store);
    expect(await read(await call(health, { method: 'GET' }))).toEqual({ ok: true });
    await nowhere.close();
  });

  it('says 503 when no connection is free', async () => {
    const headers = await session(store, editor);
    const narrow = openStore(store.url, { connections: 1 });
    narrow.pool.options.connectionTimeoutMillis = 200;
    const held = await narrow.pool.connect();
    serveApi(narrow);
    expect((await call(listEntries, { method: 'GET', headers })).status).toBe(503);
    held.release();
    expect((await call(listEntries, { method: 'GET', headers })).status).toBe(200);
    serveApi(store);
    await narrow.close();
  });

  it('says 500 with a reference and nothing of the inside when something else breaks', async () => {
    const broken = await freshStore();
    await broken.pool.query('DROP TABLE context CASCADE');
    const row = await store.prisma.person.findUniqueOrThrow({ where: { id: editor.person } });
    await broken.prisma.person.create({ data: row });
    const headers = await session(broken, editor);
    serveApi(broken);
    const answer = await call(createContext, { body: { name: 'Bridges' }, headers });
    serveApi(store);
    expect(answer.status).toBe(500);
    expect(await read(answer)).toMatchObject({ code: 'fault', fields: [] });
    await broken.close();
  });
});

describe('tests see an answer that its row does not declare', () => {
  const ROW = { ...ROUTES.health, answer: z.strictObject({ status: z.literal('fine') }) };
  const answering = (body: object, status = 200) =>
    Object.assign(async () => Response.json(body, { status }), { row: ROW });

  it.each([
    ['a value of another type', { status: 7 }, 200],
    ['a field too many', { status: 'fine', mood: 'good' }, 200],
    ['another status', { status: 'fine' }, 201],
    ['an error that is no problem document', { error: 'no' }, 500],
  ])('%s', async (_, body, status) => {
    await expect(call(answering(body, status))).rejects.toThrow('answers what its row does not declare');
  });

  it('and pass one that is declared', async () => {
    expect((await call(answering({ status: 'fine' }))).status).toBe(200);
  });
});
