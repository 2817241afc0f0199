import { type Expression, type QueryCreator, type RawBuilder, sql } from 'kysely';
import { asPart } from '../../platform/database/as-part.ts';
import type { Statements } from '../../platform/database/kysely.ts';
import { fold } from '../../platform/database/sql-values.ts';
import type { Tables } from '../../platform/database/tables.ts';

type DocumentWords = Tables['search_document']['document'];

/** The documents of the texts in `search_text`, as they are searched. */
export function newDocuments(db: Statements) {
  return db
    .with(
      (cte) => cte('publisher').materialized(),
      (part) => publishersOf(asPart(part)),
    )
    .with(
      (cte) => cte('named').materialized(),
      (part) => namesOf(asPart(part)),
    )
    .with(
      (cte) => cte('context_names').materialized(),
      (part) =>
        part
          .selectFrom('search_text as t')
          .crossJoinLateral((eb) => sql<{ id: Context }>`unnest(${eb.ref('t.contexts')})`.as<'c'>(sql`c (id)`))
          .innerJoin('named', 'named.id', 'c.id')
          .select((eb) => ['t.entry_id', joined(eb.ref('named.names'), ' ').as('names')])
          .groupBy('t.entry_id'),
    )
    .with(
      (cte) => cte('plain').materialized(),
      (part) =>
        part
          .selectFrom('search_text as t')
          .leftJoin('publisher as p', 'p.entry_id', 't.entry_id')
          .leftJoin('context_names as c', 'c.entry_id', 't.entry_id')
          .select((eb) => [
            't.entry_id',
            't.day',
            't.edition',
            't.shown',
            't.contexts',
            eb.fn.coalesce('p.ids', sql<number[]>`'{}'`).as('publishers'),
            plainWords(eb.ref('t.title')).as('title'),
            plainWords(eb.ref('t.summary')).as('summary'),
            eb.fn.coalesce('c.names', sql.lit('')).as('names'),
            eb.fn.coalesce(plainWords(eb.ref('p.names')), sql.lit('')).as('printed'),
          ]),
    )
    .selectFrom('plain')
    .select((eb) => [
      'entry_id',
      'day',
      'edition',
      'contexts',
      'publishers',
      'shown',
      document(eb.ref('title'), eb.ref('names'), eb.ref('summary'), eb.ref('printed')).as('document'),
    ]);
}

/** The publishers of each text, by their ids and as they are printed. */
function publishersOf(db: QueryCreator<Tables>) {
  return db
    .selectFrom('search_text as t')
    .crossJoinLateral((eb) => sql<{ name: string }>`unnest(${eb.ref('t.publishers')})`.as<'n'>(sql`n (name)`))
    .innerJoin('search_publisher as p', (on) => on.on((eb) => eb('p.folded', '=', fold(eb.ref('n.name')))))
    .select((eb) => [
      't.entry_id',
      sql<number[]>`array_agg(DISTINCT ${eb.ref('p.id')})`.as('ids'),
      joined(eb.ref('n.name'), ' , ').as('names'),
    ])
    .groupBy('t.entry_id');
}

/** Every name of each context that a text has. */
function namesOf(db: QueryCreator<Tables>) {
  return db
    .selectFrom((eb) =>
      eb
        .selectFrom('search_text')
        .select((of) => sql<Context>`unnest(${of.ref('contexts')})`.as('id'))
        .distinct()
        .as('raw'),
    )
    .innerJoin('context_meaning as m', 'm.id', 'raw.id')
    .innerJoinLateral(
      (eb) =>
        db
          .selectNoFrom(eb.ref('m.name').as('name'))
          .union(eb.selectFrom('context as c').select('c.name').whereRef('c.id', '=', 'raw.id'))
          .unionAll(eb.selectFrom('context_alias as a').select('a.name').whereRef('a.context_id', '=', 'm.means'))
          .as('names'),
      (on) => on.onTrue(),
    )
    .select((eb) => ['raw.id', plainWords(joined(eb.ref('names.name'), ' , ')).as('names')])
    .groupBy('raw.id');
}

type Context = Tables['context_meaning']['id'];

function joined(names: Expression<string>, by: string): RawBuilder<string> {
  return sql<string>`string_agg(${names}, ${sql.lit(by)})`;
}

/** Words as they are searched: without accents. */
function plainWords(text: Expression<string | null>): RawBuilder<string> {
  return sql<string>`plain_words(${text})`;
}

/** A gap between the parts, so that no phrase reaches from one into the next. */
const GAP = sql`|| $$' ':2$$::tsvector ||`;

function weighted(text: Expression<string>, weight: 'A' | 'B' | 'C' | 'D'): RawBuilder<DocumentWords> {
  return sql<DocumentWords>`setweight(to_tsvector('simple', ${text}), ${sql.lit(weight)})`;
}

/** Words as they are written, by weights, and their stems. */
function document(
  title: Expression<string>,
  names: Expression<string>,
  summary: Expression<string>,
  printed: Expression<string>,
): RawBuilder<DocumentWords> {
  const parts = [weighted(title, 'A'), weighted(names, 'B'), weighted(summary, 'C'), weighted(printed, 'D')];
  const stems = sql`strip(to_tsvector('english', ${title} || ' ' || ${summary} || ' ' || ${names}))`;
  return sql<DocumentWords>`ts_delete(${sql.join(parts, GAP)}, ' ') || ${stems}`;
}
