import { decode } from 'next-auth/jwt';
import type { Claims } from '#lib/auth/sessions.ts';
import type { PersonId } from '#lib/domain/ids.ts';

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** Whether the site is served over https, and its cookies are for https only. */
export function isSecureSite(): boolean {
  return process.env['NEXTAUTH_URL']?.startsWith('https://') ?? false;
}

/** The name of the session's cookie. */
export function sessionCookieName(): string {
  return `${isSecureSite() ? '__Secure-' : ''}dateline.session`;
}

/** What a session cookie says; undefined where it is not ours, altered or too old. Whether it still counts is for the database to say. */
export async function claimsOfCookie(cookie: string | undefined): Promise<Claims | undefined> {
  const secret = process.env['NEXTAUTH_SECRET'];
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
  if (typeof person !== 'number' || typeof epoch !== 'number' || typeof session !== 'string' || !UUID.test(session)) return undefined;
  return { person: person as PersonId, epoch, session };
}
