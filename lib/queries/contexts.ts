import type { ContextKind } from '../domain/context/kinds.ts';
import type { Day } from '../domain/day.ts';
import type { ContextId, EventId } from '../domain/ids.ts';
import { type ContextCursor, type ContextSort, numberAt, type TimelineCursor } from '../schemas/contexts.ts';
import type { Store } from '../store/database.ts';
import { Prisma } from '../store/generated/client.ts';

/** A context as a list shows it, with how many published entries have it, and from when to when. */
export type ListedContext = { id: ContextId; name: string; kind: ContextKind; events: number; firstDay: Day | null; lastDay: Day | null; aliases: number };

/** A page of contexts. */
export type ContextPage = { items: ListedContext[]; next: string | null };

/** Which contexts a list shows, and in which order. */
export type ContextFilter = { q?: string | undefined; kind?: string | undefined; sort?: ContextSort | undefined; cursor?: ContextCursor | undefined; limit?: number | undefined };

const USUAL_PAGE = 50;

type Row = ListedContext & { folded: string };

/** Contexts that are not merged, the most used first unless `sort` says otherwise. Each page is a range of an index. */
export async function listContexts(store: Store, filter: ContextFilter = {}): Promise<ContextPage> {
  const { sort = 'use', cursor, limit = USUAL_PAGE } = filter;
  const conditions = conditionsOf(filter);
  if (sort !== 'use') return pageOf(await readSorted(store, sort, conditions, cursor, limit + 1), limit, (row) => (sort === 'name' ? row.folded : ''));
  const used = cursor?.at === '0' ? [] : await readUsed(store, conditions, cursor, limit + 1);
  const room = limit + 1 - used.length;
  const unused = room > 0 ? await readUnused(store, conditions, cursor?.at === '0' ? cursor.id : 0, room) : [];
  return pageOf([...used, ...unused], limit, (row) => String(row.events));
}

function conditionsOf({ q, kind }: ContextFilter): Prisma.Sql {
  const asked = [Prisma.sql`c.merged_into IS NULL`];
  if (kind) asked.push(Prisma.sql`c.kind = ${kind === 'none' ? '' : kind}`);
  // Short words come from the index of beginnings, longer ones from that of trigrams.
  if (q) {
    const pattern = Prisma.sql`CASE WHEN length(${q}::text) < 3 THEN '' ELSE '%' END || regexp_replace(fold(${q}), '([%_\\\\])', '\\\\\\1', 'g') || '%'`;
    asked.push(Prisma.sql`c.id IN (SELECT id FROM context WHERE folded LIKE ${pattern} UNION SELECT m.means FROM context_alias a JOIN context_meaning m ON m.id = a.context_id WHERE a.folded LIKE ${pattern}
      UNION SELECT merged_into FROM context WHERE merged_into IS NOT NULL AND folded LIKE ${pattern})`);
  }
  return Prisma.join(asked, ' AND ');
}

const COLUMNS = Prisma.sql`c.id, c.name, c.kind, c.folded, coalesce(u.events, 0) AS events, u.first_day::text AS "firstDay", u.last_day::text AS "lastDay",
  (SELECT count(*)::int FROM context_alias a WHERE a.context_id = c.id) AS aliases`;

function readUsed(store: Store, conditions: Prisma.Sql, cursor: ContextCursor | undefined, limit: number): Promise<Row[]> {
  const events = Math.trunc(numberAt(cursor?.at));
  const after = cursor ? Prisma.sql`u.events <= ${events} AND (u.events < ${events} OR u.context_id > ${cursor.id})` : Prisma.sql`true`;
  return store.prisma.$queryRaw<
    Row[]
  >`SELECT ${COLUMNS} FROM context_use u JOIN context c ON c.id = u.context_id WHERE ${conditions} AND ${after} ORDER BY u.events DESC, u.context_id LIMIT ${limit}`;
}

function readUnused(store: Store, conditions: Prisma.Sql, after: number, limit: number): Promise<Row[]> {
  return store.prisma.$queryRaw<Row[]>`
    SELECT ${COLUMNS} FROM context c LEFT JOIN context_use u ON u.context_id = c.id WHERE ${conditions} AND u.context_id IS NULL AND c.id > ${after} ORDER BY c.id LIMIT ${limit}`;
}

function readSorted(store: Store, sort: 'name' | 'newest', conditions: Prisma.Sql, cursor: ContextCursor | undefined, limit: number): Promise<Row[]> {
  const byName = sort === 'name';
  const after = cursor ? (byName ? Prisma.sql`c.folded > ${cursor.at}` : Prisma.sql`c.id < ${cursor.id}`) : Prisma.sql`true`;
  return store.prisma.$queryRaw<Row[]>`
    SELECT ${COLUMNS} FROM context c LEFT JOIN context_use u ON u.context_id = c.id WHERE ${conditions} AND ${after} ORDER BY ${byName ? Prisma.sql`c.folded` : Prisma.sql`c.id DESC`} LIMIT ${limit}`;
}

function pageOf(rows: readonly Row[], limit: number, at: (row: Row) => string): ContextPage {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items: items.map(({ folded: _, ...row }) => row), next: rows.length > limit && last ? `${at(last)}.${last.id}` : null };
}

/** A name that a context has because of a merge, and the version that undoing it is made over. */
export type MergedName = { id: ContextId; name: string; version: number; aliases: string[]; byHand: boolean };

/** Everything that the page of a context shows beside its timeline. `merged` is the context that it means, where it was merged. */
export type ContextView = {
  id: ContextId;
  name: string;
  kind: ContextKind;
  description: string;
  wikidataId: string | null;
  version: number;
  aliases: string[];
  events: number;
  firstDay: Day | null;
  lastDay: Day | null;
  years: { year: number; events: number }[];
  together: { id: ContextId; name: string; events: number }[];
  merged: MergedName[];
  mergedInto: { id: ContextId; name: string } | null;
};

/** Of a context that very many entries have, so many of the newest say what it goes together with. */
export const TOGETHER_IN = 500;
const TOGETHER_SHOWN = 12;

/** Reads a context with its names, its uses by year, and what it goes together with; undefined where there is none of this id. */
export async function readContext(store: Store, id: ContextId): Promise<ContextView | undefined> {
  const [[row], years, together] = await Promise.all([
    store.prisma.$queryRaw<Omit<ContextView, 'years' | 'together'>[]>`
      SELECT c.id, c.name, c.kind, c.description, c.wikidata_id AS "wikidataId", c.version, coalesce(u.events, 0) AS events, u.first_day::text AS "firstDay", u.last_day::text AS "lastDay",
             ARRAY(SELECT name FROM context_alias a WHERE a.context_id = c.id ORDER BY folded) AS aliases,
             coalesce((SELECT jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name, 'version', g.version, 'byHand', g.joined_to = c.id,
                'aliases', ARRAY(SELECT name FROM context_alias a WHERE a.context_id = g.id ORDER BY folded)) ORDER BY g.folded) FROM context g WHERE g.merged_into = c.id), '[]') AS merged,
             (SELECT jsonb_build_object('id', s.id, 'name', s.name) FROM context s WHERE s.id = c.merged_into) AS "mergedInto"
        FROM context c LEFT JOIN context_use u ON u.context_id = c.id WHERE c.id = ${id}`,
    store.prisma.$queryRaw<ContextView['years']>`
      SELECT extract(year FROM day)::int AS year, count(*)::int AS events FROM (SELECT DISTINCT day, event_id FROM event_context WHERE context_id = ${id}) x GROUP BY 1 ORDER BY 1 DESC`,
    store.prisma.$queryRaw<ContextView['together']>`
      SELECT m.context_id AS id, c.name, m.events FROM (
          SELECT o.context_id, count(DISTINCT o.event_id)::int AS events
            FROM (SELECT DISTINCT event_id FROM (SELECT event_id FROM event_context WHERE context_id = ${id} ORDER BY day DESC, event_id DESC LIMIT ${TOGETHER_IN}) newest) own
            JOIN event_context o ON o.event_id = own.event_id AND o.context_id <> ${id} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${TOGETHER_SHOWN}) m
        JOIN context c ON c.id = m.context_id ORDER BY m.events DESC, m.context_id`,
  ]);
  return row && { ...row, years, together };
}

/** A published entry of a timeline. */
export type TimelineEntry = { event: EventId; day: Day; title: string; path: string };

/** The published entries that have a context, newest first, from behind a cursor. */
export async function readTimeline(
  store: Store,
  id: ContextId,
  { cursor, limit = USUAL_PAGE }: { cursor?: TimelineCursor | undefined; limit?: number | undefined } = {},
): Promise<{ items: TimelineEntry[]; next: string | null }> {
  const after = cursor ? Prisma.sql`(x.day, x.event_id) < (${cursor.day}::date, ${cursor.event}::int)` : Prisma.sql`true`;
  const rows = await store.prisma.$queryRaw<TimelineEntry[]>`
    SELECT e.id AS event, x.day::text AS day, e.title, e.path FROM (
        SELECT DISTINCT x.day, x.event_id FROM event_context x WHERE x.context_id = ${id} AND ${after} ORDER BY x.day DESC, x.event_id DESC LIMIT ${limit + 1}) x
      JOIN event e ON e.id = x.event_id ORDER BY x.day DESC, x.event_id DESC`;
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? `${last.day}.${last.event}` : null };
}
