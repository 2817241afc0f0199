import type { z } from 'zod';
import { type PersonId, toId } from '../../kernel/ids.ts';
import type { Store } from '../../platform/database/database.ts';
import { credentials } from '../contract/sign-in.ts';
import { isKnownDevice, keepDevice, usualAddresses } from '../store/known-devices.ts';
import { personByEmail, type StoredPerson } from '../store/people.ts';
import type { SignInWay } from '../store/sessions.ts';
import { networkOf } from './client-address.ts';
import { noteFailedSignIn } from './failed-sign-ins.ts';
import { passwordFits } from './passwords.ts';
import { secondFactorFits } from './second-factor.ts';
import { fingerprint } from './secrets.ts';
import { countTry, forgetFrom, forgetTries, mayTry } from './throttle.ts';

/**
 * Somebody who proved who they are, and with what; or why not. `code-asked`: the password was right, and a second
 * factor is wanted too.
 */
export type SignIn =
  | { ok: true; person: PersonId; by: SignInWay; epoch?: number }
  | { ok: false; because: 'refused' | 'throttled' | 'code-asked' | 'code-wrong' };

type Credentials = z.output<typeof credentials>;

const NOBODY = toId<PersonId>(0);
const REFUSED: SignIn = { ok: false, because: 'refused' };
const THROTTLED: SignIn = { ok: false, because: 'throttled' };

/**
 * Checks an e-mail address and a password, and the second factor of whoever has one, which nobody learns
 * without the right password. Unknown, disabled, without a password and wrong password are one answer, and
 * take the same time. Where there were too many tries, a right second factor beside the right password still gets in.
 * `device` is the secret of a browser that somebody signed in with before.
 */
export async function signInByPassword(
  store: Store,
  typed: unknown,
  address: string | undefined,
  device?: string,
): Promise<SignIn> {
  const input = credentials.safeParse(typed);
  if (!input.success) return REFUSED;
  const { email } = input.data;
  const network = address === undefined ? undefined : networkOf(address);
  const isCounted = await countTry(store, email, network);
  const person = await personByEmail(store, email);
  const mayGoOn = isCounted || (await isKnown(store, person, network, device));
  const outcome = mayGoOn
    ? await prove(store, person, input.data)
    : await proveTwice(store, person, input.data, network);
  if (outcome.ok) await forgetFrom(store, email, network);
  else if (outcome.because !== 'code-asked')
    await noteFailedSignIn(store, { ...REASONS[outcome.because], person: person?.id, network });
  return outcome;
}

/** Keeps the browser of somebody who got in, whatever strangers try. The secret is for its cookie. */
export async function knowDevice(store: Store, person: PersonId, device: string): Promise<void> {
  await keepDevice(store, person, deviceHash(person, device));
}

const REASONS = {
  refused: { type: 'sign-in-failed', why: 'wrong e-mail address or password' },
  'code-wrong': { type: 'sign-in-failed', why: 'wrong code after the right password' },
  throttled: { type: 'sign-in-throttled', why: 'too many tries' },
} as const;

/**
 * Whether a try comes from where somebody signed in before, by the browser or the network: what others try elsewhere
 * does not count there, only what is tried there.
 */
async function isKnown(
  store: Store,
  person: StoredPerson | undefined,
  network: string | undefined,
  device: string | undefined,
): Promise<boolean> {
  // Nobody is asked for as well, so that it takes as long where there is no such account.
  const id = person?.id ?? NOBODY;
  const known = device === undefined ? undefined : deviceHash(id, device);
  if (known && (await isKnownDevice(store, id, known))) return mayTry(store, 'known', known);
  const isUsual =
    network !== undefined && (await usualAddresses(store, id)).some((usual) => networkOf(usual) === network);
  return isUsual && mayTry(store, 'known', `${id}`, network);
}

/** One browser may be known to several people. */
function deviceHash(person: PersonId, device: string): string {
  return fingerprint(`${person} ${device}`);
}

/** After too many tries: password and second factor together, or nothing. Which of the two was wrong is not said. */
async function proveTwice(
  store: Store,
  person: StoredPerson | undefined,
  typed: Credentials,
  network = '',
): Promise<SignIn> {
  if (!typed.code?.trim() || !(await mayTry(store, 'throttled-code', typed.email, network))) return THROTTLED;
  const outcome = await prove(store, person, typed);
  return outcome.ok && outcome.by !== 'password' ? outcome : THROTTLED;
}

async function prove(store: Store, person: StoredPerson | undefined, { password, code }: Credentials): Promise<SignIn> {
  const fits = await passwordFits(person?.passwordHash, password);
  if (!person || !fits || person.disabledAt) return REFUSED;
  return person.totpSince
    ? checkCode(store, person, code)
    : { ok: true, person: person.id, by: 'password', epoch: person.sessionEpoch };
}

async function checkCode(store: Store, person: StoredPerson, code: string | undefined): Promise<SignIn> {
  if (!code?.trim()) return { ok: false, because: 'code-asked' };
  if (!(await mayTry(store, 'code', person.email))) return THROTTLED;
  const by = await secondFactorFits(store, person, code);
  if (!by) return { ok: false, because: 'code-wrong' };
  await forgetTries(store, person.email, 'code');
  return { ok: true, person: person.id, by, epoch: person.sessionEpoch };
}
