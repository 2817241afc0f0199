import type { PersonId } from '../domain/ids.ts';
import { credentials } from '../schemas/sign-in.ts';
import type { Store } from '../store/database.ts';
import { personByEmail, type StoredPerson } from '../store/people.ts';
import type { OpenedBy } from '../store/sessions.ts';
import { passwordFits } from './passwords.ts';
import { secondFactorFits } from './second-factor.ts';
import { countTry, forgetTries, mayTry } from './throttle.ts';

/** Somebody who proved who they are, and with what; or why not. `code-asked`: the password was right, and a second factor is wanted too. */
export type SignIn = { ok: true; person: PersonId; by: OpenedBy } | { ok: false; because: 'refused' | 'throttled' | 'code-asked' | 'code-wrong' };

const REFUSED: SignIn = { ok: false, because: 'refused' };

/**
 * Checks an e-mail address and a password, and the second factor of whoever has one, which nobody learns
 * without the right password. Unknown, disabled, without a password and wrong password are one answer, and
 * take the same time.
 */
export async function signInByPassword(store: Store, typed: unknown, address: string | undefined): Promise<SignIn> {
  const input = credentials.safeParse(typed);
  if (!input.success) return REFUSED;
  const { email, password, code } = input.data;
  if (!(await countTry(store, email, address))) return { ok: false, because: 'throttled' };
  const person = await personByEmail(store, email);
  const fits = await passwordFits(person?.passwordHash, password);
  if (!person || !fits || person.disabledAt) return REFUSED;
  const done = person.totpSince ? await checkCode(store, person, code) : ({ ok: true, person: person.id, by: 'password' } as const);
  if (done.ok) await forgetTries(store, email);
  return done;
}

async function checkCode(store: Store, person: StoredPerson, code: string | undefined): Promise<SignIn> {
  if (!code?.trim()) return { ok: false, because: 'code-asked' };
  if (!(await mayTry(store, 'code', person.email))) return { ok: false, because: 'throttled' };
  const by = await secondFactorFits(store, person, code);
  if (!by) return { ok: false, because: 'code-wrong' };
  await forgetTries(store, person.email, 'code');
  return { ok: true, person: person.id, by };
}
