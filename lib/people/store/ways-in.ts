import { recordEvents } from '../../audit/store/audit.ts';
import type { EventId, PersonId, ProposalId } from '../../kernel/ids.ts';
import { type AccountEvent, ENDS, type Held } from '../../kernel/permission/account-events.ts';
import { Prisma } from '../../platform/database/generated/client.ts';
import { OPEN } from '../../platform/database/open-proposals.ts';
import { UNSCHEDULED } from '../../platform/database/proposal-columns.ts';
import type { Transaction } from '../../platform/database/transaction.ts';
import { wakeWorkers } from '../../runs/store/runs.ts';

const NOT_THEIRS = 'The access of whoever asked for this ended or changed. Ask for it again.';

/** Everybody, where a backup was brought back. */
export type Whose = PersonId | 'everybody';

/**
 * Ends what an account had before an event, as the table says. `keep` is the session that asks, which goes on. Whatever
 * is changed about how somebody gets in is changed together with this, in one transaction.
 */
export async function endWays(
  tx: Transaction,
  whose: Whose,
  event: AccountEvent,
  keep: string | null = null,
): Promise<void> {
  for (const statement of endings(whose, event, keep)) await tx.$executeRaw(statement);
  if (ENDS[event].includes('plans') && whose !== 'everybody') await endSchedules(tx, whose);
  if (ENDS[event].includes('plans')) await wakeWorkers(tx);
}

/** The same as statements, for whoever writes without Prisma. */
export function endings(whose: Whose, event: AccountEvent, keep: string | null = null): Prisma.Sql[] {
  return ENDS[event].flatMap((held) => END[held](whose, keep));
}

/** Calls off what somebody approved for later, and says so as of theirs. */
async function endSchedules(tx: Transaction, by: PersonId): Promise<void> {
  const due = await tx.$queryRaw<{ entry: EventId; proposal: ProposalId; at: Date }[]>`
    WITH due AS (SELECT id, event_id, publish_at FROM proposal WHERE scheduled_by = ${by} AND publish_at IS NOT NULL ORDER BY id FOR UPDATE)
    UPDATE proposal p SET ${UNSCHEDULED} FROM due WHERE p.id = due.id RETURNING due.event_id AS entry, due.id AS proposal, due.publish_at AS at`;
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

const END: Readonly<Record<Held, (whose: Whose, keep: string | null) => Prisma.Sql[]>> = {
  sessions: (whose, keep) => [
    Prisma.sql`UPDATE person_session SET ended_at = now() WHERE ${of('person_id', whose)} AND ended_at IS NULL AND id IS DISTINCT FROM ${keep}::uuid`,
    // A session that goes on was opened at this epoch; in a backup that was brought back, no session is open that could
    // have another.
    ...(keep || whose === 'everybody'
      ? []
      : [Prisma.sql`UPDATE person SET session_epoch = session_epoch + 1 WHERE ${of('id', whose)}`]),
  ],
  tokens: (whose) => [
    Prisma.sql`UPDATE token SET revoked_at = now() WHERE ${of('person_id', whose)} AND revoked_at IS NULL`,
  ],
  resets: (whose) => [
    Prisma.sql`UPDATE password_reset SET used_at = now() WHERE ${of('person_id', whose)} AND used_at IS NULL`,
  ],
  devices: (whose) => [Prisma.sql`DELETE FROM known_device WHERE ${of('person_id', whose)}`],
  'begun-factor': (whose) => [
    Prisma.sql`UPDATE person SET totp_sealed = NULL WHERE ${of('id', whose)} AND totp_since IS NULL AND totp_sealed IS NOT NULL`,
  ],
  given: (whose) => [
    Prisma.sql`UPDATE invitation SET revoked_at = now() WHERE ${of('invited_by', whose)} AND used_at IS NULL AND revoked_at IS NULL`,
    Prisma.sql`UPDATE password_reset SET used_at = now() WHERE ${handed(whose)} AND used_at IS NULL`,
    Prisma.sql`UPDATE token SET revoked_at = now() WHERE ${handed(whose)} AND revoked_at IS NULL`,
  ],
  reviews: (whose) => [
    Prisma.sql`UPDATE proposal SET assigned_to = NULL WHERE ${of('assigned_to', whose)} AND state IN ${OPEN}`,
  ],
  plans: (whose) => [
    Prisma.sql`
      UPDATE archive_run SET cancel_asked_at = coalesce(cancel_asked_at, now()), problem = CASE WHEN state = 'waiting' THEN ${NOT_THEIRS} ELSE problem END,
          state = CASE WHEN state = 'waiting' THEN 'cancelled' ELSE state END, ended_at = CASE WHEN state = 'waiting' THEN now() ELSE ended_at END
        WHERE ${of('person_id', whose)} AND kind IN ('bulk', 'import') AND state IN ('waiting', 'running')`,
  ],
};

function of(column: string, whose: Whose): Prisma.Sql {
  return whose === 'everybody' ? Prisma.sql`true` : Prisma.sql`${Prisma.raw(column)} = ${whose}`;
}

/** What somebody else has in hand of another's account. */
function handed(whose: Whose): Prisma.Sql {
  return whose === 'everybody' ? Prisma.sql`true` : Prisma.sql`${whose}::int = ANY(hands)`;
}
