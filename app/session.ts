import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { pathInside } from '#lib/people/rules/callback-url.ts';
import { personOfClaims, type SignedInPerson } from '#lib/people/sign-in/who.ts';
import { currentStore } from '#lib/platform/database/current.ts';
import { claimsOfCookie, sessionCookieName } from './session-cookie.ts';

export type { SignedInPerson } from '#lib/people/sign-in/who.ts';

/** Who is signed in, as the database says in this very request; read once per request. */
export const signedIn = cache(async (): Promise<SignedInPerson | undefined> => {
  const claims = await claimsOfCookie((await cookies()).get(sessionCookieName())?.value);
  return claims && personOfClaims(currentStore(), claims);
});

/** Who is signed in; anybody else is sent to the sign-in page and comes back here afterwards. */
export async function requireSignedIn(): Promise<SignedInPerson> {
  const person = await signedIn();
  if (person) return person;
  const asked = pathInside((await headers()).get('x-dateline-path'));
  redirect(asked === '/' ? '/sign-in' : `/sign-in?callbackUrl=${encodeURIComponent(asked)}`);
}
