import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Actor, forbidden } from '#lib/domain/permission/actor.ts';
import type { Refusal } from '#lib/domain/refusals.ts';
import type { Result } from '#lib/domain/result.ts';
import { currentStore } from '#lib/store/current.ts';
import type { Store } from '#lib/store/database.ts';
import { isUnavailable } from '#lib/store/unavailable.ts';
import { faultForLog, log } from '../../log.ts';
import { fault, foreignOrigin, notSignedIn, otherPerson, PRIVATE, refused, unavailable } from './problem.ts';
import { readBody, readParams, readQuery, readRaw } from './read-request.ts';
import type { Route } from './route-row.ts';
import { type Asking, isFromHere, whoAsks } from './who-asks.ts';

type Given<R extends Route, Key extends 'params' | 'query' | 'body'> = R[Key] extends z.ZodType ? z.output<R[Key]> : Record<string, never>;

/** A request whose sender, rights and input were checked. Nobody in particular asks where the row says `anyone`. */
export type Call<R extends Route> = {
  store: Store;
  request: Request;
  actor: R['verb'] extends 'anyone' ? undefined : Actor;
  params: Given<R, 'params'>;
  query: Given<R, 'query'>;
  body: R extends { raw: object } ? AsyncIterable<Uint8Array> : Given<R, 'body'>;
};

type Handler = (request: Request, context: { params: Promise<Record<string, string> | undefined> }) => Promise<Response>;
type Answer = Result<unknown, Refusal> | Response;

const EMPTY = z.strictObject({});

/**
 * The one way into the API: finds out who asks, refuses what the table of rights or the sender's
 * origin does not allow, reads the input by the row's schemas, runs the verb, and writes its answer.
 */
export function door<R extends Route>(row: R, run: (call: Call<R>) => Promise<Answer>): Handler {
  return async (request, context) => {
    try {
      return await answer(row, run, request, context);
    } catch (error) {
      return failed(row, error);
    }
  };
}

/** A JSON answer that no cache keeps. */
export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(value), { status, headers: { 'Content-Type': 'application/json', ...PRIVATE, ...headers } });
}

async function answer<R extends Route>(row: R, run: (call: Call<R>) => Promise<Answer>, request: Request, context: Parameters<Handler>[1]): Promise<Response> {
  const store = currentStore();
  const allowed = await permitted(store, row, request);
  if (!allowed.ok) return allowed.problem;
  const params = readParams((await context.params) ?? {}, row.params ?? EMPTY);
  if (!params.ok) return params.problem;
  const query = readQuery(request, row.query ?? EMPTY);
  if (!query.ok) return query.problem;
  const body = row.raw ? readRaw(request, row.raw) : await readBody(request, row.body ?? EMPTY);
  if (!body.ok) return body.problem;
  const done = await run({ store, request, actor: allowed.value, params: params.value, query: query.value, body: body.value } as Call<R>);
  if (done instanceof Response) return done;
  return done.ok ? json(done.value, row.status) : refused(done.problem);
}

async function permitted(store: Store, row: Route, request: Request): Promise<Result<Actor | undefined, Response>> {
  const changes = row.method !== 'GET';
  if (row.verb === 'anyone') return changes && !isFromHere(request) ? { ok: false, problem: foreignOrigin() } : { ok: true, value: undefined };
  const asking = await whoAsks(store, request);
  if (!asking) return { ok: false, problem: notSignedIn() };
  if (changes && asking.by === 'session' && !isFromHere(request)) return { ok: false, problem: foreignOrigin() };
  if (!isMeant(request, asking)) return { ok: false, problem: otherPerson() };
  const no = forbidden(asking.actor, row.verb);
  return no ? { ok: false, problem: refused(no) } : { ok: true, value: asking.actor };
}

/** Whether the sender is who the page means that saves by itself: tabs share one session, and another person may have signed in in another tab. */
function isMeant(request: Request, { actor }: Asking): boolean {
  const meant = request.headers.get('x-dateline-person');
  return meant === null || meant === String(actor.person);
}

function failed(row: Route, error: unknown): Response {
  const reference = randomUUID().slice(0, 8);
  const down = isUnavailable(error);
  log[down ? 'warn' : 'error']({ reference, method: row.method, route: row.path, ...faultForLog(error) }, down ? 'database not available' : 'request failed');
  return down ? unavailable() : fault(reference);
}
