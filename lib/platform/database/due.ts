import type pg from 'pg';
import type { ContextId, EntryId } from '../../kernel/ids.ts';
import { kysely } from './kysely.ts';

/**
 * The queues of what waits behind a change. Who takes out of one at the same time gets others; what waited is named
 * once, in order of ids. `taken` is how many rows there were: none are left where that is less than `most`.
 */
type DueRows<Id> = { taken: number; ids: Id[] };

/** Takes up to `most` entries out that wait to be learned, the oldest first, in the transaction of `client`. */
export async function takeEntriesDue(client: pg.ClientBase, most: number): Promise<DueRows<EntryId>> {
  const rows = await kysely(client)
    .deleteFrom('learning_due')
    .where('id', 'in', (eb) =>
      eb.selectFrom('learning_due').select('id').orderBy('id').limit(most).forUpdate().skipLocked(),
    )
    .returning('entry_id')
    .execute();
  return dueOf(rows.map((row) => row.entry_id));
}

/** The same of contexts, whose names wait to be learned or compared. */
export async function takeContextsDue(
  client: pg.ClientBase,
  queue: 'naming_due' | 'context_near_due',
  most: number,
): Promise<DueRows<ContextId>> {
  const rows = await kysely(client)
    .deleteFrom(queue)
    .where('id', 'in', (eb) => eb.selectFrom(queue).select('id').orderBy('id').limit(most).forUpdate().skipLocked())
    .returning('context_id')
    .execute();
  return dueOf(rows.map((row) => row.context_id));
}

function dueOf<Id extends number>(waits: readonly Id[]): DueRows<Id> {
  return { taken: waits.length, ids: [...new Set(waits)].sort((a, b) => a - b) };
}
