import type pg from 'pg';
import { countUses } from '../../editorial/contexts/store/use-counts.ts';
import { kysely, type Statements } from '../../platform/database/kysely.ts';
import { anyOf, list, rowsOf } from '../../platform/database/sql-values.ts';
import type { Learned } from './learned.ts';

/** Keeps which contexts published entries have, and how often and when each context is used. */
export async function learnUses(client: pg.ClientBase, batch: readonly Learned[]): Promise<void> {
  const touched = await replaceUses(kysely(client), batch);
  await countUses(client, [...new Set(touched.map((row) => row.context))]);
}

function replaceUses(db: Statements, batch: readonly Learned[]) {
  const rows = batch.flatMap(({ event, after }) =>
    after ? [...new Set(after.contexts)].map((context) => ({ event, context, day: after.day })) : [],
  );
  const now = rowsOf('n', {
    event_id: list.ints(rows.map((row) => row.event)),
    raw_id: list.ints(rows.map((row) => row.context)),
    day: list.days(rows.map((row) => row.day)),
  });
  return db
    .with('gone', (inner) =>
      inner
        .deleteFrom('event_context')
        .where('event_id', '=', anyOf(batch.map((one) => one.event)))
        .where((eb) =>
          eb.not(
            eb.exists(
              eb
                .selectFrom(now)
                .select('n.raw_id')
                .whereRef('n.event_id', '=', 'event_context.event_id')
                .whereRef('n.raw_id', '=', 'event_context.raw_id'),
            ),
          ),
        )
        .returning('context_id'),
    )
    .with('added', (inner) =>
      inner
        .insertInto('event_context')
        .columns(['event_id', 'raw_id', 'context_id', 'day'])
        .expression(
          db
            .selectFrom(now)
            .innerJoin('context_meaning as m', 'm.id', 'n.raw_id')
            .select(['n.event_id', 'n.raw_id', 'm.means', 'n.day']),
        )
        .onConflict((found) =>
          found
            .columns(['event_id', 'raw_id'])
            .doUpdateSet((eb) => ({ context_id: eb.ref('excluded.context_id'), day: eb.ref('excluded.day') })),
        )
        .returning('context_id'),
    )
    .selectFrom('gone')
    .select('gone.context_id as context')
    .union((eb) => eb.selectFrom('added').select('added.context_id as context'))
    .execute();
}
