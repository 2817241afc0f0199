import type { AuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { clientAddress } from '#lib/auth/client-address.ts';
import { openSession } from '#lib/auth/sessions.ts';
import { type SignIn, signInByPassword } from '#lib/auth/sign-in.ts';
import { currentStore } from '#lib/store/current.ts';
import { endSession, SESSION_DAYS } from '#lib/store/sessions.ts';
import { isUnavailable } from '#lib/store/unavailable.ts';
import { faultForLog, log } from '../../log.ts';
import { claimsOf, isSecureSite, sessionCookieName } from '../../session-cookie.ts';
import { outsideProviders } from './outside-providers.ts';

/** A session ends two weeks after signing in; what it allows is read from the database on each request anyway. */
const LONGEST_SECONDS = SESSION_DAYS * 24 * 60 * 60;

/** How people sign in with this request. A cookie holds the person's id, the session's and the epoch, and nothing else. */
export function signInOptions(request: Pick<Request, 'headers'>): AuthOptions {
  const header = (name: string) => request.headers.get(name);
  const from = { agent: header('user-agent'), address: clientAddress(header) };
  return {
    session: { strategy: 'jwt', maxAge: LONGEST_SECONDS },
    pages: { signIn: '/sign-in', error: '/sign-in', signOut: '/sign-in' },
    useSecureCookies: isSecureSite(),
    cookies: { sessionToken: { name: sessionCookieName(), options: { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecureSite() } } },
    providers: [passwordProvider(from.address), ...outsideProviders()],
    callbacks: {
      signIn: ({ user }) => user.here !== undefined,
      jwt: async ({ token, user }) => (user?.here ? ((await openSession(currentStore(), user.here.person, user.here.by, from)) ?? {}) : token),
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: {
      signOut: async ({ token }) => {
        const claims = claimsOf(token as Record<string, unknown>);
        if (claims) await endSession(currentStore(), claims);
      },
    },
    logger: {
      error: (code, metadata) => log.warn({ code, ...faultForLog(metadata instanceof Error ? metadata : metadata.error) }, 'sign-in failed'),
      warn: () => undefined,
      debug: () => undefined,
    },
  };
}

const passwordProvider = (address: string | undefined) =>
  Credentials({
    credentials: { email: { type: 'email' }, password: { type: 'password' }, code: {} },
    async authorize(typed) {
      const { email, password, code } = typed ?? {};
      const outcome = await signInByPassword(currentStore(), { email, password, ...(code === undefined ? {} : { code }) }, address).catch(mute);
      if (!outcome.ok && outcome.because === 'refused') return null;
      if (!outcome.ok) throw new Error(outcome.because);
      return { id: String(outcome.person), here: outcome };
    },
  });

/** next-auth shows the message of whatever is thrown in an address, so a fault is logged here and named there by one word. */
function mute(error: unknown): Exclude<SignIn, { ok: true }> | { ok: false; because: 'unavailable' | 'fault' } {
  log.error(faultForLog(error), 'sign-in failed');
  return { ok: false, because: isUnavailable(error) ? 'unavailable' : 'fault' };
}
