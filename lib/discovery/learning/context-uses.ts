import type pg from 'pg';
import { countUses } from '../../editorial/contexts/store/use-counts.ts';
import { kysely, type Statements } from '../../platform/database/kysely.ts';
import { anyOf, list, rowsOf } from '../../platform/database/sql-values.ts';
import type { LearnedEntry } from './learned.ts';

/** Keeps which contexts published entries have, and how often and when each context is used. */
export async function indexUses(client: pg.ClientBase, batch: readonly LearnedEntry[]): Promise<void> {
  const touched = await replaceUses(kysely(client), batch);
  await countUses(client, [...new Set(touched.map((row) => row.context))]);
}

function replaceUses(db: Statements, batch: readonly LearnedEntry[]) {
  const rows = batch.flatMap(({ entry, after }) =>
    after ? [...new Set(after.contexts)].map((context) => ({ entry, context, day: after.day })) : [],
  );
  const now = rowsOf('n', {
    entry_id: list.ints(rows.map((row) => row.entry)),
    raw_id: list.ints(rows.map((row) => row.context)),
    day: list.days(rows.map((row) => row.day)),
  });
  return db
    .with('gone', (inner) =>
      inner
        .deleteFrom('entry_context')
        .where('entry_id', '=', anyOf(batch.map((one) => one.entry)))
        .where((eb) =>
          eb.not(
            eb.exists(
              eb
                .selectFrom(now)
                .select('n.raw_id')
                .whereRef('n.entry_id', '=', 'entry_context.entry_id')
                .whereRef('n.raw_id', '=', 'entry_context.raw_id'),
            ),
          ),
        )
        .returning('context_id'),
    )
    .with('added', (inner) =>
      inner
        .insertInto('entry_context')
        .columns(['entry_id', 'raw_id', 'context_id', 'day'])
        .expression(
          db
            .selectFrom(now)
            .innerJoin('context_meaning as m', 'm.id', 'n.raw_id')
            .select(['n.entry_id', 'n.raw_id', 'm.means', 'n.day']),
        )
        .onConflict((found) =>
          found
            .columns(['entry_id', 'raw_id'])
            .doUpdateSet((eb) => ({ context_id: eb.ref('excluded.context_id'), day: eb.ref('excluded.day') })),
        )
        .returning('context_id'),
    )
    .selectFrom('gone')
    .select('gone.context_id as context')
    .union((eb) => eb.selectFrom('added').select('added.context_id as context'))
    .execute();
}
