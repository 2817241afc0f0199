import type { AppError } from '../../../kernel/app-error.ts';
import type { Day } from '../../../kernel/day.ts';
import { type Actor, forbidden } from '../../../kernel/permission/actor.ts';
import { fail, ok, type Result } from '../../../kernel/result.ts';
import type { Store } from '../../../platform/database/database.ts';
import { transact } from '../../../platform/database/transaction.ts';
import { readSignOffState, writeSignOff } from '../store/day-sign-offs.ts';

/** A day's sign-off after a move: `changed` is false where it was like that already. */
export type SignOffResult = { day: Day; signed: boolean; changed: boolean };

/**
 * A reviewer signs a day off as it was seen. What was signed is that content: where something is published later, the
 * day shows as changed since, and nothing is taken back by itself. Signed again with another note, it is another
 * sign-off.
 */
export async function signOffDay(
  store: Store,
  actor: Actor,
  day: Day,
  seen: { content: string; note: string },
): Promise<Result<SignOffResult, AppError>> {
  const no = forbidden(actor, 'day.sign-off');
  if (no) return fail(no);
  return transact<SignOffResult>(store, async (db) => {
    const { content, signed, note } = await readSignOffState(db, day);
    if (content !== seen.content) return fail({ code: 'day-changed' });
    const saysMore = seen.note !== '' && seen.note !== note;
    if (signed === content && !saysMore) return ok({ day, signed: true, changed: false });
    await writeSignOff(db, actor, day, { signed: true, ...seen });
    return ok({ day, signed: true, changed: true });
  });
}

/** Takes the sign-off of a day back. */
export async function reopenDay(
  store: Store,
  actor: Actor,
  day: Day,
  { note }: { note: string },
): Promise<Result<SignOffResult, AppError>> {
  const no = forbidden(actor, 'day.sign-off');
  if (no) return fail(no);
  return transact<SignOffResult>(store, async (db) => {
    const { signed } = await readSignOffState(db, day);
    if (signed === null) return fail({ code: 'day-not-signed' });
    await writeSignOff(db, actor, day, { signed: false, content: signed, note });
    return ok({ day, signed: false, changed: true });
  });
}
