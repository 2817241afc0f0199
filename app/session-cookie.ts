import { decode } from 'next-auth/jwt';
import { type PersonId, toId } from '#lib/kernel/ids.ts';
import { isHttps } from '#lib/kernel/is-https.ts';
import type { Claims } from '#lib/people/sign-in/sessions.ts';
import { setting } from '#lib/platform/environment/environment.ts';

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** Whether the site is served over https, and its cookies are for https only. */
export function isSecureSite(): boolean {
  return isHttps(setting('NEXTAUTH_URL'));
}

/** The name of the session's cookie. */
export function sessionCookieName(): string {
  return `${isSecureSite() ? '__Secure-' : ''}dateline.session`;
}

/** The name of the cookie by which a browser is known to whoever signed in with it. It lets nobody in. */
function deviceCookieName(): string {
  return `${isSecureSite() ? '__Secure-' : ''}dateline.device`;
}

/** What a request says by which browser it comes. */
export function deviceOf(cookies: string | null): string | undefined {
  const start = `${deviceCookieName()}=`;
  const pair = cookies?.split(';').find((one) => one.trim().startsWith(start));
  return pair?.trim().slice(start.length) || undefined;
}

const DEVICE_SECONDS = 180 * 24 * 60 * 60;

/** That cookie, to be set. */
export function deviceCookie(secret: string): string {
  return (
    `${deviceCookieName()}=${secret}; Path=/; Max-Age=${DEVICE_SECONDS}; HttpOnly; ` +
    `SameSite=Lax${isSecureSite() ? '; Secure' : ''}`
  );
}

/**
 * What a session cookie says; undefined where it is not ours, altered or too old. Whether it still counts is for the
 * database to say.
 */
export async function claimsOfCookie(cookie: string | undefined): Promise<Claims | undefined> {
  const secret = setting('NEXTAUTH_SECRET');
  if (!cookie || !secret) return undefined;
  try {
    return claimsOf(await decode({ token: cookie, secret }));
  } catch {
    return undefined;
  }
}

/** The claims in what a session's cookie held. */
export function claimsOf(token: Record<string, unknown> | null | undefined): Claims | undefined {
  const { person, epoch, session } = token ?? {};
  if (typeof person !== 'number' || typeof epoch !== 'number' || typeof session !== 'string' || !UUID.test(session))
    return undefined;
  return { person: toId<PersonId>(person), epoch, session };
}
