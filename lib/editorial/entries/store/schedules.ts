import { recordEvents } from '../../../audit/store/audit.ts';
import type { EntryId, PersonId, ProposalId } from '../../../kernel/ids.ts';
import type { Actor } from '../../../kernel/permission/actor.ts';
import { reviewer } from '../../../people/store/people.ts';
import type { Store } from '../../../platform/database/database.ts';
import { kysely } from '../../../platform/database/kysely.ts';
import { UNSCHEDULED } from '../../../platform/database/proposal-expressions.ts';
import { list, literal, noneOf, rowsWritten } from '../../../platform/database/sql-values.ts';
import type { AnyDatabase, Database, Transaction } from '../../../platform/database/transaction.ts';
import { wakeWorkers } from '../../../runs/store/runs.ts';
import type { Schedule } from '../rules/schedule.ts';

/** An approval whose time has come. */
export type DuePublication = {
  proposal: ProposalId;
  entry: EntryId;
  at: Date;
  by: PersonId;
  hands: PersonId[];
  hash: string;
};

/**
 * Sets the time of an approval on a proposal that still is as it was read, in place of an earlier time, with the
 * fact. False where it moved meanwhile.
 */
export async function setSchedule(
  tx: Transaction,
  actor: Actor,
  at: { proposal: ProposalId; version: number },
  to: Schedule,
): Promise<boolean> {
  const scheduled = await kysely(tx)
    .updateTable('proposal')
    .set({
      publish_at: to.at,
      scheduled_by: actor.person,
      scheduled_hands: list.ints(actor.hands ?? []),
      scheduled_hash: to.hash,
    })
    .where('id', '=', at.proposal)
    .where('version', '=', at.version)
    .where('state', '=', literal('in_review'))
    .where(({ exists }) => exists(reviewer(actor.person)))
    .returning('entry_id as entry')
    .executeTakeFirst();
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
  const was = await kysely(prisma)
    .with('was', (part) =>
      part
        .selectFrom('proposal')
        .select((eb) => ['id', 'entry_id', eb.ref('publish_at').$notNull().as('publish_at')])
        .where('id', '=', proposal)
        .where('publish_at', 'is not', null)
        .forUpdate(),
    )
    .updateTable('proposal as p')
    .from('was')
    .set(UNSCHEDULED)
    .whereRef('p.id', '=', 'was.id')
    .returning(['was.entry_id as entry', 'was.publish_at as at'])
    .executeTakeFirst();
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
export async function claimDue(
  tx: Transaction,
  now: Date,
  except: readonly ProposalId[],
): Promise<DuePublication | undefined> {
  return kysely(tx)
    .selectFrom('proposal')
    .select((eb) => [
      'id as proposal',
      'entry_id as entry',
      eb.ref('publish_at').$notNull().as('at'),
      eb.ref('scheduled_by').$notNull().as('by'),
      'scheduled_hands as hands',
      eb.ref('scheduled_hash').$notNull().as('hash'),
    ])
    .where('publish_at', '<=', now)
    .where('id', '<>', noneOf(except))
    .orderBy('publish_at')
    .orderBy('id')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
}

/**
 * Clears a time that came and could not be kept, and says why, as whoever had set it. Nothing where it is no longer
 * that one.
 */
export async function failSchedule(tx: Transaction, due: DuePublication, problem: string): Promise<void> {
  const clearing = kysely(tx)
    .updateTable('proposal')
    .set(UNSCHEDULED)
    .where('id', '=', due.proposal)
    .where('publish_at', '=', due.at)
    .where('scheduled_by', '=', due.by);
  const cleared = await rowsWritten(clearing);
  const payload = { at: due.at.toISOString(), problem };
  if (cleared)
    await recordEvents(
      tx,
      { person: due.by, channel: 'screen', hands: due.hands },
      { type: 'schedule-failed', entry: due.entry, proposal: due.proposal, reason: problem, payload },
    );
}

/** When the next approval is due, in milliseconds from `now`; undefined where none is set. */
export async function nextScheduled(store: Store, now: Date): Promise<number | undefined> {
  const row = await kysely(store.prisma)
    .selectFrom('proposal')
    .select((eb) => eb.ref('publish_at').$notNull().as('at'))
    .where('publish_at', 'is not', null)
    .orderBy('publish_at')
    .limit(1)
    .executeTakeFirst();
  return row && Math.max(0, row.at.getTime() - now.getTime());
}

/** Whether a time is set for this proposal. */
export async function isScheduled(store: Pick<AnyDatabase, 'prisma'>, proposal: ProposalId): Promise<boolean> {
  const scheduled = await kysely(store.prisma)
    .selectFrom('proposal')
    .select('id')
    .where('id', '=', proposal)
    .where('publish_at', 'is not', null)
    .executeTakeFirst();
  return scheduled !== undefined;
}
