import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import { CookieJar } from './cookie-jar.ts';

/** Somebody whom the issuer knows; `login` is what they type there, `sub` who they are to it. */
export type Known = { login: string; sub: string; email: string; verified: boolean };

export type Issuer = {
  environment: Record<string, string>;
  /** Whom the issuer knows from now on. */
  knows(known: Known): void;
  /**
   * Goes through its pages as `login`, from the address that the site sent a browser to; the address that it sends the
   * browser back to.
   */
  vouches(address: string, login: string): Promise<string>;
  close(): Promise<void>;
};

const CLIENT = { id: 'dateline', secret: 'a secret of the client, long enough' };
const MOST_HOPS = 12;

/**
 * A real OpenID Connect issuer as it comes: whatever it says about a person is in UserInfo, and the ID token holds
 * their `sub` alone.
 */
export async function startIssuer(back: string): Promise<Issuer> {
  const people = new Map<string, Known>();
  let answer: ReturnType<Provider['callback']> | undefined;
  const server = createServer((request, response) => void answer?.(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [back] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    findAccount: (_, login) => {
      const known = people.get(login);
      return (
        known && {
          accountId: login,
          claims: () =>
            Promise.resolve({ sub: known.sub, email: known.email, email_verified: known.verified, name: login }),
        }
      );
    },
  });
  answer = provider.callback();

  async function vouches(address: string, login: string): Promise<string> {
    const jar = new CookieJar();
    let next: { address: string; form?: Record<string, string> } = { address };
    for (let hop = 0; hop < MOST_HOPS; hop += 1) {
      if (next.address.startsWith(back)) return next.address;
      const got = await fetch(next.address, {
        redirect: 'manual',
        headers: { cookie: jar.header() },
        ...(next.form ? { method: 'POST', body: new URLSearchParams(next.form) } : {}),
      });
      jar.take(got.headers);
      const location = got.headers.get('location');
      const text = await got.text();
      const prompt = /name="prompt" value="(\w+)"/.exec(text)?.[1];
      if (location) next = { address: new URL(location, next.address).href };
      else if (prompt)
        next = { address: /action="([^"]+)"/.exec(text)?.[1] ?? '', form: { prompt, login, password: 'any' } };
      else throw new Error(`The issuer answered ${got.status}: ${text.slice(0, 500)}`);
    }
    throw new Error('The issuer leads nowhere.');
  }

  return {
    environment: { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: CLIENT.id, OIDC_CLIENT_SECRET: CLIENT.secret },
    knows: (known) => void people.set(known.login, known),
    vouches,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
