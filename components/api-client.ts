import type { z } from 'zod';
import type { ROUTES } from '#lib/api/routes.ts';
import type { FieldProblem } from '#lib/kernel/app-error.ts';
import { OPERATIONS, type Operation } from '#lib/kernel/contract/operations.ts';

/** What the API says when it says no (RFC 9457), and what the browser says when nobody answers (status 0). */
export type ApiProblem = {
  status: number;
  title: string;
  detail: string;
  code: string;
  fields: FieldProblem[];
  current?: unknown;
};

export type ApiAnswer<T> = { ok: true; value: T } | { ok: false; problem: ApiProblem };

/** What comes out of JSON: a field that is left out is not there, instead of being undefined. */
type JsonAnswer<T> = T extends string | number | boolean | null
  ? T
  : T extends readonly unknown[]
    ? { [Key in keyof T]: JsonAnswer<T[Key]> }
    : T extends object
      ? { [Key in keyof T]: JsonAnswer<Nothing extends Pick<T, Key> ? Exclude<T[Key], undefined> : T[Key]> }
      : T;

/** What an operation answers, by the schema of its row. */
export type AnswerOf<Name extends Operation> = JsonAnswer<z.output<(typeof ROUTES)[Name]['answer']>>;

type SchemaOf<Name extends Operation, Part extends string> =
  (typeof ROUTES)[Name] extends Readonly<Record<Part, infer Schema extends z.ZodType>> ? Schema : never;

/** Ids are in paths and queries as text, whatever they are the ids of. */
type InAddress<Fields> = {
  [Key in keyof Fields]: string extends NonNullable<Fields[Key]> ? Fields[Key] | number : Fields[Key];
};

type Nothing = Record<never, never>;

/** A part of the input: left out where the row has none, and free to be left out where nothing in it is required. */
type InputPart<Key extends string, Fields> = [Fields] extends [never]
  ? unknown
  : Nothing extends Fields
    ? { [K in Key]?: Fields }
    : { [K in Key]: Fields };

/** What is only read while it is sent. */
type JsonInput<T> = T extends readonly (infer Item)[]
  ? readonly JsonInput<Item>[]
  : T extends object
    ? { [Key in keyof T]: JsonInput<T[Key]> }
    : T;

/** What the row of an operation takes, as it is written at the call. */
export type BodyOf<Name extends Operation> = JsonInput<z.input<SchemaOf<Name, 'body'>>>;
type ParamsOf<Name extends Operation> = InAddress<z.input<SchemaOf<Name, 'params'>>>;
export type QueryOf<Name extends Operation> = InAddress<z.input<SchemaOf<Name, 'query'>>>;

type AddressInput<Name extends Operation> = InputPart<'params', ParamsOf<Name>> & InputPart<'query', QueryOf<Name>>;

/** What an operation is called with. */
export type InputOf<Name extends Operation> = AddressInput<Name> &
  InputPart<'body', BodyOf<Name>> &
  ((typeof ROUTES)[Name] extends { ifMatch: string } ? { ifMatch: number } : unknown) &
  ((typeof ROUTES)[Name] extends { repeatable: true } ? { key?: string } : unknown) & {
    /** Whose page asks: where somebody else signed in since, the answer is 401. */
    person?: number;
  };

type ApiInput<Name extends Operation> = InputOf<Name> & { signal?: AbortSignal };

const UNREACHABLE: ApiProblem = {
  status: 0,
  title: 'No response',
  detail: 'The server isn’t responding. Your text is still here; try again in a moment.',
  code: 'unreachable',
  fields: [],
};

/**
 * What is being sent, so that the same wish, as of a second click, waits for the same answer instead of being sent
 * again.
 */
const running = new Map<string, Promise<ApiAnswer<unknown>>>();

/** A call as it is sent, whichever operation it is of. */
type RequestParts = {
  params?: Readonly<Record<string, string | number>>;
  query?: Readonly<Record<string, string | number | undefined>>;
  body?: unknown;
  ifMatch?: number;
  key?: string;
  person?: number;
  signal?: AbortSignal;
};

/**
 * Calls an operation of the API of this site with the session of the browser:
 * `callApi('approveEntry', { params: { id }, body: { hash, farDayConfirmed } })`. What it takes and answers is what the
 * operation's row in app/api/v1 says; `ifMatch` is the version that was read, `key` marks one wish that may be sent
 * twice. Never throws: a failure is an answer too, and so is a call that `signal` ends. A change that is on its way
 * already is not sent a second time.
 */
export async function callApi<Name extends Operation>(
  name: Name,
  ...[given]: Nothing extends ApiInput<Name> ? [given?: ApiInput<Name>] : [given: ApiInput<Name>]
): Promise<ApiAnswer<AnswerOf<Name>>> {
  return (await once(name, given ?? {})) as ApiAnswer<AnswerOf<Name>>;
}

async function once(name: Operation, given: RequestParts): Promise<ApiAnswer<unknown>> {
  if (OPERATIONS[name][0] === 'GET' || given.signal) return send(name, given);
  const { key: _, ...rest } = given;
  const wish = JSON.stringify([name, rest]);
  const sent = running.get(wish) ?? send(name, given);
  running.set(wish, sent);
  const answer = await sent;
  running.delete(wish);
  return answer;
}

async function send(name: Operation, given: RequestParts): Promise<ApiAnswer<unknown>> {
  try {
    const response = await fetch(addressOf(name, given), requestOf(name, given));
    const answer: unknown = await response.json();
    if (response.ok) return { ok: true, value: answer };
    return {
      ok: false,
      problem: { ...UNREACHABLE, fields: [], ...(answer as Partial<ApiProblem>), status: response.status },
    };
  } catch {
    return { ok: false, problem: UNREACHABLE };
  }
}

/** The address of an operation, for what is no call: a link to a file, an upload, a beacon. */
export function apiAddress<Name extends Operation>(
  name: Name,
  ...[given]: Nothing extends AddressInput<Name> ? [given?: AddressInput<Name>] : [given: AddressInput<Name>]
): string {
  return addressOf(name, given ?? {});
}

/** The address of an operation; what the query leaves out, or leaves undefined, is not asked. */
function addressOf(name: Operation, { params = {}, query = {} }: RequestParts): string {
  const path = OPERATIONS[name][1].replace(/\{(\w+)\}/g, (_, field: string) =>
    encodeURIComponent(String(params[field])),
  );
  const asked = new URLSearchParams(
    Object.entries(query).flatMap(([field, value]) => (value === undefined ? [] : [[field, String(value)]])),
  );
  return `/api/v1${path}${asked.size ? `?${asked}` : ''}`;
}

function requestOf(name: Operation, { body, ifMatch, key, person, signal }: RequestParts): RequestInit {
  const [method] = OPERATIONS[name];
  const content = method === 'GET' ? undefined : JSON.stringify(body ?? {});
  return {
    method,
    headers: {
      ...(content === undefined ? {} : { 'content-type': 'application/json' }),
      ...(ifMatch === undefined ? {} : { 'If-Match': `"${ifMatch}"` }),
      ...(key === undefined ? {} : { 'Idempotency-Key': key }),
      ...(person === undefined ? {} : { 'X-Dateline-Person': String(person) }),
    },
    ...(content === undefined ? {} : { body: content }),
    ...(signal ? { signal } : {}),
  };
}
