import { decode } from 'next-auth/jwt';
import type { Claims } from '#lib/auth/sign-in.ts';
import type { PersonId } from '#lib/domain/ids.ts';

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
    const token = await decode({ token: cookie, secret });
    return typeof token?.['person'] === 'number' && typeof token['epoch'] === 'number' ? { person: token['person'] as PersonId, epoch: token['epoch'] } : undefined;
  } catch {
    return undefined;
  }
}
