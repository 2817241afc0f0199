import { recordEvents } from '../../../audit/store/audit.ts';
import type { EventId, PersonId, ProposalId } from '../../../kernel/ids.ts';
import type { Actor } from '../../../kernel/permission/actor.ts';
import { REVIEWS } from '../../../people/store/people.ts';
import type { Store } from '../../../platform/database/database.ts';
import { UNSCHEDULED } from '../../../platform/database/proposal-columns.ts';
import type { AnyDatabase, Database, Transaction } from '../../../platform/database/transaction.ts';
import { wakeWorkers } from '../../../runs/store/runs.ts';
import type { Scheduled } from '../rules/schedule.ts';

/** An approval whose time has come. */
export type Due = { proposal: ProposalId; event: EventId; at: Date; by: PersonId; hands: PersonId[]; hash: string };

/**
 * Sets the time of an approval on a proposal that still stands as it was read, in place of an earlier time, with the
 * fact. False where it moved meanwhile.
 */
export async function setSchedule(
  tx: Transaction,
  actor: Actor,
  at: { proposal: ProposalId; version: number },
  to: Scheduled,
): Promise<boolean> {
  const [scheduled] = await tx.$queryRaw<{ entry: EventId }[]>`
    UPDATE proposal SET publish_at = ${to.at}, scheduled_by = ${actor.person}, scheduled_hands = ${[...(actor.hands ?? [])]}::int[], scheduled_hash = ${to.hash}
      WHERE id = ${at.proposal} AND version = ${at.version} AND state = 'in_review' AND EXISTS (${REVIEWS(actor.person)}) RETURNING event_id AS entry`;
  if (!scheduled) return false;
  const payload = { at: to.at.toISOString(), hash: to.hash };
  await recordEvents(tx, actor, { type: 'schedule', entry: scheduled.entry, proposal: at.proposal, payload });
  await wakeWorkers(tx);
  return true;
}

/** Takes the time of an approval back, with the fact. False where none was set. */
export async function clearSchedule(
  { prisma }: Pick<Database, 'prisma'>,
  actor: Actor,
  proposal: ProposalId,
): Promise<boolean> {
  const [was] = await prisma.$queryRaw<{ entry: EventId; at: Date }[]>`
    WITH was AS (SELECT id, event_id, publish_at FROM proposal WHERE id = ${proposal} AND publish_at IS NOT NULL FOR UPDATE)
    UPDATE proposal p SET ${UNSCHEDULED} FROM was WHERE p.id = was.id RETURNING was.event_id AS entry, was.publish_at AS at`;
  if (!was) return false;
  await recordEvents(prisma, actor, {
    type: 'cancel-schedule',
    entry: was.entry,
    proposal,
    payload: { at: was.at.toISOString() },
  });
  return true;
}

/**
 * Takes the next approval whose time has come, none of `except`, and holds it until the transaction ends; another
 * worker's are passed over.
 */
export async function claimDue(tx: Transaction, now: Date, except: readonly ProposalId[]): Promise<Due | undefined> {
  const [row] = await tx.$queryRaw<Due[]>`
    SELECT id AS proposal, event_id AS event, publish_at AS at, scheduled_by AS by, scheduled_hands AS hands, scheduled_hash AS hash FROM proposal
     WHERE publish_at <= ${now} AND id <> ALL(${[...except]}::int[]) ORDER BY publish_at, id LIMIT 1 FOR UPDATE SKIP LOCKED`;
  return row;
}

/**
 * Clears a time that came and could not be kept, and says why, as whoever had set it. Nothing where it is no longer
 * that one.
 */
export async function failSchedule(tx: Transaction, due: Due, problem: string): Promise<void> {
  const cleared = await tx.$executeRaw`
    UPDATE proposal SET ${UNSCHEDULED}
      WHERE id = ${due.proposal} AND publish_at = ${due.at} AND scheduled_by = ${due.by}`;
  const payload = { at: due.at.toISOString(), problem };
  if (cleared)
    await recordEvents(
      tx,
      { person: due.by, channel: 'screen', hands: due.hands },
      { type: 'schedule-failed', entry: due.event, proposal: due.proposal, reason: problem, payload },
    );
}

/** When the next approval is due, in milliseconds from `now`; undefined where none is set. */
export async function nextScheduled(store: Store, now: Date): Promise<number | undefined> {
  const [row] = await store.prisma.$queryRaw<
    { at: Date }[]
  >`SELECT publish_at AS at FROM proposal WHERE publish_at IS NOT NULL ORDER BY publish_at LIMIT 1`;
  return row && Math.max(0, row.at.getTime() - now.getTime());
}

/** Whether a time is set for this proposal. */
export async function isScheduled(store: Pick<AnyDatabase, 'prisma'>, proposal: ProposalId): Promise<boolean> {
  const rows = await store.prisma.$queryRaw<
    unknown[]
  >`SELECT 1 FROM proposal WHERE id = ${proposal} AND publish_at IS NOT NULL`;
  return rows.length > 0;
}
