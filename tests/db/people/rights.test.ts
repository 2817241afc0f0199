import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { z } from 'zod';
import { ROUTES } from '../../../lib/api/routes.ts';
import type { Route } from '../../../lib/kernel/contract/route-row.ts';
import { ROLES, type Role, SCOPES, type Scope } from '../../../lib/kernel/permission/role.ts';
import { may } from '../../../lib/kernel/permission/table.ts';
import { disablePerson } from '../../../lib/people/actions/manage-people.ts';
import { createToken } from '../../../lib/people/actions/manage-tokens.ts';
import type { Store } from '../../../lib/platform/database/database.ts';
import { config, proxy } from '../../../proxy.ts';
import { call, type Handler, read, serveApi, session } from '../../support/api.ts';
import { everyHandler } from '../../support/api-handlers.ts';
import { freshStore, person } from '../../support/database.ts';
import { done } from '../../support/newsroom.ts';

type Asker = { name: string; role?: Role; scopes?: readonly Scope[]; headers: Record<string, string> };

const ROWS = Object.entries(ROUTES) as [string, Route][];
/** Names no row, so that whoever is let in finds nothing to change. */
const NOWHERE: Record<string, string> = { id: '2000000000', day: '1804-02-03' };

let store: Store;
const askers: Asker[] = [];
let handlers: Map<string, Handler>;

beforeAll(async () => {
  store = await freshStore();
  serveApi(store);
  askers.push({ name: 'a stranger', headers: {} });
  for (const role of ROLES) {
    const who = await person(store, role);
    askers.push({ name: role, role, headers: await session(store, who) });
    const { email } = await store.prisma.person.findUniqueOrThrow({ where: { id: who.person } });
    for (const scope of SCOPES) {
      const { secret } = done(await createToken(store, 'system', { email, scopes: [scope] }));
      askers.push({
        name: `${role} by a token for ${scope}`,
        role,
        scopes: [scope],
        headers: { authorization: `Bearer ${secret}` },
      });
    }
  }
  const gone = await person(store, 'admin');
  const headers = await session(store, gone);
  done(await disablePerson(store, 'system', gone.person));
  askers.push({ name: 'a disabled admin', headers });
  handlers = await everyHandler();
}, 120_000);
afterAll(() => store.close());

/** Asks for a row with input that it refuses, so that who may is told from who may not and nothing is changed. */
async function ask(row: Route, headers: Record<string, string>): Promise<number> {
  const handler = handlers.get(`${row.method} ${row.path}`);
  if (!handler) throw new Error(`${row.method} ${row.path} has no handler.`);
  const body = row.method === 'GET' || row.raw ? {} : { body: { 'no such field': true } };
  const params = Object.fromEntries(
    [...row.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, NOWHERE[name] ?? '2000000000']),
  );
  const answer = await call(handler, {
    method: row.method,
    params,
    path: '/api/v1/x?no-such-field=1',
    headers,
    ...body,
  });
  await answer.body?.cancel();
  return answer.status;
}

/** What the one table of rights says that an asker is answered: 401, 403, or anything else. */
function expected(row: Route, asker: Asker): 401 | 403 | 'let in' {
  if (row.permission === 'anyone') return 'let in';
  if (!asker.role) return 401;
  return may({ role: asker.role, ...(asker.scopes ? { scopes: asker.scopes } : {}) }, row.permission) ? 'let in' : 403;
}

describe('every route, by everybody', () => {
  it.each(ROWS)('%s answers as the table of rights says', async (_, row) => {
    for (const asker of askers) {
      const status = await ask(row, asker.headers);
      expect([asker.name, status < 500, status === 401 || status === 403 ? status : 'let in']).toEqual([
        asker.name,
        true,
        expected(row, asker),
      ]);
    }
  });

  it.each(ROWS.filter(([, row]) => row.method !== 'GET'))(
    '%s refuses a session or nobody from another site',
    async (_, row) => {
      const admin = askers.find(({ name }) => name === 'admin');
      for (const foreign of [
        { origin: 'https://evil.example' },
        { origin: 'null' },
        { 'sec-fetch-site': 'cross-site' },
      ]) {
        expect([
          foreign,
          await ask(row, { ...(row.permission === 'anyone' ? {} : admin?.headers), ...foreign }),
        ]).toEqual([foreign, 403]);
      }
    },
  );
});

describe('what goes in', () => {
  it.each(ROWS.filter(([, row]) => row.body))('%s takes no field that it does not know, at any depth', (_, row) => {
    const open: string[] = [];
    visit(z.toJSONSchema(row.body as z.ZodType, { io: 'input', unrepresentable: 'any' }), '', open);
    expect(open).toEqual([]);
  });

  it.each(ROWS.filter(([, row]) => row.body))(
    '%s takes no role, status or prototype beside its own fields, and names them',
    (_, row) => {
      const known = new Set(
        Object.keys(
          (z.toJSONSchema(row.body as z.ZodType, { io: 'input', unrepresentable: 'any' }) as { properties?: object })
            .properties ?? {},
        ),
      );
      for (const key of ['role', 'status', 'authorId', '__proto__', 'constructor'].filter((name) => !known.has(name))) {
        const hostile = Object.defineProperty({}, key, { value: 'admin', enumerable: true });
        expect([key, row.body?.safeParse(hostile).success]).toEqual([key, false]);
      }
    },
  );
});

test('the proxy guards nothing: it only notes the address, and no API route passes it', () => {
  expect(config.matcher.join()).toMatch(/api\//);
  const passed = proxy({
    headers: new Headers({ 'x-middleware-subrequest': 'proxy' }),
    nextUrl: new URL('http://localhost:3000/admin/people'),
  } as never);
  expect(passed.status).toBe(200);
});

test('a request cannot say by a header that it was checked before', async () => {
  const people = handlers.get('GET /people') as Handler;
  for (const name of [
    'x-middleware-subrequest',
    'x-dateline-path',
    'x-dateline-peer',
    'rsc',
    'next-router-prefetch',
    'next-action',
  ]) {
    const answer = await call(people, { method: 'GET', headers: { [name]: '1' } });
    expect([name, answer.status, (await read(answer)).code]).toEqual([name, 401, 'not-signed-in']);
  }
});

/** Notes the places of objects that take any key. */
function visit(schema: unknown, at: string, open: string[]): void {
  if (typeof schema !== 'object' || schema === null) return;
  const { type, properties, additionalProperties } = schema as {
    type?: string;
    properties?: object;
    additionalProperties?: unknown;
  };
  if (type === 'object' && properties && additionalProperties !== false) open.push(at || 'the body');
  for (const [key, value] of Object.entries(schema)) visit(value, `${at}/${key}`, open);
}
