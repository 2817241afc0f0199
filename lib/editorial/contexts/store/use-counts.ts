import type { ContextId } from '../../../kernel/ids.ts';
import { kysely, type Runner } from '../../../platform/database/kysely.ts';
import { anyOf, countOf } from '../../../platform/database/sql-values.ts';

/** Counts the uses of these contexts again. */
export async function countUses(on: Runner, contexts: readonly ContextId[]): Promise<void> {
  const db = kysely(on);
  await db.deleteFrom('context_use').where('context_id', '=', anyOf(contexts)).execute();
  await db
    .insertInto('context_use')
    .columns(['context_id', 'entries', 'first_day', 'last_day'])
    .expression((eb) =>
      eb
        .selectFrom('entry_context')
        .select((of) => [
          'context_id',
          countOf(of.fn.count('entry_id').distinct()).as('entries'),
          of.fn.min('day').as('first'),
          of.fn.max('day').as('last'),
        ])
        .where('context_id', '=', anyOf(contexts))
        .groupBy('context_id'),
    )
    .execute();
}
