import { encode } from 'next-auth/jwt';
import { z } from 'zod';
import { sessionCookieName } from '../../app/session-cookie.ts';
import type { Route } from '../../lib/kernel/contract/route-row.ts';
import type { Actor } from '../../lib/kernel/permission/actor.ts';
import type { Store } from '../../lib/platform/database/database.ts';

export const SITE = 'http://localhost:3000';
const SECRET = 'a secret of the tests';

/** A handler of the API, as Next calls it, with the row that the door made it of. */
export type Handler = ((
  request: Request,
  context: { params: Promise<Record<string, string> | undefined> },
) => Promise<Response>) & { row?: Route };
/** A request to one. */
export type Sent = {
  method?: string;
  path?: string;
  params?: Record<string, string> | undefined;
  body?: unknown;
  raw?: string | Uint8Array<ArrayBuffer>;
  headers?: Record<string, string>;
};

export type ProblemBody = {
  status: number;
  code: string;
  detail: string;
  fields: { field: string; message: string }[];
  current?: unknown;
};

/** Lets the API's handlers use this store, as a server's process would. */
export function serveApi(store: Store): void {
  process.env['DATABASE_URL'] = store.url;
  process.env['NEXTAUTH_URL'] = SITE;
  process.env['NEXTAUTH_SECRET'] = SECRET;
  (globalThis as { datelineStore?: Store }).datelineStore = store;
}

/**
 * Calls a handler as Next would, which gives a path without parameters none at all. What it answers has to be what its
 * row declares, and what it refuses a problem document.
 */
export async function call(
  handler: Handler,
  { method = 'POST', path = '/api/v1/x', params, body, raw, headers = {} }: Sent = {},
): Promise<Response> {
  const content = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const request = new Request(`${SITE}${path}`, {
    method,
    headers: {
      host: 'localhost:3000',
      ...(content === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(content === undefined ? {} : { body: content }),
  });
  const response = await handler(request, { params: Promise.resolve(params) });
  if (handler.row) await checkAnswer(handler.row, response);
  return response;
}

const PROBLEM = z.object({
  type: z.string().startsWith('urn:dateline:problem:'),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  fields: z.array(z.object({ field: z.string(), message: z.string() })),
});

async function checkAnswer(row: Route, response: Response): Promise<void> {
  const type = response.headers.get('content-type') ?? '';
  if (!type.includes('json') || (response.ok && row.answerType)) return;
  const checked = (response.ok ? row.answer : PROBLEM).safeParse(await response.clone().json());
  if (checked.success && (!response.ok || response.status === row.status)) return;
  const why = checked.success ? `the status ${response.status} is not declared` : z.prettifyError(checked.error);
  throw new Error(`${row.method} ${row.path} answers what its row does not declare: ${why}`);
}

/** The headers of a browser in which this person signed in, at the epoch that they have now. */
export async function session(store: Store, who: Pick<Actor, 'person'>): Promise<Record<string, string>> {
  const { sessionEpoch } = await store.prisma.person.findUniqueOrThrow({ where: { id: who.person } });
  const { id } = await store.prisma.personSession.create({ data: { personId: who.person } });
  const token = await encode({ token: { person: who.person, epoch: sessionEpoch, session: id }, secret: SECRET });
  return { cookie: `${sessionCookieName()}=${token}`, origin: SITE, 'sec-fetch-site': 'same-origin' };
}

/** The body of an answer. */
export async function read<T = ProblemBody>(response: Response): Promise<T> {
  return (await response.json()) as T;
}
