import { type Expression, type RawBuilder, sql } from 'kysely';
import { recordEvents } from '../../audit/store/audit.ts';
import type { PersonId } from '../../kernel/ids.ts';
import { type AccountEvent, ENDS, type PersonalItem } from '../../kernel/permission/account-events.ts';
import { kysely, type Runner, type Statements } from '../../platform/database/kysely.ts';
import { OPEN, UNSCHEDULED } from '../../platform/database/proposal-expressions.ts';
import { literal, now } from '../../platform/database/sql-values.ts';
import type { Transaction } from '../../platform/database/transaction.ts';
import { wakeWorkers } from '../../runs/store/runs.ts';

const NOT_THEIRS = 'The access of whoever asked for this ended or changed. Ask for it again.';

/** Everybody, where a backup was restored. */
export type PersonOrAll = PersonId | 'everybody';

/**
 * Ends what an account had before an event, as the table says. `keep` is the session that asks, which goes on. Whatever
 * is changed about how somebody gets in is changed together with this, in one transaction.
 */
export async function endWays(
  tx: Transaction,
  whose: PersonOrAll,
  event: AccountEvent,
  keep: string | null = null,
): Promise<void> {
  await endHeld(tx, whose, event, keep);
  if (ENDS[event].includes('plans') && whose !== 'everybody') await endSchedules(tx, whose);
  if (ENDS[event].includes('plans')) await wakeWorkers(tx);
}

/** What of that is of the tables of accounts and of work alone, on whatever the statements run. */
export async function endHeld(
  on: Runner,
  whose: PersonOrAll,
  event: AccountEvent,
  keep: string | null = null,
): Promise<void> {
  for (const held of ENDS[event]) {
    for (const statement of END[held](kysely(on), whose, keep)) await statement.execute();
  }
}

/** Calls off what somebody approved for later, and says so as of theirs. */
async function endSchedules(tx: Transaction, by: PersonId): Promise<void> {
  const due = await kysely(tx)
    .with('due', (part) =>
      part
        .selectFrom('proposal')
        .select((eb) => ['id', 'entry_id', eb.ref('publish_at').$notNull().as('publish_at')])
        .where('scheduled_by', '=', by)
        .where('publish_at', 'is not', null)
        .orderBy('id')
        .forUpdate(),
    )
    .updateTable('proposal as p')
    .from('due')
    .set(UNSCHEDULED)
    .whereRef('p.id', '=', 'due.id')
    .returning(['due.entry_id as entry', 'due.id as proposal', 'due.publish_at as at'])
    .execute();
  await recordEvents(
    tx,
    { person: by, channel: 'screen' },
    due.map(({ at, ...of }) => ({
      type: 'schedule-failed',
      ...of,
      reason: NOT_THEIRS,
      payload: { at: at.toISOString(), problem: NOT_THEIRS },
    })),
  );
}

type EndStep = (db: Statements, whose: PersonOrAll, keep: string | null) => { execute(): Promise<unknown> }[];

const END: Readonly<Record<PersonalItem, EndStep>> = {
  sessions: (db, whose, keep) => [
    db
      .updateTable('person_session')
      .set({ ended_at: now })
      .where((eb) => isOf(eb.ref('person_id'), whose))
      .where('ended_at', 'is', null)
      .where('id', 'is distinct from', sql<string>`${keep}::uuid`),
    // A session that goes on was opened at this epoch; in a backup that was restored, no session is open that could
    // have another.
    ...(keep || whose === 'everybody'
      ? []
      : [
          db
            .updateTable('person')
            .set((eb) => ({ session_epoch: eb('session_epoch', '+', 1) }))
            .where('id', '=', whose),
        ]),
  ],
  tokens: (db, whose) => [
    db
      .updateTable('token')
      .set({ revoked_at: now })
      .where((eb) => isOf(eb.ref('person_id'), whose))
      .where('revoked_at', 'is', null),
  ],
  resets: (db, whose) => [
    db
      .updateTable('password_reset')
      .set({ used_at: now })
      .where((eb) => isOf(eb.ref('person_id'), whose))
      .where('used_at', 'is', null),
  ],
  devices: (db, whose) => [db.deleteFrom('known_device').where((eb) => isOf(eb.ref('person_id'), whose))],
  'begun-factor': (db, whose) => [
    db
      .updateTable('person')
      .set({ totp_sealed: null })
      .where((eb) => isOf(eb.ref('id'), whose))
      .where('totp_since', 'is', null)
      .where('totp_sealed', 'is not', null),
  ],
  given: (db, whose) => [
    db
      .updateTable('invitation')
      .set({ revoked_at: now })
      .where((eb) => isOf(eb.ref('invited_by'), whose))
      .where('used_at', 'is', null)
      .where('revoked_at', 'is', null),
    db
      .updateTable('password_reset')
      .set({ used_at: now })
      .where((eb) => isIn(eb.ref('hands'), whose))
      .where('used_at', 'is', null),
    db
      .updateTable('token')
      .set({ revoked_at: now })
      .where((eb) => isIn(eb.ref('hands'), whose))
      .where('revoked_at', 'is', null),
  ],
  reviews: (db, whose) => [
    db
      .updateTable('proposal')
      .set({ assigned_to: null })
      .where((eb) => isOf(eb.ref('assigned_to'), whose))
      .where('state', 'in', OPEN),
  ],
  plans: (db, whose) => [
    db
      .updateTable('archive_run')
      .set((eb) => {
        const waits = eb('state', '=', literal('waiting'));
        return {
          cancel_asked_at: eb.fn.coalesce('cancel_asked_at', now),
          problem: eb.case().when(waits).then(NOT_THEIRS).else(eb.ref('problem')).end(),
          state: eb.case().when(waits).then(literal('cancelled')).else(eb.ref('state')).end(),
          ended_at: eb.case().when(waits).then(now).else(eb.ref('ended_at')).end(),
        };
      })
      .where((eb) => isOf(eb.ref('person_id'), whose))
      .where('kind', 'in', [literal('bulk'), literal('import')])
      .where('state', 'in', [literal('waiting'), literal('running')]),
  ],
};

function isOf(person: Expression<PersonId | null>, whose: PersonOrAll): RawBuilder<boolean> {
  return whose === 'everybody' ? sql<boolean>`true` : sql<boolean>`${person} = ${whose}`;
}

/** Of what somebody else has in hand of another's account. */
function isIn(hands: Expression<PersonId[]>, whose: PersonOrAll): RawBuilder<boolean> {
  return whose === 'everybody' ? sql<boolean>`true` : sql<boolean>`${whose}::int = ANY(${hands})`;
}
