import type { Actor } from '#lib/kernel/permission/actor.ts';
import { actorOf, actorOfHeader, personOfClaims } from '#lib/people/sign-in/who.ts';
import type { Store } from '#lib/platform/database/database.ts';
import { setting } from '#lib/platform/environment/environment.ts';
import { claimsOfCookie, sessionCookieName } from '../../session-cookie.ts';

/** How a request proved who asks. A browser sends a session by itself, so only there its origin matters. */
export type Caller = { actor: Actor; by: 'session' | 'token' };

/** Who asks, with the rights of this moment. A token that does not count is nobody, even beside a good session. */
export async function whoAsks(store: Store, request: Request): Promise<Caller | undefined> {
  const authorization = request.headers.get('authorization');
  if (authorization !== null) {
    const actor = await actorOfHeader(store, authorization);
    return actor && { actor, by: 'token' };
  }
  const claims = await claimsOfCookie(cookieOf(request, sessionCookieName()));
  const person = claims && (await personOfClaims(store, claims));
  return person && { actor: actorOf(person), by: 'session' };
}

/** The id of the session that a request came with, where it came with one. */
export async function sessionOf(request: Request): Promise<string | undefined> {
  return (await claimsOfCookie(cookieOf(request, sessionCookieName())))?.session;
}

/** Whether a request was sent by a page of this very site, as far as its browser says. */
export function isFromHere(request: Request): boolean {
  const site = request.headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin') return false;
  const origin = request.headers.get('origin');
  if (origin === null) return true;
  if (!URL.canParse(origin)) return false;
  const configured = setting('NEXTAUTH_URL');
  if (configured && new URL(configured).origin === origin) return true;
  return new URL(origin).host === request.headers.get('host');
}

function cookieOf(request: Request, name: string): string | undefined {
  const pairs = request.headers.get('cookie')?.split(';') ?? [];
  return pairs
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1);
}
