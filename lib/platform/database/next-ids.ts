import { sql } from 'kysely';
import { kysely, type Runner } from './kysely.ts';

/** The ids of so many rows that are to be copied in. */
export async function nextIds<Id extends number = number>(
  on: Runner,
  table: 'revision' | 'proposal' | 'publication' | 'day_order' | 'prose_version',
  count: number,
): Promise<Id[]> {
  const rows = await kysely(on)
    .selectFrom(sql<{ n: number }>`generate_series(1, ${count}::int)`.as<'n'>(sql`n`))
    .select(sql<number>`nextval(pg_get_serial_sequence(${table}, 'id'))::int`.as('id'))
    .execute();
  return rows.map((row) => row.id as Id);
}

/** The id of one of those rows. */
export function at<Id extends number>(ids: readonly Id[], index: number): Id {
  const id = ids[index];
  if (id === undefined) throw new Error('There are fewer ids than rows.');
  return id;
}
