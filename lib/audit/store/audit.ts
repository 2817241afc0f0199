import type pg from 'pg';
import type { PersonId } from '../../kernel/ids.ts';
import type { Channel } from '../../kernel/permission/actor.ts';
import { keptStatements, kysely } from '../../platform/database/kysely.ts';
import type { Transaction } from '../../platform/database/transaction.ts';
import type { AuditEvent } from '../events.ts';

/**
 * Who did something: nobody (null) at the command line of the machine itself. `hands`: who else holds what they came in
 * with.
 */
export type ChangedBy = { person: PersonId | null; channel: Channel; hands?: readonly PersonId[] };

/** So many events are one statement: each has seven values, and PostgreSQL takes 65,535. */
const AT_ONCE = 5_000;

/**
 * Records what somebody did: the one place that writes the audit log. Any usual number of events is one statement.
 * Belongs into the transaction that does what the events record.
 */
export async function recordEvents(
  db: Transaction | pg.ClientBase,
  by: ChangedBy,
  events: AuditEvent | readonly AuditEvent[],
): Promise<void> {
  const all = [events].flat();
  const hands = by.hands?.length ? { hands: by.hands } : {};
  const rows = all.map(({ type, payload, entry, proposal, reason }) => ({
    actor_id: by.person,
    channel: by.channel,
    type,
    entry_id: entry ?? null,
    proposal_id: proposal ?? null,
    reason: reason ?? null,
    detail: JSON.stringify({ ...payload, ...hands }),
  }));
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const part = rows.slice(from, from + AT_ONCE);
    // One event is what most actions record; each other number is a statement of its own.
    const statements = part.length === 1 ? keptStatements(db) : kysely(db);
    await statements.insertInto('audit_event').values(part).execute();
  }
}
