import { NextRequest } from 'next/server';
import { GET, POST } from '../../../app/api/auth/[...nextauth]/route.ts';
import { claimsOfCookie, sessionCookieName } from '../../../app/session-cookie.ts';
import { PEER_HEADER } from '../../../lib/people/sign-in/client-address.ts';
import { personOfClaims } from '../../../lib/people/sign-in/who.ts';
import type { Store } from '../../../lib/platform/database/database.ts';
import { SITE } from '../api.ts';
import { CookieJar } from './cookie-jar.ts';

/** A browser at the routes by which people sign in, at an address of its own. */
export class Browser {
  readonly jar = new CookieJar();
  /** The cookies that the last answer set, whole. */
  lastCookies: string[] = [];

  private readonly address: string;

  constructor(address: string) {
    this.address = address;
  }

  /** Asks one of the routes, with a form where there is one. */
  async ask(path: string, form?: Record<string, string>): Promise<Response> {
    const url = new URL(path, SITE);
    const headers = { host: 'localhost:3000', cookie: this.jar.header(), [PEER_HEADER]: this.address };
    const content = { 'content-type': 'application/x-www-form-urlencoded', origin: SITE };
    const request = form
      ? new NextRequest(url, {
          method: 'POST',
          headers: { ...headers, ...content },
          body: new URLSearchParams(form).toString(),
        })
      : new NextRequest(url, { headers });
    const nextauth = url.pathname.split('/').slice(3);
    const answer = await (form ? POST : GET)(request, { params: Promise.resolve({ nextauth }) });
    this.lastCookies = answer.headers.getSetCookie();
    this.jar.take(answer.headers);
    return answer;
  }

  /** Sends a form with the proof that it is ours; the address that the answer leads to. */
  async send(path: string, form: Record<string, string>): Promise<string> {
    const { csrfToken } = (await (await this.ask('/api/auth/csrf')).json()) as { csrfToken: string };
    const answer = await this.ask(path, { ...form, csrfToken });
    return answer.headers.get('location') ?? '';
  }

  /** Signs in with a password; the address that the answer leads to. */
  signIn(email: string, password: string): Promise<string> {
    return this.send('/api/auth/callback/credentials', { email, password });
  }

  /** Who is signed in, as pages are told. */
  async person(store: Store) {
    const claims = await claimsOfCookie(this.jar.cookies.get(sessionCookieName()));
    return claims && personOfClaims(store, claims);
  }
}
