import type { AppError } from '../../../kernel/app-error.ts';
import { explain } from '../../../kernel/explain-error.ts';
import type { ProposalId } from '../../../kernel/ids.ts';
import { type Actor, forbidden } from '../../../kernel/permission/actor.ts';
import { personInside } from '../../../people/store/people.ts';
import type { Store } from '../../../platform/database/database.ts';
import { inTransaction, Rollback, type Transaction } from '../../../platform/database/transaction.ts';
import { lateMinutes } from '../rules/schedule.ts';
import { claimDue, type DuePublication, failSchedule } from '../store/schedules.ts';
import { approveWithin } from './parts/approval.ts';

/** What came of the approvals that were due. `faults` are those that broke off; they are tried again. */
export type PublishedInTime = { published: number; failed: number; faults: unknown[] };

/**
 * Publishes every approval whose time has come, as whoever set it, with the rights that this person has now. Each is
 * held by a lock while it is done, so that of two workers one does it. What cannot be kept (a right that is gone, a
 * text that moved) is told and waits for a decision again.
 */
export async function publishScheduled(store: Store, clock: () => Date = () => new Date()): Promise<PublishedInTime> {
  const done: PublishedInTime = { published: 0, failed: 0, faults: [] };
  const broken: ProposalId[] = [];
  for (;;) {
    const turn = await takeNext(store, clock(), broken);
    if (turn.outcome === 'none') return done;
    if (turn.outcome === 'fault') {
      broken.push(turn.due.proposal);
      done.faults.push(turn.error);
    } else done[turn.outcome] += 1;
  }
}

type ScheduledOutcome =
  | { outcome: 'none' | 'published' | 'failed' }
  | { outcome: 'fault'; due: DuePublication; error: unknown };

async function takeNext(store: Store, now: Date, except: readonly ProposalId[]): Promise<ScheduledOutcome> {
  let due: DuePublication | undefined;
  try {
    return await inTransaction(store, async (tx): Promise<ScheduledOutcome> => {
      due = await claimDue(tx, now, except);
      if (!due) return { outcome: 'none' };
      const problem = await approveDue(tx, due, now);
      if (problem) await failSchedule(tx, due, explain(problem).detail);
      return { outcome: problem ? 'failed' : 'published' };
    });
  } catch (error) {
    const claimed = due;
    if (!claimed) throw error;
    if (!(error instanceof Rollback)) return { outcome: 'fault', due: claimed, error };
    const problem = explain(error.error).detail;
    await inTransaction(store, (tx) => failSchedule(tx, claimed, problem));
    return { outcome: 'failed' };
  }
}

/** Approves within `tx` what is due; the error where that is no longer allowed. */
async function approveDue(tx: Transaction, due: DuePublication, now: Date): Promise<AppError | undefined> {
  const person = await personInside(tx, { id: due.by });
  const actor: Actor = { person: due.by, role: person?.role ?? 'editor', channel: 'screen', hands: due.hands };
  const no =
    person && !person.disabledAt
      ? forbidden(actor, 'entry.approve')
      : ({ code: 'not-allowed', permission: 'entry.approve' } as const);
  if (no) return no;
  const late = lateMinutes(due.at, now);
  const done = await approveWithin(
    tx,
    actor,
    due.entry,
    { hash: due.hash },
    { scheduledFor: due.at.toISOString(), ...(late === undefined ? {} : { lateMinutes: late }) },
  );
  return done.ok ? undefined : done.error;
}
