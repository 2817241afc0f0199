import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { AppError } from '#lib/kernel/app-error.ts';
import type { Route } from '#lib/kernel/contract/route-row.ts';
import { explain } from '#lib/kernel/explain-error.ts';
import { type Actor, forbidden } from '#lib/kernel/permission/actor.ts';
import type { Result } from '#lib/kernel/result.ts';
import { clientAddress, networkOf } from '#lib/people/sign-in/client-address.ts';
import { type FailedSignIn, noteFailedSignIn } from '#lib/people/sign-in/failed-sign-ins.ts';
import { currentStore } from '#lib/platform/database/current.ts';
import type { Store } from '#lib/platform/database/database.ts';
import { faultForLog, log, noteOutage } from '../../log.ts';
import { fault, foreignOrigin, notSignedIn, otherPerson, PRIVATE, problemOf, unavailable } from './problem.ts';
import { readBody, readParams, readQuery, readRaw } from './read-request.ts';
import { type Caller, isFromHere, whoAsks } from './who-asks.ts';

type InputPart<R extends Route, Key extends 'params' | 'query' | 'body'> = R[Key] extends z.ZodType
  ? z.output<R[Key]>
  : Record<string, never>;

/** A request whose sender, rights and input were checked. Nobody in particular asks where the row says `anyone`. */
export type Call<R extends Route> = {
  store: Store;
  request: Request;
  actor: R['permission'] extends 'anyone' ? undefined : Actor;
  params: InputPart<R, 'params'>;
  query: InputPart<R, 'query'>;
  body: R extends { raw: object } ? AsyncIterable<Uint8Array> : InputPart<R, 'body'>;
};

type Handler = (
  request: Request,
  context: { params: Promise<Record<string, string> | undefined> },
) => Promise<Response>;

type Headers = Readonly<Record<string, string>>;

/** What a handler gives: the row's answer, an error, or a response that is not JSON or no answer of the archive. */
type Answer<Value> = { ok: true; value: Value; headers?: Headers } | { ok: false; error: AppError } | Response;

type KeyOf<Of> = Of extends Of ? keyof Of : never;
type ValueAt<Of, Key> = Of extends Of ? (Key extends keyof Of ? Of[Key] : never) : never;
type ItemOf<List> = List extends readonly (infer Item)[] ? Item : never;

/** Where a value has fields that its schema does not declare, as `.items[].name`; never where it has none. */
type Undeclared<Value, Declared, Place extends string = ''> = unknown extends Declared
  ? never
  : Value extends string | number | boolean | null | undefined
    ? never
    : Value extends readonly (infer Item)[]
      ? Undeclared<Item, ItemOf<Declared>, `${Place}[]`>
      : string extends keyof Value | KeyOf<Declared>
        ? never
        : {
            [Key in keyof Value & string]: Key extends KeyOf<Declared>
              ? Undeclared<Value[Key], ValueAt<Declared, Key>, `${Place}.${Key}`>
              : `${Place}.${Key}`;
          }[keyof Value & string];

/** No argument where every field is declared; else one that cannot be given, whose type names the field. */
type UndeclaredCheck<Value, Declared> = [Undeclared<Value, Declared>] extends [never]
  ? []
  : [undeclared: { field: Undeclared<Value, Declared>; never: never }];

const EMPTY = z.strictObject({});

/**
 * The one way into the API: finds out who asks, refuses what the table of rights or the sender's
 * origin does not allow, reads the input by the row's schemas, runs the action, and writes its answer.
 * The compiler holds the answer to the row's schema: a field that is missing, of another type, or not declared does not
 * compile. The handler carries its row, so that tests can check answers by the schema too.
 */
export function door<R extends Route, Value extends z.input<R['answer']>>(
  row: R,
  run: (call: Call<R>) => Promise<Answer<Value>>,
  ..._exact: UndeclaredCheck<Value, z.input<R['answer']>>
): Handler & { row: Route } {
  const handler: Handler = async (request, context) => {
    try {
      return await answer(row, run, request, context);
    } catch (error) {
      return failed(row, error);
    }
  };
  return Object.assign(handler, { row });
}

/**
 * An answer with the ETag by which a later change names what it was made over; without one where there is nothing to
 * change.
 */
export function tagged<T>(value: T, version: number | undefined): { ok: true; value: T; headers: Headers } {
  return { ok: true, value, headers: version === undefined ? {} : { ETag: `"${version}"` } };
}

/** A JSON answer that no cache keeps. */
function json(value: unknown, status: number, headers: Headers = {}): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: { 'Content-Type': 'application/json', ...PRIVATE, ...headers },
  });
}

async function answer<R extends Route>(
  row: R,
  run: (call: Call<R>) => Promise<Answer<unknown>>,
  request: Request,
  context: Parameters<Handler>[1],
): Promise<Response> {
  const store = currentStore();
  const allowed = await permitted(store, row, request);
  if (!allowed.ok) return allowed.error;
  const params = readParams((await context.params) ?? {}, row.params ?? EMPTY);
  if (!params.ok) return params.error;
  const query = readQuery(request, row.query ?? EMPTY);
  if (!query.ok) return query.error;
  const body = row.raw ? readRaw(request, row.raw) : await readBody(request, row.body ?? EMPTY);
  if (!body.ok) return body.error;
  const done = await run({
    store,
    request,
    actor: allowed.value,
    params: params.value,
    query: query.value,
    body: body.value,
  } as Call<R>);
  if (done instanceof Response) return done;
  return done.ok
    ? json(done.value, row.status, done.headers)
    : refusedTo(store, row, request, allowed.value, done.error);
}

async function permitted(store: Store, row: Route, request: Request): Promise<Result<Actor | undefined, Response>> {
  const changes = row.method !== 'GET';
  if (row.permission === 'anyone')
    return changes && !isFromHere(request) ? { ok: false, error: foreignOrigin() } : { ok: true, value: undefined };
  const asking = await whoAsks(store, request);
  if (!asking) {
    if (request.headers.has('authorization')) await noteKeptOut(store, request, { why: 'a token that nobody holds' });
    return { ok: false, error: notSignedIn() };
  }
  if (changes && asking.by === 'session' && !isFromHere(request)) return { ok: false, error: foreignOrigin() };
  if (!isMeant(request, asking)) return { ok: false, error: otherPerson() };
  const no = forbidden(asking.actor, row.permission);
  return no
    ? { ok: false, error: await refusedTo(store, row, request, asking.actor, no) }
    : { ok: true, value: asking.actor };
}

/** An error as an answer; what somebody may not do is noted in the audit log. */
async function refusedTo(
  store: Store,
  row: Route,
  request: Request,
  actor: Actor | undefined,
  error: AppError,
): Promise<Response> {
  if (explain(error).kind === 'forbidden')
    await noteKeptOut(store, request, { person: actor?.person, why: `${error.code}: ${row.method} ${row.path}` });
  return problemOf(error);
}

/** Notes who was kept out. Where that cannot be written the answer stays what it is. */
async function noteKeptOut(store: Store, request: Request, about: Pick<FailedSignIn, 'person' | 'why'>): Promise<void> {
  const address = clientAddress((name) => request.headers.get(name));
  try {
    await noteFailedSignIn(store, { type: 'permission-refused', network: address && networkOf(address), ...about });
  } catch (error) {
    if (!noteOutage(error)) log.error(faultForLog(error), 'a failed sign-in was not noted');
  }
}

/**
 * Whether the sender is who the page means that saves by itself: tabs share one session, and another person may have
 * signed in in another tab.
 */
function isMeant(request: Request, { actor }: Caller): boolean {
  const meant = request.headers.get('x-dateline-person');
  return meant === null || meant === String(actor.person);
}

function failed(row: Route, error: unknown): Response {
  const asked = { method: row.method, route: row.path };
  const outage = noteOutage(error, asked);
  if (outage) return unavailable(outage.kind);
  const reference = randomUUID().slice(0, 8);
  log.error({ reference, ...asked, ...faultForLog(error) }, 'request failed');
  return fault(reference);
}
