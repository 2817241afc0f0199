import type { AppError } from '../../../kernel/app-error.ts';
import type { EntryId } from '../../../kernel/ids.ts';
import type { Actor } from '../../../kernel/permission/actor.ts';
import { fail, ok, type Result } from '../../../kernel/result.ts';
import type { Store } from '../../../platform/database/database.ts';
import { transact } from '../../../platform/database/transaction.ts';
import type { SeenText } from '../rules/approve.ts';
import { cancelSchedule, schedule } from '../rules/schedule.ts';
import { clearSchedule, isScheduled, setSchedule } from '../store/schedules.ts';
import { decideApproval } from './parts/approval.ts';
import { openSnapshot } from './parts/move-proposal.ts';

/** An approval that waits for its time (ISO). */
export type WaitingApproval = { entry: EntryId; at: string };

/**
 * Approves exactly the content that was seen, for later: it stays in review until a worker publishes it at `at`, as
 * this person. An earlier time is replaced.
 */
export function scheduleApproval(
  store: Store,
  actor: Actor,
  entry: EntryId,
  seen: SeenText & { at: Date },
  now = new Date(),
): Promise<Result<WaitingApproval, AppError>> {
  return transact(store, async (db) => {
    const open = await openSnapshot(db, actor, entry, 'entry.approve');
    if (!open.ok) return open;
    const { proposal, snapshot } = open.value;
    const allowed = await decideApproval(db, actor, snapshot, proposal, seen);
    if (!allowed.ok) return allowed;
    const decision = schedule(allowed.value, seen.at, now);
    if (!decision.ok) return decision;
    const done = await setSchedule(
      db.prisma,
      actor,
      { proposal: proposal.id, version: proposal.version },
      decision.value,
    );
    return done ? ok({ entry, at: seen.at.toISOString() }) : fail({ code: 'text-changed' });
  });
}

/** Takes the time of an approval back: the proposal waits for a decision again. */
export function cancelScheduledApproval(
  store: Store,
  actor: Actor,
  entry: EntryId,
): Promise<Result<{ entry: EntryId; state: 'in_review' }, AppError>> {
  return transact(store, async (db) => {
    const open = await openSnapshot(db, actor, entry, 'entry.approve');
    if (!open.ok) return open;
    const { proposal } = open.value;
    const decision = cancelSchedule(proposal, await isScheduled(db, proposal.id));
    if (!decision.ok) return decision;
    return (await clearSchedule(db, actor, proposal.id))
      ? ok({ entry, state: decision.value.state })
      : fail({ code: 'not-scheduled' });
  });
}
