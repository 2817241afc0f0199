import type { AuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { clientAddress } from '#lib/auth/client-address.ts';
import { signInByPassword } from '#lib/auth/sign-in.ts';
import { currentStore } from '#lib/store/current.ts';
import { isUnavailable } from '#lib/store/unavailable.ts';
import { faultForLog, log } from '../../log.ts';
import { isSecureSite, sessionCookieName } from '../../session-cookie.ts';
import { outsideProviders } from './outside-providers.ts';

/** A session ends two weeks after signing in; what it allows is read from the database on each request anyway. */
const TWO_WEEKS_SECONDS = 14 * 24 * 60 * 60;

/** How people sign in. A session holds the person's id and epoch and nothing else. */
export function signInOptions(): AuthOptions {
  return {
    session: { strategy: 'jwt', maxAge: TWO_WEEKS_SECONDS },
    pages: { signIn: '/sign-in', error: '/sign-in', signOut: '/sign-in' },
    useSecureCookies: isSecureSite(),
    cookies: { sessionToken: { name: sessionCookieName(), options: { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecureSite() } } },
    providers: [passwordProvider, ...outsideProviders()],
    callbacks: {
      signIn: ({ user }) => user.claims !== undefined,
      jwt: ({ token, user }) => (user?.claims ? { ...user.claims } : token),
      session: ({ session }) => ({ expires: session.expires }),
    },
    logger: {
      error: (code, metadata) => log.warn({ code, ...faultForLog(metadata instanceof Error ? metadata : metadata.error) }, 'sign-in failed'),
      warn: () => undefined,
      debug: () => undefined,
    },
  };
}

const passwordProvider = Credentials({
  credentials: { email: { type: 'email' }, password: { type: 'password' } },
  async authorize(typed, request) {
    const { email, password } = typed ?? {};
    const outcome = await signInByPassword(
      currentStore(),
      { email, password },
      clientAddress((name) => request.headers?.[name]),
    ).catch(mute);
    if (!outcome.ok && outcome.because === 'refused') return null;
    if (!outcome.ok) throw new Error(outcome.because);
    return { id: String(outcome.claims.person), claims: outcome.claims };
  },
});

/** next-auth shows the message of whatever is thrown in an address, so a fault is logged here and named there by one word. */
function mute(error: unknown): { ok: false; because: 'unavailable' | 'fault' } {
  log.error(faultForLog(error), 'sign-in failed');
  return { ok: false, because: isUnavailable(error) ? 'unavailable' : 'fault' };
}
