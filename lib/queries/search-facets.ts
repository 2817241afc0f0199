import { type Day, daysInMonth } from '../domain/day.ts';
import { monthName } from '../domain/day-names.ts';
import type { FacetSearch } from '../schemas/entry-search.ts';
import type { Store } from '../store/database.ts';
import { Prisma } from '../store/generated/client.ts';
import { OPEN } from '../store/open-proposals.ts';
import { readRows } from '../store/read-rows.ts';
import { conditionsOf } from './search-conditions.ts';
import { documentHits } from './search-entries.ts';
import { respelled } from './search-spelling.ts';

/** How many of the newest entries that fit are counted. */
const MOST_COUNTED = 1_500;
const MOST_CONTEXTS = 12;
const MOST_PUBLISHERS = 10;

/** What a search found, counted: over all of it, or over the newest where `isCapped`. Periods are years, or months where all of it is of one year. */
export type Facets = {
  total: number;
  isCapped: boolean;
  periods: { from: Day; to: Day; name: string; count: number }[];
  contexts: { id: number; name: string; kind: string; count: number }[];
  publishers: { name: string; count: number }[];
  states: { state: 'published' | 'withdrawn' | 'draft' | 'in-review' | 'sent-back'; count: number }[];
};

type Row = Omit<Facets, 'isCapped' | 'periods' | 'states'> & { months: { month: string; count: number }[]; states: Record<string, number> | null };

/** Counts what a search finds. The search is respelled as the list of entries does it where nothing has its words. */
export async function countFacets(store: Store, search: FacetSearch): Promise<Facets> {
  const counted = await count(store, search);
  const corrected = !counted.total && search.q && !search.exact ? await respelled(store, search.q) : undefined;
  return corrected ? count(store, { ...search, q: corrected }) : counted;
}

async function count(store: Store, search: FacetSearch): Promise<Facets> {
  const conditions = await conditionsOf(store, search);
  const hits = documentHits(conditions, [], Prisma.sql`d.day DESC, d.event_id DESC`, MOST_COUNTED + 1, Prisma.sql`, d.contexts, d.publishers`);
  const [row] = await readRows<Row>(
    store,
    Prisma.sql`
    WITH found AS MATERIALIZED (${hits}),
    hits AS MATERIALIZED (SELECT * FROM found ORDER BY day DESC, id DESC LIMIT ${MOST_COUNTED}),
    by_context AS (SELECT m.means AS id, sum(u.n)::int AS n FROM (SELECT raw, count(*) AS n FROM hits, unnest(contexts) AS raw GROUP BY raw ORDER BY n DESC LIMIT 200) u
      JOIN context_meaning m ON m.id = u.raw GROUP BY 1 ORDER BY n DESC, 1 LIMIT ${MOST_CONTEXTS}),
    by_publisher AS (SELECT p, count(*)::int AS n FROM hits, unnest(publishers) AS p GROUP BY p ORDER BY n DESC, p LIMIT ${MOST_PUBLISHERS})
    SELECT (SELECT count(*)::int FROM found) AS total,
      coalesce((SELECT jsonb_agg(jsonb_build_object('month', m, 'count', n) ORDER BY m DESC) FROM (SELECT to_char(day, 'YYYY-MM') AS m, count(*) AS n FROM hits GROUP BY 1) t), '[]') AS months,
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name, 'kind', c.kind, 'count', b.n) ORDER BY b.n DESC, c.name) FROM by_context b JOIN context c ON c.id = b.id), '[]') AS contexts,
      coalesce((SELECT jsonb_agg(jsonb_build_object('name', p.name, 'count', b.n) ORDER BY b.n DESC, p.name) FROM by_publisher b JOIN search_publisher p ON p.id = b.p), '[]') AS publishers,
      (SELECT jsonb_build_object('published', count(e.published_revision_id), 'withdrawn', count(e.withdrawn_at), 'draft', count(*) FILTER (WHERE p.state = 'draft'),
          'in-review', count(*) FILTER (WHERE p.state = 'in_review' AND p.publish_at IS NULL), 'sent-back', count(*) FILTER (WHERE p.state = 'changes_requested'))
         FROM hits h JOIN event e ON e.id = h.id LEFT JOIN proposal p ON p.event_id = e.id AND p.state IN ${OPEN}) AS states`,
  );
  if (!row) throw new Error('Nothing was counted.');
  const total = Math.min(row.total, MOST_COUNTED);
  return { total, isCapped: row.total > MOST_COUNTED, periods: periodsOf(row.months), contexts: row.contexts, publishers: row.publishers, states: statesOf(row.states ?? {}) };
}

const STATES = ['published', 'withdrawn', 'draft', 'in-review', 'sent-back'] as const;

function statesOf(counts: Readonly<Record<string, number>>): Facets['states'] {
  return STATES.map((state) => ({ state, count: counts[state] ?? 0 })).filter(({ count: n }) => n > 0);
}

function periodsOf(months: readonly { month: string; count: number }[]): Facets['periods'] {
  const years = [...new Set(months.map(({ month }) => month.slice(0, 4)))];
  if (years.length === 1) return months.map(({ month, count: n }) => ({ from: `${month}-01` as Day, to: lastOf(month), name: monthName(...numbersOf(month)), count: n }));
  return years.map((year) => ({
    from: `${year}-01-01` as Day,
    to: `${year}-12-31` as Day,
    name: year,
    count: months.filter(({ month }) => month.startsWith(year)).reduce((sum, { count: n }) => sum + n, 0),
  }));
}

function lastOf(month: string): Day {
  return `${month}-${daysInMonth(...numbersOf(month))}` as Day;
}

function numbersOf(month: string): [year: number, month: number] {
  return [Number(month.slice(0, 4)), Number(month.slice(5))];
}
