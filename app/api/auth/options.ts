import type { AuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { DATABASE_FAULTS } from '#lib/kernel/database-fault.ts';
import type { PersonId } from '#lib/kernel/ids.ts';
import { clientAddress } from '#lib/people/sign-in/client-address.ts';
import { openSession } from '#lib/people/sign-in/sessions.ts';
import { type SignIn, signInByPassword } from '#lib/people/sign-in/sign-in.ts';
import { endSession, SESSION_DAYS } from '#lib/people/store/sessions.ts';
import { currentStore } from '#lib/platform/database/current.ts';
import { faultForLog, log, noteOutage } from '../../log.ts';
import { claimsOf, deviceOf, isSecureSite, sessionCookieName } from '../../session-cookie.ts';
import { outsideProviders } from './outside-providers.ts';

/** A session ends two weeks after signing in; what it allows is read from the database on each request anyway. */
const LONGEST_SECONDS = SESSION_DAYS * 24 * 60 * 60;

/**
 * How people sign in with this request; `onEntered` hears who did, with a password. A session's cookie holds the
 * person's id, its own and the epoch, and nothing else.
 */
export function signInOptions(request: Pick<Request, 'headers'>, onEntered: (person: PersonId) => void): AuthOptions {
  const header = (name: string) => request.headers.get(name);
  const from = { agent: header('user-agent'), address: clientAddress(header), device: deviceOf(header('cookie')) };
  return {
    session: { strategy: 'jwt', maxAge: LONGEST_SECONDS },
    pages: { signIn: '/sign-in', error: '/sign-in', signOut: '/sign-in' },
    useSecureCookies: isSecureSite(),
    cookies: {
      sessionToken: {
        name: sessionCookieName(),
        options: { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecureSite() },
      },
    },
    providers: [passwordProvider(from, onEntered), ...outsideProviders()],
    callbacks: {
      signIn: ({ user }) => {
        // next-auth names the message of what is thrown to the sign-in page.
        if (user.refused) throw new Error(user.refused);
        return user.here !== undefined;
      },
      jwt: async ({ token, user }) =>
        user?.here
          ? ((await openSession(currentStore(), user.here.person, user.here.by, { ...from, epoch: user.here.epoch })) ??
            {})
          : token,
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: {
      signOut: async ({ token }) => {
        const claims = claimsOf(token);
        if (claims) await endSession(currentStore(), claims);
      },
    },
    logger: {
      error: (code, metadata) => logFault(code, metadata instanceof Error ? metadata : metadata.error),
      warn: () => undefined,
      debug: () => undefined,
    },
  };
}

/** What is a failed sign-in; a code that is still asked for is none. */
const KEPT_OUT: readonly string[] = ['refused', 'throttled', 'code-wrong'];

const passwordProvider = (
  { address, device }: { address: string | undefined; device: string | undefined },
  onEntered: (person: PersonId) => void,
) =>
  Credentials({
    credentials: { email: { type: 'email' }, password: { type: 'password' }, code: {} },
    async authorize(typed) {
      const { email, password, code } = typed ?? {};
      const outcome = await signInByPassword(
        currentStore(),
        { email, password, ...(code === undefined ? {} : { code }) },
        address,
        device,
      ).catch(mute);
      if (!outcome.ok && KEPT_OUT.includes(outcome.because))
        log.warn({ from: address, why: outcome.because }, 'sign-in refused');
      if (!outcome.ok && outcome.because === 'refused') return null;
      if (!outcome.ok) throw new Error(outcome.because);
      onEntered(outcome.person);
      return { id: String(outcome.person), here: outcome };
    },
  });

function logFault(code: string, error: unknown): void {
  if (!noteOutage(error)) log.warn({ code, ...faultForLog(error) }, 'sign-in failed');
}

/**
 * next-auth shows the message of whatever is thrown in an address, so a fault is logged here and named there by one
 * word.
 */
function mute(error: unknown): Exclude<SignIn, { ok: true }> | { ok: false; because: string } {
  const outage = noteOutage(error);
  if (outage) return { ok: false, because: DATABASE_FAULTS[outage.kind].code };
  log.error(faultForLog(error), 'sign-in failed');
  return { ok: false, because: 'fault' };
}
