import { type RawBuilder, type Selectable, sql } from 'kysely';
import { kysely, type Runner } from './kysely.ts';
import type { Tables } from './tables.ts';

type Numbered = 'entry' | 'revision' | 'proposal' | 'publication' | 'day_order' | 'prose_version';

type IdOf<Table extends Numbered> = Selectable<Tables[Table]> extends { id: infer Id } ? Id : never;

/** The id of a row that the statement itself writes. */
export function nextId<Table extends Numbered>(table: Table): RawBuilder<IdOf<Table>> {
  return sql`nextval(pg_get_serial_sequence(${table}, 'id'))::int`;
}

/** The ids of so many rows that are to be copied in. */
export async function nextIds<Id extends number = number>(on: Runner, table: Numbered, count: number): Promise<Id[]> {
  const rows = await kysely(on)
    .selectFrom(sql<{ n: number }>`generate_series(1, ${count}::int)`.as<'n'>(sql`n`))
    .select(nextId(table).as('id'))
    .execute();
  return rows.map((row) => row.id as Id);
}

/** The id of one of those rows. */
export function at<Id extends number>(ids: readonly Id[], index: number): Id {
  const id = ids[index];
  if (id === undefined) throw new Error('There are fewer ids than rows.');
  return id;
}
