import { type Expression, expressionBuilder, sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { EntryId, PersonId, RevisionId } from '../../../kernel/ids.ts';
import { OPEN_STATES, type OpenState } from '../../../kernel/newsroom/proposal.ts';
import type { Store } from '../../../platform/database/database.ts';
import { insertFrom } from '../../../platform/database/insert-from.ts';
import { kysely } from '../../../platform/database/kysely.ts';
import { ago, milliseconds, now, rowsWritten } from '../../../platform/database/sql-values.ts';
import type { Tables } from '../../../platform/database/tables.ts';

/** Somebody else who has the entry open: `seenAt` (ISO) is when a tab of theirs was heard of last. */
type OtherPerson = { id: PersonId; name: string; writes: boolean; seenAt: string };

/** Who else is at an entry, and its current revision, so that a tab learns of a change that it did not make. */
export type PresenceState = {
  others: OtherPerson[];
  current: { revision: RevisionId | null; state: OpenState | null };
};

/** A tab that was not heard of for so long is gone: three of its beats. */
const GONE_AFTER_SECONDS = 25;

/**
 * Notes that a tab of `person` has the entry open, and reads who else has. Several tabs of one person are one.
 * Undefined where there is no such entry.
 */
export async function recordHeartbeat(
  store: Store,
  entry: EntryId,
  person: PersonId,
  at: { tab: string; writes: boolean },
): Promise<PresenceState | undefined> {
  const row = await kysely(store.prisma)
    .with('seen', (cte) =>
      insertFrom(
        cte,
        'presence',
        (eb) => eb.selectFrom('entry').where('entry.id', '=', entry),
        (eb) => ({ entry_id: eb.ref('entry.id'), person_id: person, ...at, seen_at: now }),
      ).onConflict((known) =>
        known
          .columns(['entry_id', 'person_id', 'tab'])
          .doUpdateSet((eb) => ({ writes: eb.ref('excluded.writes'), seen_at: eb.ref('excluded.seen_at') })),
      ),
    )
    .selectFrom('entry as e')
    .leftJoin('proposal as p', (on) => on.onRef('p.entry_id', '=', 'e.id').on('p.state', 'in', OPEN_STATES))
    .select((eb) => [eb.fn.coalesce('p.revision_id', 'e.published_revision_id').as('revision'), 'p.state'])
    .select((eb) => jsonArrayFrom(othersAt(eb.ref('e.id'), person)).as('others'))
    .where('e.id', '=', entry)
    .executeTakeFirst();
  if (!row) return undefined;
  const others = row.others.map((other) => ({ ...other, seenAt: new Date(other.seenAt).toISOString() }));
  return {
    others,
    current: { revision: row.revision, state: OPEN_STATES.find((state) => state === row.state) ?? null },
  };
}

const at = expressionBuilder<Tables, never>();

/** Whoever else has an entry open. */
function othersAt(entry: Expression<EntryId>, person: PersonId) {
  return at
    .selectFrom('presence as a')
    .innerJoin('person as w', 'w.id', 'a.person_id')
    .select((eb) => [
      'w.id',
      'w.name',
      sql<boolean>`bool_or(${eb.ref('a.writes')})`.as('writes'),
      milliseconds(eb.fn.max('a.seen_at')).as('seenAt'),
    ])
    .where('a.entry_id', '=', entry)
    .where('a.person_id', '<>', person)
    .where('a.seen_at', '>', ago({ seconds: GONE_AFTER_SECONDS }))
    .groupBy(['w.id', 'w.name'])
    .orderBy('w.name')
    .orderBy('w.id');
}

/** Notes that a tab was closed or left the entry. */
export async function leave(store: Store, entry: EntryId, person: PersonId, tab: string): Promise<void> {
  await store.prisma.presence.deleteMany({ where: { entryId: entry, personId: person, tab } });
}

/** Deletes what tabs that never said goodbye left. Gives how many. */
export async function clearPresence(store: Store): Promise<number> {
  return rowsWritten(
    kysely(store.prisma)
      .deleteFrom('presence')
      .where('seen_at', '<', ago({ hours: 1 })),
  );
}
