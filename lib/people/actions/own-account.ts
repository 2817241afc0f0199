import { recordEvents } from '../../audit/store/audit.ts';
import type { AppError } from '../../kernel/app-error.ts';
import type { PersonId } from '../../kernel/ids.ts';
import type { MailNotices } from '../../kernel/newsroom/mail-times.ts';
import { type Actor, forbidden } from '../../kernel/permission/actor.ts';
import { fail, ok, type Result } from '../../kernel/result.ts';
import type { Store } from '../../platform/database/database.ts';
import { inTransaction } from '../../platform/database/transaction.ts';
import { hashPassword } from '../sign-in/passwords.ts';
import { changeAccount, changePerson, personById } from '../store/people.ts';
import { endOtherRows, endSessionRow } from '../store/sessions.ts';
import { changedBy } from './parts/manager.ts';
import { notThePassword } from './parts/own-password.ts';

/** Changes a person's own name or what they are mailed. */
export async function changeOwnAccount(
  store: Store,
  actor: Actor,
  change: { name?: string | undefined; mailNotices?: MailNotices | undefined },
): Promise<Result<{ id: PersonId }, AppError>> {
  const no = forbidden(actor, 'account.own');
  if (no) return fail(no);
  const said = Object.fromEntries(
    Object.entries(change).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
  return inTransaction(store, async (tx) => {
    await changeAccount(tx, actor.person, change);
    if (Object.keys(said).length)
      await recordEvents(tx, changedBy(actor), { type: 'change-account', payload: { person: actor.person, ...said } });
    return ok({ id: actor.person });
  });
}

/**
 * Sets a person's own password, the old one given, and ends what the account had before, this session too. Whoever knew
 * the old one may be the one who sets this, so they count as knowing it.
 */
export async function changeOwnPassword(
  store: Store,
  actor: Actor,
  { old, password }: { old: string; password: string },
): Promise<Result<{ id: PersonId }, AppError>> {
  const no = forbidden(actor, 'account.own') ?? (await notThePassword(store, actor.person, old, 'old'));
  if (no) return fail(no);
  const person = await personById(store, actor.person);
  const hashed = await hashPassword(password, [person?.name ?? '', person?.email ?? '']);
  if (!hashed.ok) return hashed;
  return inTransaction(store, async (tx) => {
    await changePerson(tx, actor.person, { passwordHash: hashed.value, hands: actor.hands ?? [] }, 'password-by-self');
    await recordEvents(tx, changedBy(actor), { type: 'change-password', payload: { person: actor.person } });
    return ok({ id: actor.person });
  });
}

/** Ends one session of one's own. */
export async function endOwnSession(
  store: Store,
  actor: Actor,
  session: string,
): Promise<Result<{ ended: number }, AppError>> {
  const no = forbidden(actor, 'account.own');
  if (no) return fail(no);
  return inTransaction(store, async (tx) => {
    if (!(await endSessionRow(tx, actor.person, session)))
      return fail({ code: 'not-found' as const, what: 'An open session of yours with this id' });
    await recordEvents(tx, changedBy(actor), { type: 'end-session', payload: { person: actor.person, session } });
    return ok({ ended: 1 });
  });
}

/** Ends every session of one's own but the one that asks. */
export async function endOtherSessions(
  store: Store,
  actor: Actor,
  current: string,
): Promise<Result<{ ended: number }, AppError>> {
  const no = forbidden(actor, 'account.own');
  return no ? fail(no) : ok({ ended: await endOtherRows(store, changedBy(actor), actor.person, current) });
}
