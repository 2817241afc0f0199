import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { ROUTES } from '../../../lib/api/routes.ts';
import type { Route } from '../../../lib/kernel/contract/route-row.ts';
import { ROLES } from '../../../lib/kernel/permission/role.ts';
import { may } from '../../../lib/kernel/permission/table.ts';
import type { Store } from '../../../lib/platform/database/database.ts';
import { call, type Handler, type Sent, serveApi, session } from '../../support/api.ts';
import { everyHandler } from '../../support/api-handlers.ts';
import { freshStore, person } from '../../support/database.ts';

const ROWS = Object.entries(ROUTES) as [string, Route][];
const NOWHERE: Record<string, string> = { id: '2000000000', day: '1804-02-03' };

/** Values that no field of any type expects. JSON can hold each of them. */
const VALUES: readonly unknown[] = [
  null,
  'a\0b',
  'a\ud800b',
  '\u200b\u202e',
  'x'.repeat(70_000),
  '',
  -1,
  0.5,
  2 ** 31 - 1,
  2 ** 31,
  1e308,
  true,
  [],
  [null],
  ['x'],
  [2 ** 40],
  {},
  { $ne: 1 },
];
const RAW = [
  '',
  '{',
  '[]',
  'null',
  '"x"',
  '1e999',
  '{"a":1,"a":2}',
  '['.repeat(20_000),
  `{"__proto__":{"role":"admin"}}`,
  '\ufeff{}',
  '\0',
];
const NAMES = [
  '0',
  '-1',
  '1.5',
  '1e3',
  ' 1',
  '2147483648',
  '9'.repeat(400),
  'a\0b',
  '\ud800',
  '../x',
  '',
  'x',
  '2013-02-30',
  '__proto__',
];
const QUERY = [
  '',
  '%00',
  '%ED%A0%80',
  '-1',
  '1.5',
  '2147483648',
  '1e999',
  '9'.repeat(400),
  'x'.repeat(5_000),
  '1,2,x',
  '2013-02-30',
  '%E2%80%AE',
  '[object Object]',
];
const HEADERS: Record<string, string>[] = [
  { 'if-match': 'x' },
  { 'if-match': `"${'9'.repeat(400)}"` },
  { 'if-match': '*' },
  { 'idempotency-key': 'x'.repeat(5_000) },
  { 'idempotency-key': '' },
  { 'content-type': 'text/plain' },
  { 'content-type': 'application/json; charset=utf-16' },
];

let store: Store;
let handlers: Map<string, Handler>;
beforeAll(async () => {
  store = await freshStore();
  serveApi(store);
  handlers = await everyHandler();
});
afterAll(() => store.close());

type Shape = {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Shape[];
  properties?: Record<string, Shape>;
  required?: string[];
  items?: Shape;
} & Record<string, unknown>;

const shapeOf = (schema: z.ZodType | undefined) =>
  schema ? (z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape) : undefined;

/** Something that a field of this shape may well take, so that what is behind the first check is reached too. */
function likely(shape: Shape): unknown {
  if (shape.const !== undefined) return shape.const;
  if (shape.enum) return shape.enum[0];
  if (shape.anyOf) return likely(shape.anyOf[0] ?? {});
  if (shape.type === 'integer' || shape.type === 'number') return 2_000_000_000;
  if (shape.type === 'boolean') return true;
  if (shape.type === 'array') return shape['minItems'] ? [likely(shape.items ?? {})] : [];
  if (shape.type === 'object')
    return Object.fromEntries(Object.entries(shape.properties ?? {}).map(([name, one]) => [name, likely(one)]));
  if (shape['format'] === 'date' || `${shape['pattern'] ?? ''}`.includes('\\d{4}')) return '1804-02-03';
  if (shape['format'] === 'email') return 'nobody@example.org';
  return shape['format'] === 'uri' ? 'https://example.org/' : 'some words of nobody';
}

const withParams = (row: Route, value?: string) =>
  Object.fromEntries(
    [...row.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, value ?? NOWHERE[name] ?? '2000000000']),
  );

/** Every malformed way of asking for a row, each wrong in one place. */
function* nonsense(row: Route): Generator<Sent> {
  const usual = {
    method: row.method,
    path: '/api/v1/x',
    params: withParams(row),
    headers: { 'idempotency-key': randomUUID(), 'if-match': '"1"' },
  };
  const shape = shapeOf(row.body);
  const takesBody = row.method !== 'GET';
  const body = takesBody ? { body: shape ? likely(shape) : {} } : {};
  if (row.path.includes('{')) for (const name of NAMES) yield { ...usual, ...body, params: withParams(row, name) };
  for (const query of ['no-such-field=1', '=', '&&&', '%', 'a[b]=1', '__proto__=1'])
    yield { ...usual, ...body, path: `/api/v1/x?${query}` };
  for (const name of Object.keys(shapeOf(row.query)?.properties ?? {})) {
    yield { ...usual, ...body, path: `/api/v1/x?${name}=a&${name}=b` };
    for (const value of QUERY) yield { ...usual, ...body, path: `/api/v1/x?${name}=${value}` };
  }
  if (!takesBody) return;
  yield { ...usual, ...body };
  for (const raw of RAW) yield { ...usual, raw };
  for (const headers of HEADERS) yield { ...usual, ...body, headers: { ...usual.headers, ...headers } };
  for (const value of VALUES) yield { ...usual, body: value };
  for (const name of Object.keys(shape?.properties ?? {}))
    for (const value of VALUES) yield { ...usual, body: { ...(body.body as object), [name]: value } };
}

/** What is wrong with an answer: a fault, or a refusal that is no problem document. */
async function wrongWith(answer: Response): Promise<string | undefined> {
  if (answer.status < 400) return void (await answer.body?.cancel());
  const text = await answer.text();
  if (answer.status >= 500) return `${answer.status} ${text}`;
  if (answer.headers.get('content-type') !== 'application/problem+json')
    return `${answer.status} as ${answer.headers.get('content-type')}`;
  const problem = JSON.parse(text) as Record<string, unknown>;
  const isWhole =
    problem['status'] === answer.status &&
    [problem['code'], problem['title'], problem['detail']].every((said) => typeof said === 'string' && said !== '');
  return isWhole ? undefined : `${answer.status} ${text}`;
}

/** What was asked, short enough to be read. */
const inShort = ({ path, params, body, raw, headers }: Sent) =>
  JSON.stringify({ path, params, body, raw, headers }).slice(0, 300);

it.each(ROWS)(
  '%s refuses nonsense of whoever is signed in with a problem document, and never has a fault',
  async (_, row) => {
    const handler = handlers.get(`${row.method} ${row.path}`);
    if (!handler) throw new Error(`${row.method} ${row.path} has no handler.`);
    const told: string[] = [];
    const roles = ROLES.filter((role) => row.permission === 'anyone' || may({ role }, row.permission));
    // Each way is gone by one of those who may, in turn: what is checked of the input is the same for all of them.
    const askers = await Promise.all(
      roles.map(async (role) => ({ role, headers: await session(store, await person(store, role)) })),
    );
    let n = 0;
    for (const sent of nonsense(row)) {
      const asker = askers[n++ % askers.length];
      const wrong = await wrongWith(await call(handler, { ...sent, headers: { ...asker?.headers, ...sent.headers } }));
      if (wrong) told.push(`${asker?.role}: ${inShort(sent)}: ${wrong}`);
    }
    expect(n).toBeGreaterThan(5);
    expect(told).toEqual([]);
  },
);
