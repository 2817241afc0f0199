import { type Expression, expressionBuilder, type RawBuilder, sql } from 'kysely';
import type { StoredDay, Tables } from '../../../platform/database/tables.ts';

const at = expressionBuilder<Tables, never>();

/** What a day says to readers, as a hash: its order, and the address and content of each of its published entries. */
export function dayContent(day: Expression<StoredDay>): RawBuilder<string> {
  const order = at
    .selectFrom('day as d')
    .innerJoin('day_order as o', 'o.id', 'd.order_id')
    .select((eb) => sql<string>`${eb.ref('o.entries')}::text || ${eb.ref('o.kept')}::text`.as('text'))
    .where('d.day', '=', day);
  const pages = at
    .selectFrom('entry as v')
    .innerJoin('revision as r', 'r.id', 'v.published_revision_id')
    .select((eb) =>
      sql<string>`string_agg(${eb.ref('v.path')} || ' ' || ${eb.ref('r.hash')}, E'\\n' ORDER BY ${eb.ref('v.id')})`.as(
        'text',
      ),
    )
    .where('v.day', '=', day);
  return sql<string>`encode(sha256(convert_to(coalesce(${order}, '') || coalesce(${pages}, ''), 'UTF8')), 'hex')`;
}
