import { recordEvents } from '../../audit/store/audit.ts';
import type { AppError } from '../../kernel/app-error.ts';
import type { PersonId } from '../../kernel/ids.ts';
import { type Actor, forbidden, handsIn } from '../../kernel/permission/actor.ts';
import { fail, ok, type Result } from '../../kernel/result.ts';
import type { Store } from '../../platform/database/database.ts';
import { inTransaction, Rollback } from '../../platform/database/transaction.ts';
import { networkOf } from '../sign-in/client-address.ts';
import { hashPassword } from '../sign-in/passwords.ts';
import { fingerprint, newSecret } from '../sign-in/secrets.ts';
import { liftLock, mayTry } from '../sign-in/throttle.ts';
import { insertReset, openReset, spendReset } from '../store/password-resets.ts';
import { changePerson, personByEmail, personById } from '../store/people.ts';
import { changedBy } from './parts/manager.ts';

/** A one-time link's secret, which is in this answer and stored nowhere. */
export type ResetLink = { email: string; secret: string; expiresAt: Date };

const DEAD: AppError = { code: 'dead-link' };

/**
 * Whether somebody at this address may ask for a link now. One account asked for too often is for `resetForAddress` to
 * keep silent about.
 */
export async function mayAskForReset(store: Store, address: string | undefined): Promise<Result<undefined, AppError>> {
  return address && !(await mayTry(store, 'reset-address', networkOf(address)))
    ? fail({ code: 'throttled' })
    : ok(undefined);
}

/**
 * The link for whoever has this e-mail address; undefined where nobody who can sign in has it, or it was asked for too
 * often. Nobody outside may learn which.
 */
export async function resetForAddress(store: Store, email: string): Promise<ResetLink | undefined> {
  if (!(await mayTry(store, 'reset-account', email))) return undefined;
  const person = await personByEmail(store, email);
  if (!person || person.disabledAt) return undefined;
  const secret = newSecret();
  return inTransaction(store, async (tx) => {
    const expiresAt = await insertReset(tx, person.id, fingerprint(secret));
    if (!expiresAt) return undefined;
    await recordEvents(tx, { person: null, channel: 'screen' }, { type: 'ask-reset', payload: { person: person.id } });
    return { email, secret, expiresAt };
  });
}

/** A link that an admin hands over, for a person to set a new password with. */
export async function resetForPerson(store: Store, actor: Actor, id: PersonId): Promise<Result<ResetLink, AppError>> {
  const no = forbidden(actor, 'people.manage');
  if (no) return fail(no);
  const person = await personById(store, id);
  const secret = newSecret();
  return inTransaction(store, async (tx) => {
    const expiresAt = person && (await insertReset(tx, id, fingerprint(secret), handsIn(actor, id)));
    if (!expiresAt) return fail({ code: 'not-found' as const, what: `An active person with the number ${id}` });
    await recordEvents(tx, changedBy(actor), { type: 'make-reset-link', payload: { person: id } });
    return ok({ email: person.email, secret, expiresAt });
  });
}

/** Whose password a link sets. Used, too old and never made are one answer. */
export async function lookAtReset(store: Store, secret: string): Promise<Result<{ email: string }, AppError>> {
  const found = await openReset(store, fingerprint(secret));
  return found ? ok({ email: found.email }) : fail(DEAD);
}

/**
 * Sets the password of whom a link is for, and ends what the account had before. Of two at once with one link, one
 * wins.
 */
export async function resetPassword(
  store: Store,
  input: { secret: string; password: string },
): Promise<Result<{ id: PersonId }, AppError>> {
  const looked = await lookAtReset(store, input.secret);
  if (!looked.ok) return looked;
  const hashed = await hashPassword(input.password, [looked.value.email]);
  if (!hashed.ok) return hashed;
  try {
    const done = await inTransaction(store, async (tx) => {
      const spent = await spendReset(tx, fingerprint(input.secret));
      if (!spent) throw new Rollback(DEAD);
      const { id, hands } = spent;
      await changePerson(tx, id, { passwordHash: hashed.value, hands }, 'password-by-link');
      await recordEvents(tx, { person: id, channel: 'screen' }, { type: 'reset-password', payload: { person: id } });
      return { id };
    });
    await liftLock(store, looked.value.email);
    return ok(done);
  } catch (error) {
    if (error instanceof Rollback) return fail(error.error);
    throw error;
  }
}
