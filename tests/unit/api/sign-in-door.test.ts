import { NextRequest } from 'next/server';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';

const SITE = 'http://localhost:3000';
const logged: string[] = [];

beforeAll(() => {
  vi.stubEnv('NEXTAUTH_URL', SITE);
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of this test, which is long enough');
  vi.stubEnv('GITHUB_ID', 'id');
  vi.stubEnv('GITHUB_SECRET', 'secret');
  vi.stubEnv('OIDC_ISSUER', '');
});

beforeEach(() => {
  logged.length = 0;
  for (const level of ['log', 'warn', 'error'] as const)
    vi.spyOn(console, level).mockImplementation((...said) => void logged.push(said.join(' ')));
});

type Sent = { body?: string; type?: string; cookie?: string };

async function ask(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  { body, type = 'application/json', cookie }: Sent = {},
): Promise<Response> {
  const route = await import('../../../app/api/auth/[...nextauth]/route.ts');
  const { log } = await import('../../../app/log.ts');
  for (const level of ['warn', 'error'] as const)
    vi.spyOn(log, level).mockImplementation((...said: unknown[]) => void logged.push(JSON.stringify(said)));
  const headers = { ...(body === undefined ? {} : { 'Content-Type': type }), ...(cookie ? { Cookie: cookie } : {}) };
  const request = new NextRequest(`${SITE}/api/auth/${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body }),
  });
  const nextauth = (path.split('?')[0] ?? '').split('/').map(decodeURIComponent);
  return route[method](request, { params: Promise.resolve({ nextauth }) });
}

test('what signing in asks for answers as before', async () => {
  const csrf = await ask('GET', 'csrf');
  expect(csrf.status).toBe(200);
  expect(((await csrf.json()) as { csrfToken: string }).csrfToken).toMatch(/^[0-9a-f]{64}$/);
  expect(csrf.headers.getSetCookie().join()).toContain('next-auth.csrf-token=');
  expect(Object.keys((await (await ask('GET', 'providers')).json()) as object)).toEqual(['credentials', 'github']);
  expect(await (await ask('GET', 'session')).json()).toEqual({});
  const gone = await ask('GET', 'error?error=Configuration');
  expect([gone.status, gone.headers.get('location')]).toEqual([302, '/sign-in?error=Configuration']);
  const form = await ask('POST', 'signin/github', {
    body: 'csrfToken=x&json=true',
    type: 'application/x-www-form-urlencoded',
  });
  expect(((await form.json()) as { url: string }).url).toContain('csrf=true');
});

test.each([
  '_log',
  'verify-request',
  'nothing',
  'session/more',
  'callback/email',
  'callback/oidc',
  'signin/credentials',
  'constructor',
  '__proto__',
  'callback/__proto__',
  'csrf/',
])('/api/auth/%s is not there', async (path) => {
  for (const method of ['GET', 'POST', 'PUT', 'DELETE'] as const) {
    const answer = await ask(method, path, method === 'POST' ? { body: '{"level":"error","code":"FORGED"}' } : {});
    expect([method, answer.status, answer.headers.get('content-type')]).toEqual([
      method,
      404,
      'application/problem+json',
    ]);
  }
  expect(logged).toEqual([]);
});

test('a way that is there answers to its own methods alone', async () => {
  for (const [method, path] of [
    ['POST', 'csrf'],
    ['POST', 'session'],
    ['POST', 'callback/github'],
    ['GET', 'callback/credentials'],
    ['GET', 'signin/github'],
    ['PUT', 'signout'],
    ['DELETE', 'session'],
  ] as const) {
    const answer = await ask(method, path);
    expect([path, answer.status]).toEqual([path, 405]);
    expect(answer.headers.get('allow')).toMatch(/^(?:GET|POST)/);
  }
});

test('what cannot be read is refused, and nothing of it is logged', async () => {
  const broken = ['{"a": FORGED\n"line"', '[1]', '"text"', 'null', '\u0000'];
  for (const body of broken)
    expect([body, (await ask('POST', 'callback/credentials', { body })).status]).toEqual([body, 400]);
  expect((await ask('POST', 'callback/credentials', { body: '{"email":{"a":1}}' })).status).toBe(400);
  expect((await ask('POST', 'callback/credentials', { body: 'x', type: 'text/plain' })).status).toBe(415);
  expect((await ask('POST', 'callback/credentials', { body: 'a'.repeat(1_000_001) })).status).toBe(413);
  expect(logged).toEqual([]);
});

test('an address to go on to that is none is refused, and a cookie that names one is as good as none', async () => {
  for (const url of ['javascript:alert(1)', 'data:text/html,x', 'nowhere', '//', 'http://'])
    for (const path of ['session', 'csrf', 'signin'])
      expect([url, path, (await ask('GET', `${path}?callbackUrl=${encodeURIComponent(url)}`)).status]).toEqual([
        url,
        path,
        400,
      ]);
  for (const name of ['next-auth.callback-url', '__Secure-next-auth.callback-url'])
    expect(
      (await ask('GET', 'session', { cookie: `${name}=${encodeURIComponent('javascript:alert(1)')}` })).status,
    ).toBe(200);
  const foreign = await ask('GET', 'signin?callbackUrl=https://evil.example/');
  expect([foreign.status, foreign.headers.get('location')]).toEqual([
    302,
    `/sign-in?callbackUrl=${encodeURIComponent(SITE)}`,
  ]);
  expect(logged).toEqual([]);
});

test('the name of an error does not come to stand in a header unseen', async () => {
  const answer = await ask('GET', `error?error=${encodeURIComponent('a\r\nSet-Cookie: x=1')}`);
  expect(answer.status).toBe(302);
  expect(answer.headers.get('location')).not.toContain('Cookie');
});
