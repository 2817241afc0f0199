import { afterEach, expect, test, vi } from 'vitest';
import { signInOptions } from '../../../app/api/auth/options.ts';
import { deviceCookie, sessionCookieName } from '../../../app/session-cookie.ts';

afterEach(() => vi.unstubAllEnvs());

const options = () => signInOptions({ headers: new Headers({ 'x-forwarded-proto': 'https' }) }, () => undefined);

test.each(['https://news.example', 'HTTPS://news.example'])('at %s every cookie is for https alone', (site) => {
  vi.stubEnv('NEXTAUTH_URL', site);
  expect(sessionCookieName()).toBe('__Secure-dateline.session');
  expect(deviceCookie('a')).toMatch(/^__Secure-dateline\.device=a; .*; Secure$/);
  expect(options()).toMatchObject({
    useSecureCookies: true,
    cookies: { sessionToken: { options: { httpOnly: true, sameSite: 'lax', secure: true } } },
  });
});

test.each(['http://news.example', 'http://localhost:3000', undefined])(
  'at %s none is, whatever a client says of how it came',
  (site) => {
    vi.stubEnv('NEXTAUTH_URL', site);
    expect(sessionCookieName()).toBe('dateline.session');
    expect(deviceCookie('a')).not.toContain('Secure');
    expect(options()).toMatchObject({
      useSecureCookies: false,
      cookies: { sessionToken: { options: { httpOnly: true, sameSite: 'lax', secure: false } } },
    });
  },
);
