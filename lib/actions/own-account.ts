import { hashPassword, passwordFits } from '../auth/passwords.ts';
import { forgetTries, mayTry } from '../auth/throttle.ts';
import type { PersonId } from '../domain/ids.ts';
import type { MailNotices } from '../domain/notice/mail-times.ts';
import { type Actor, forbidden } from '../domain/permission/actor.ts';
import type { Refusal } from '../domain/refusals.ts';
import { ok, type Result, refuse } from '../domain/result.ts';
import type { Store } from '../store/database.ts';
import { forgetResets } from '../store/password-resets.ts';
import { changeAccount, changePerson, personById, recordPersonFact } from '../store/people.ts';
import { endOtherRows, endSessionRow } from '../store/sessions.ts';
import { inTransaction } from '../store/transaction.ts';
import { changedBy } from './manage-people.ts';

/** Changes a person's own name or what they are mailed. */
export async function changeOwnAccount(
  store: Store,
  actor: Actor,
  change: { name?: string | undefined; mailNotices?: MailNotices | undefined },
): Promise<Result<{ id: PersonId }, Refusal>> {
  const no = forbidden(actor, 'account.own');
  if (no) return refuse(no);
  const said = Object.fromEntries(Object.entries(change).filter((pair): pair is [string, string] => pair[1] !== undefined));
  return inTransaction(store, async (tx) => {
    await changeAccount(tx, actor.person, change);
    if (Object.keys(said).length) await recordPersonFact(tx, changedBy(actor), 'change-account', actor.person, said);
    return ok({ id: actor.person });
  });
}

/** Sets a person's own password, the old one given, and ends all their sessions, this one too. */
export async function changeOwnPassword(store: Store, actor: Actor, { old, password }: { old: string; password: string }): Promise<Result<{ id: PersonId }, Refusal>> {
  const no = forbidden(actor, 'account.own') ?? (await notThePassword(store, actor.person, old, 'old'));
  if (no) return refuse(no);
  const passwordHash = await hashPassword(password);
  return inTransaction(store, async (tx) => {
    await changePerson(tx, actor.person, { passwordHash });
    await forgetResets(tx, actor.person);
    await recordPersonFact(tx, changedBy(actor), 'change-password', actor.person);
    return ok({ id: actor.person });
  });
}

/** Ends one session of one's own. */
export async function endOwnSession(store: Store, actor: Actor, session: string): Promise<Result<{ ended: number }, Refusal>> {
  const no = forbidden(actor, 'account.own');
  if (no) return refuse(no);
  return inTransaction(store, async (tx) => {
    if (!(await endSessionRow(tx, actor.person, session))) return refuse({ code: 'not-found' as const, what: 'An open session of yours with this id' });
    await recordPersonFact(tx, changedBy(actor), 'end-session', actor.person, { session });
    return ok({ ended: 1 });
  });
}

/** Ends every session of one's own but the one that asks. */
export async function endOtherSessions(store: Store, actor: Actor, current: string): Promise<Result<{ ended: number }, Refusal>> {
  const no = forbidden(actor, 'account.own');
  return no ? refuse(no) : ok({ ended: await endOtherRows(store, changedBy(actor), actor.person, current) });
}

/** The refusal where what was typed is not a person's password; counted, so that an open screen is no place to guess at. */
export async function notThePassword(store: Store, person: PersonId, typed: string, field: string): Promise<Refusal | undefined> {
  if (!(await mayTry(store, 'own-password', String(person)))) return { code: 'throttled' };
  const kept = (await personById(store, person))?.passwordHash;
  if (!(await passwordFits(kept, typed))) return { code: 'invalid', fields: [{ field, message: 'is not your password.' }] };
  await forgetTries(store, String(person), 'own-password');
  return undefined;
}
