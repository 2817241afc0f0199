import type { PersonId } from '../domain/ids.ts';
import { credentials } from '../schemas/sign-in.ts';
import type { Store } from '../store/database.ts';
import { personByEmail } from '../store/people.ts';
import { passwordFits } from './passwords.ts';
import { countTry, forgetTries } from './throttle.ts';

/** What a session holds: whose it is, and the epoch that ends it when a right or the password changes. */
export type Claims = { person: PersonId; epoch: number };

export type SignIn = { ok: true; claims: Claims } | { ok: false; because: 'refused' | 'throttled' };

const REFUSED: SignIn = { ok: false, because: 'refused' };

/**
 * Checks an e-mail address and a password. Unknown, disabled, without a password and wrong password
 * are one answer, and take the same time.
 */
export async function signInByPassword(store: Store, typed: unknown, address: string | undefined): Promise<SignIn> {
  const input = credentials.safeParse(typed);
  if (!input.success) return REFUSED;
  const { email, password } = input.data;
  if (!(await countTry(store, email, address))) return { ok: false, because: 'throttled' };
  const person = await personByEmail(store, email);
  const fits = await passwordFits(person?.passwordHash, password);
  if (!person || !fits || person.disabledAt) return REFUSED;
  await forgetTries(store, email);
  return { ok: true, claims: { person: person.id, epoch: person.sessionEpoch } };
}

/** The claims of somebody whom another service vouches for: a person whom an admin made with one of these verified addresses. */
export async function signInByVerifiedEmail(store: Store, verified: readonly string[]): Promise<Claims | undefined> {
  for (const email of verified) {
    const person = await personByEmail(store, email.trim().toLowerCase());
    if (person && !person.disabledAt) return { person: person.id, epoch: person.sessionEpoch };
  }
  return undefined;
}
