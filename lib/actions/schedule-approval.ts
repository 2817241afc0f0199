import { cancelSchedule, schedule } from '../domain/entry/schedule.ts';
import type { EventId } from '../domain/ids.ts';
import type { Actor } from '../domain/permission/actor.ts';
import type { Refusal } from '../domain/refusals.ts';
import { ok, type Result, refuse } from '../domain/result.ts';
import type { Store } from '../store/database.ts';
import { clearSchedule, isScheduled, setSchedule } from '../store/schedules.ts';
import { inTransaction } from '../store/transaction.ts';
import { decideApproval } from './approve-entry.ts';
import { openStanding } from './move-proposal.ts';

/** An approval that waits for its time (ISO). */
export type WaitingApproval = { event: EventId; at: string };

/**
 * Approves exactly the content that was seen, for later: it stays in review until a worker publishes it at `at`, as this person. An
 * earlier time is replaced.
 */
export async function scheduleApproval(store: Store, actor: Actor, event: EventId, seen: { hash: string; at: Date }, now = new Date()): Promise<Result<WaitingApproval, Refusal>> {
  const open = await openStanding(store, actor, event, 'entry.approve');
  if (!open.ok) return open;
  const { proposal, standing } = open.value;
  const allowed = await decideApproval(store, actor, standing, proposal, seen);
  if (!allowed.ok) return allowed;
  const decision = schedule(allowed.value, seen.at, now);
  if (!decision.ok) return decision;
  const done = await inTransaction(store, (tx) => setSchedule(tx, actor, { proposal: proposal.id, version: proposal.version }, decision.value));
  return done ? ok({ event, at: seen.at.toISOString() }) : refuse({ code: 'text-changed' });
}

/** Takes the time of an approval back: the proposal waits for a decision again. */
export async function cancelScheduledApproval(store: Store, actor: Actor, event: EventId): Promise<Result<{ event: EventId; state: 'in_review' }, Refusal>> {
  const open = await openStanding(store, actor, event, 'entry.approve');
  if (!open.ok) return open;
  const { proposal } = open.value;
  const decision = cancelSchedule(proposal, await isScheduled(store, proposal.id));
  if (!decision.ok) return decision;
  return (await clearSchedule(store, actor, proposal.id)) ? ok({ event, state: decision.value.state }) : refuse({ code: 'not-scheduled' });
}
