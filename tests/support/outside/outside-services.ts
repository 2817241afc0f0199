import { createHash, createSign, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Somebody with an account at the services outside. `fault` is what their ID token gets wrong. */
export type OutsideAccount = {
  subject: string;
  name: string;
  emails: readonly { email: string; verified: boolean }[];
  groups: readonly string[];
  fault?: 'signature' | 'nonce' | 'audience';
};

/**
 * Two services on one server, an OpenID Connect issuer below /oidc and a GitHub below /github, and what a site is told
 * of them.
 */
export type OutsideServices = { environment: Record<string, string>; close(): Promise<void> };

type Granted = { account: OutsideAccount; redirect: string; nonce: string | null; challenge: string | null };

const CLIENT = { id: 'dateline', secret: 'a secret of the client' };
const KEY_ID = 'one';

/** Starts both services. Whoever is sent there chooses one of `accounts` by a click. */
export async function startOutsideServices(accounts: readonly OutsideAccount[]): Promise<OutsideServices> {
  const [right, other] = [
    generateKeyPairSync('rsa', { modulusLength: 2048 }),
    generateKeyPairSync('rsa', { modulusLength: 2048 }),
  ];
  const codes = new Map<string, Granted>();
  const tokens = new Map<string, OutsideAccount>();
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const issuer = `${base}/oidc`;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', base);
    const holder = tokens.get(/^(?:bearer|token) (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '');
    switch (url.pathname) {
      case '/oidc/.well-known/openid-configuration':
        return json(response, discovery(issuer));
      case '/oidc/jwks':
        return json(response, {
          keys: [{ ...right.publicKey.export({ format: 'jwk' }), kid: KEY_ID, use: 'sig', alg: 'RS256' }],
        });
      case '/oidc/authorize':
      case '/github/login/oauth/authorize':
        return choose(url, response);
      case '/oidc/token':
      case '/github/login/oauth/access_token':
        return exchange(request, response, url.pathname.startsWith('/oidc'));
      case '/github/api/v3/user':
        return holder
          ? json(response, {
              id: Number(holder.subject),
              login: holder.name.toLowerCase(),
              name: holder.name,
              email: null,
            })
          : json(response, {}, 401);
      case '/github/api/v3/user/emails':
        return holder ? json(response, holder.emails) : json(response, {}, 401);
      case '/github/api/v3/user/memberships/orgs':
        return holder
          ? json(
              response,
              holder.groups.map((login) => ({ state: 'active', organization: { login } })),
            )
          : json(response, {}, 401);
      default:
        return json(response, { error: 'not_found' }, 404);
    }
  }

  /** Without a choice, a page of them; with one, back to whoever asked. */
  function choose(url: URL, response: ServerResponse): void {
    const asked = url.searchParams;
    const account = accounts.find(({ subject }) => subject === asked.get('as'));
    if (!account) {
      const links = accounts.map(({ subject, name }) =>
        (
          `<p><a href="${url.pathname}?${new URLSearchParams([...asked, ['as', subject]])}">Continue as ` +
          `${name}</a></p>`
        ).replaceAll('&', '&amp;'),
      );
      response
        .writeHead(200, { 'Content-Type': 'text/html' })
        .end(`<!doctype html><title>Outside</title>${links.join('')}`);
      return;
    }
    const [code, redirect] = [randomUUID(), asked.get('redirect_uri') ?? ''];
    codes.set(code, { account, redirect, nonce: asked.get('nonce'), challenge: asked.get('code_challenge') });
    const back = new URL(redirect);
    back.searchParams.set('code', code);
    back.searchParams.set('state', asked.get('state') ?? '');
    response.writeHead(302, { Location: back.toString() }).end();
  }

  async function exchange(request: IncomingMessage, response: ServerResponse, withIdToken: boolean): Promise<void> {
    const form = new URLSearchParams(await textOf(request));
    const granted = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const fits =
      granted &&
      granted.redirect === form.get('redirect_uri') &&
      isClient(request, form) &&
      isVerified(granted, form.get('code_verifier'));
    if (!fits) return json(response, { error: 'invalid_grant' }, 400);
    const token = randomUUID();
    tokens.set(token, granted.account);
    const id = withIdToken
      ? { id_token: idToken(granted, granted.account.fault === 'signature' ? other.privateKey : right.privateKey) }
      : {};
    json(response, { access_token: token, token_type: 'bearer', expires_in: 300, scope: 'openid', ...id });
  }

  function idToken({ account: { subject, name, emails, groups, fault }, nonce }: Granted, key: KeyObject): string {
    const now = Math.floor(Date.now() / 1000);
    return signed(
      {
        iss: issuer,
        aud: fault === 'audience' ? 'somebody else' : CLIENT.id,
        sub: subject,
        iat: now,
        exp: now + 300,
        nonce: fault === 'nonce' ? 'another' : nonce,
        name,
        email: emails[0]?.email,
        email_verified: emails[0]?.verified ?? false,
        groups,
      },
      key,
    );
  }

  const environment = {
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: CLIENT.id,
    OIDC_CLIENT_SECRET: CLIENT.secret,
    OIDC_NAME: 'Outside',
    OIDC_ROLES: 'desk=editor,chiefs=reviewer',
    GITHUB_ID: CLIENT.id,
    GITHUB_SECRET: CLIENT.secret,
    GITHUB_URL: `${base}/github`,
    GITHUB_ROLES: 'our-desk=editor',
  };
  return {
    environment,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function discovery(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    code_challenge_methods_supported: ['S256'],
  };
}

function signed(claims: object, key: KeyObject): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ alg: 'RS256', kid: KEY_ID, typ: 'JWT' })}.${part(claims)}`;
  return `${text}.${createSign('RSA-SHA256').update(text).sign(key).toString('base64url')}`;
}

/** The client's secret, as a header or in the form. */
function isClient(request: IncomingMessage, form: URLSearchParams): boolean {
  const [, basic] = /^Basic (.+)$/.exec(request.headers.authorization ?? '') ?? [];
  const [id, secret] = basic
    ? Buffer.from(basic, 'base64')
        .toString()
        .split(':')
        .map((part) => decodeURIComponent(part.replaceAll('+', ' ')))
    : [form.get('client_id'), form.get('client_secret')];
  return id === CLIENT.id && secret === CLIENT.secret;
}

function isVerified({ challenge }: Granted, verifier: string | null): boolean {
  return (
    challenge === null ||
    createHash('sha256')
      .update(verifier ?? '')
      .digest('base64url') === challenge
  );
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

function json(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
}
