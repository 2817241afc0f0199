import { type Expression, type QueryCreator, type SqlBool, sql } from 'kysely';
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres';
import type { FacetSearch } from '../../editorial/entries/contract/entry-search.ts';
import { type Day, dayFrom, daysInMonth } from '../../kernel/day.ts';
import { monthName } from '../../kernel/day-names.ts';
import type { ContextId, EntryId } from '../../kernel/ids.ts';
import { asPart } from '../../platform/database/as-part.ts';
import type { Store } from '../../platform/database/database.ts';
import { kysely, type Statements } from '../../platform/database/kysely.ts';
import { OPEN } from '../../platform/database/proposal-expressions.ts';
import { elementsOf, count as rows } from '../../platform/database/sql-values.ts';
import type { StoredDay, Tables } from '../../platform/database/tables.ts';
import { type Conditions, conditionsOf } from './search-conditions.ts';
import { documentHits } from './search-entries.ts';
import { respelled } from './search-spelling.ts';

/** How many of the newest entries that fit are counted. */
const MOST_COUNTED = 1_500;
const MOST_CONTEXTS = 12;
/** So many of the contexts that texts name are looked at, before those that were merged count as one. */
const MOST_RAW_CONTEXTS = 200;
const MOST_PUBLISHERS = 10;

/**
 * What a search found, counted: over all of it, or over the newest where `isCapped`. Periods are years, or months where
 * all of it is of one year.
 */
export type Facets = {
  total: number;
  isCapped: boolean;
  periods: { from: Day; to: Day; name: string; count: number }[];
  contexts: { id: ContextId; name: string; kind: string; count: number }[];
  publishers: { name: string; count: number }[];
  states: { state: 'published' | 'withdrawn' | 'draft' | 'in-review' | 'changes-requested'; count: number }[];
};

/** Counts what a search finds. The search is respelled as the list of entries does it where nothing has its words. */
export async function countFacets(store: Store, search: FacetSearch): Promise<Facets> {
  const facets = await count(store, search);
  const corrected = !facets.total && search.q && !search.exact ? await respelled(store, search.q) : undefined;
  return corrected ? count(store, { ...search, q: corrected }) : facets;
}

async function count(store: Store, search: FacetSearch): Promise<Facets> {
  const conditions = await conditionsOf(store, search);
  const row = await counted(kysely(store.pool), conditions).executeTakeFirstOrThrow();
  const total = Math.min(row.total, MOST_COUNTED);
  return {
    total,
    isCapped: row.total > MOST_COUNTED,
    periods: periodsOf(row.months),
    contexts: row.contexts,
    publishers: row.publishers,
    states: statesOf(row.states ?? {}),
  };
}

/** The newest that fit, counted by what they have. */
function counted(db: Statements, conditions: Conditions) {
  return db
    .with(
      (cte) => cte('found').materialized(),
      (cte) =>
        cte
          .selectFrom(documentHits(db, conditions, [], 'desc', MOST_COUNTED + 1).as('hit'))
          .select(['hit.id', 'hit.day', 'hit.contexts', 'hit.publishers']),
    )
    .with(
      (cte) => cte('hits').materialized(),
      (cte) => cte.selectFrom('found').selectAll().orderBy('day', 'desc').orderBy('id', 'desc').limit(MOST_COUNTED),
    )
    .with('by_context', (part) => byContext(asPart(part)))
    .with('by_publisher', (part) => byPublisher(asPart(part)))
    .selectNoFrom((eb) => [
      eb.selectFrom('found').select(rows.as('n')).$asScalar().$notNull().as('total'),
      jsonArrayFrom(
        eb
          .selectFrom('hits')
          .select((of) => [sql<string>`to_char(${of.ref('hits.day')}, 'YYYY-MM')`.as('month'), rows.as('count')])
          .groupBy('month')
          .orderBy('month', 'desc'),
      ).as('months'),
      jsonArrayFrom(
        eb
          .selectFrom('by_context as b')
          .innerJoin('context as c', 'c.id', 'b.id')
          .select(['c.id', 'c.name', 'c.kind', 'b.n as count'])
          .orderBy('b.n', 'desc')
          .orderBy('c.name'),
      ).as('contexts'),
      jsonArrayFrom(
        eb
          .selectFrom('by_publisher as b')
          .innerJoin('search_publisher as p', 'p.id', 'b.id')
          .select(['p.name', 'b.n as count'])
          .orderBy('b.n', 'desc')
          .orderBy('p.name'),
      ).as('publishers'),
      jsonObjectFrom(
        eb
          .selectFrom('hits as h')
          .innerJoin('entry as e', 'e.id', 'h.id')
          .leftJoin('proposal as p', (on) => on.onRef('p.entry_id', '=', 'e.id').on('p.state', 'in', OPEN))
          .select((of) => [
            sql<number>`count(${of.ref('e.published_revision_id')})::int`.as('published'),
            sql<number>`count(${of.ref('e.withdrawn_at')})::int`.as('withdrawn'),
            those(of('p.state', '=', sql.lit('draft'))).as('draft'),
            those(of.and([of('p.state', '=', sql.lit('in_review')), of('p.publish_at', 'is', null)])).as('in-review'),
            those(of('p.state', '=', sql.lit('changes_requested'))).as('changes-requested'),
          ]),
      ).as('states'),
    ]);
}

/** What is counted of an entry that fits. */
type Hit = { id: EntryId; day: StoredDay; contexts: number[]; publishers: number[] };
type Hits = QueryCreator<Tables & { hits: Hit }>;

function byContext(db: Hits) {
  return db
    .selectFrom((eb) =>
      eb
        .selectFrom('hits')
        .crossJoinLateral((of) => elementsOf(of.ref('hits.contexts'), 'listed'))
        .select(['listed.id as raw', sql<number>`count(*)`.as('n')])
        .groupBy('listed.id')
        .orderBy('n', 'desc')
        .limit(MOST_RAW_CONTEXTS)
        .as('u'),
    )
    .innerJoin('context_meaning as m', 'm.id', 'u.raw')
    .select((eb) => ['m.means as id', sql<number>`sum(${eb.ref('u.n')})::int`.as('n')])
    .groupBy('m.means')
    .orderBy('n', 'desc')
    .orderBy('m.means')
    .limit(MOST_CONTEXTS);
}

function byPublisher(db: Hits) {
  return db
    .selectFrom('hits')
    .crossJoinLateral((of) => elementsOf(of.ref('hits.publishers'), 'listed'))
    .select(['listed.id', rows.as('n')])
    .groupBy('listed.id')
    .orderBy('n', 'desc')
    .orderBy('listed.id')
    .limit(MOST_PUBLISHERS);
}

function those(which: Expression<SqlBool>) {
  return sql<number>`count(*) FILTER (WHERE ${which})::int`;
}

const STATES = ['published', 'withdrawn', 'draft', 'in-review', 'changes-requested'] as const;

function statesOf(counts: Readonly<Partial<Record<(typeof STATES)[number], number>>>): Facets['states'] {
  return STATES.map((state) => ({ state, count: counts[state] ?? 0 })).filter(({ count: n }) => n > 0);
}

function periodsOf(months: readonly { month: string; count: number }[]): Facets['periods'] {
  const years = [...new Set(months.map(({ month }) => month.slice(0, 4)))];
  if (years.length === 1)
    return months.map(({ month, count: n }) => ({
      from: dayFrom(`${month}-01`),
      to: lastOf(month),
      name: monthName(...numbersOf(month)),
      count: n,
    }));
  return years.map((year) => ({
    from: dayFrom(`${year}-01-01`),
    to: dayFrom(`${year}-12-31`),
    name: year,
    count: months.filter(({ month }) => month.startsWith(year)).reduce((sum, { count: n }) => sum + n, 0),
  }));
}

function lastOf(month: string): Day {
  return dayFrom(`${month}-${daysInMonth(...numbersOf(month))}`);
}

function numbersOf(month: string): [year: number, month: number] {
  return [Number(month.slice(0, 4)), Number(month.slice(5))];
}
