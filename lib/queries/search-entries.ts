import type { Day } from '../domain/day.ts';
import type { Purpose } from '../domain/entry/purpose.ts';
import type { EventId } from '../domain/ids.ts';
import type { Excerpt } from '../domain/search/excerpts.ts';
import type { EntrySearch } from '../schemas/entry-search.ts';
import type { Store } from '../store/database.ts';
import { Prisma } from '../store/generated/client.ts';
import { OPEN } from '../store/open-proposals.ts';
import { PURPOSE } from '../store/proposal-columns.ts';
import { readRows } from '../store/read-rows.ts';
import { type Conditions, conditionsOf } from './search-conditions.ts';
import { respelled } from './search-spelling.ts';
import { whyFound } from './why-found.ts';

/** An entry of the list: its title, where it stands with its readers, and the open proposal beside it. Times are ISO; `hash` is the exact content. */
export type ListedEntry = {
  event: EventId;
  day: Day;
  title: string;
  published: boolean;
  withdrawn: boolean;
  proposal: {
    state: 'draft' | 'in_review' | 'changes_requested';
    purpose: Purpose;
    hash: string;
    openedBy: string;
    assignedTo: string | null;
    publishAt: string | null;
    at: string;
  } | null;
  /** Where the words of the search stand: in the title, or in what else the entry says. Empty without words. */
  why: Excerpt[];
};

/** A page of the list. `corrected` is the search that was tried instead, where nothing has the words as they were typed. */
export type FoundEntries = { items: ListedEntry[]; next: string | null; corrected: string | null };

/** How many of the newest entries that fit are ranked: what lies behind them is found by its day. */
export const MOST_RANKED = 500;

const USUAL_PAGE = 25;
const MOST_LATE = 100;

/** A page of the list of entries, newest day first unless another order is asked for, and the cursor of the next page. */
export async function searchEntries(store: Store, search: EntrySearch): Promise<FoundEntries> {
  const found = await pageOf(store, search);
  if (found.items.length || !search.q || search.exact) return { ...found, corrected: null };
  const corrected = await respelled(store, search.q);
  if (!corrected) return { ...found, corrected: null };
  const other = await pageOf(store, { ...search, q: corrected });
  return { ...other, corrected: other.items.length ? corrected : null };
}

type Row = Omit<ListedEntry, 'why'> & { at: string; rank: number };

async function pageOf(store: Store, search: EntrySearch): Promise<{ items: ListedEntry[]; next: string | null }> {
  const limit = search.limit ?? USUAL_PAGE;
  const conditions = await conditionsOf(store, search);
  const isRanked = search.sort === 'relevance' && conditions.query !== null;
  const hits = isRanked ? rankedHits(conditions, search, limit + 1) : hitsByDay(conditions, search, limit + 1);
  const order = isRanked ? Prisma.sql`h.rank DESC, h.id DESC` : orderOf(search, Prisma.sql`h`);
  const rows = await readRows<Row>(
    store,
    Prisma.sql`
    SELECT e.id AS event, e.day::text AS day, e.title, e.published_revision_id IS NOT NULL AS published, e.withdrawn_at IS NOT NULL AS withdrawn, h.day::text AS at, h.rank,
           CASE WHEN p.id IS NOT NULL THEN jsonb_build_object('state', p.state, 'purpose', ${PURPOSE}, 'hash', r.hash, 'openedBy', o.name, 'assignedTo', a.name,
             'publishAt', ${iso(Prisma.sql`p.publish_at`)}, 'at', ${iso(Prisma.sql`p.updated_at`)}) END AS proposal
      FROM (${hits}) h JOIN event e ON e.id = h.id
      LEFT JOIN proposal p ON p.event_id = e.id AND p.state IN ${OPEN}
      LEFT JOIN revision r ON r.id = p.revision_id LEFT JOIN person o ON o.id = p.opened_by LEFT JOIN person a ON a.id = p.assigned_to
     ORDER BY ${order}`,
  );
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const why = await whyFound(store, search.q ?? '', shown);
  const items = shown.map(({ at: _at, rank: _rank, ...row }) => ({ ...row, why: why.get(row.event) ?? [] }));
  return { items, next: rows.length > limit && last ? (isRanked ? `r${last.rank}.${last.event}` : `${last.at}.${last.event}`) : null };
}

function iso(at: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`to_char(${at} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

function orderOf({ sort }: EntrySearch, row: Prisma.Sql, id = Prisma.sql`id`): Prisma.Sql {
  return sort === 'oldest' ? Prisma.sql`${row}.day, ${row}.${id}` : Prisma.sql`${row}.day DESC, ${row}.${id} DESC`;
}

/** Without a question to documents the entries themselves are read: they are never behind. */
function hitsByDay(conditions: Conditions, search: EntrySearch, limit: number): Prisma.Sql {
  const behind = behindDay(search);
  if (!conditions.document.length) {
    const asked = [...conditions.event, ...conditions.days(Prisma.sql`e.day`), ...behind(Prisma.sql`e.day`, Prisma.sql`e.id`)];
    return Prisma.sql`SELECT e.id, e.day, 0 AS rank FROM event e WHERE ${all(asked)} ORDER BY ${orderOf(search, Prisma.sql`e`)} LIMIT ${limit}`;
  }
  const known = documentHits(conditions, behind(Prisma.sql`d.day`, Prisma.sql`d.event_id`), orderOf(search, Prisma.sql`d`, Prisma.sql`event_id`), limit);
  if (!conditions.late) return Prisma.sql`SELECT id, day, 0 AS rank FROM (${known}) k`;
  const late = lateHits(conditions, behind(Prisma.sql`e.day`, Prisma.sql`e.id`), orderOf(search, Prisma.sql`e`), limit);
  return Prisma.sql`SELECT id, day, 0 AS rank FROM ((${known}) UNION ALL (${late})) k ORDER BY ${orderOf(search, Prisma.sql`k`)} LIMIT ${limit}`;
}

/** The newest entries that fit, by how well they do. A rank is a whole number, so that a cursor can name it. */
function rankedHits(conditions: Conditions, search: EntrySearch, limit: number): Prisma.Sql {
  const newest = Prisma.sql`d.day DESC, d.event_id DESC`;
  const candidates = Prisma.sql`SELECT c.id, c.day, (ts_rank(c.document, ${conditions.query}) * 1e7)::int AS rank
    FROM (${documentHits(conditions, [], newest, MOST_RANKED, Prisma.sql`, d.document`)}) c`;
  const late = conditions.late
    ? Prisma.sql`UNION ALL (SELECT l.id, l.day, 0 AS rank FROM (${lateHits(conditions, [], Prisma.sql`e.day DESC, e.id DESC`, MOST_RANKED)}) l)`
    : Prisma.empty;
  const cursor = search.cursor && 'rank' in search.cursor ? search.cursor : undefined;
  const behind = cursor ? Prisma.sql`WHERE (k.rank, k.id) < (${cursor.rank}::int, ${cursor.id}::int)` : Prisma.empty;
  return Prisma.sql`SELECT id, day, rank FROM ((${candidates}) ${late}) k ${behind} ORDER BY k.rank DESC, k.id DESC LIMIT ${limit}`;
}

/** Entries by their documents, with the event beside it only where its own columns are asked for. */
export function documentHits({ event, document, days, isFew }: Conditions, behind: readonly Prisma.Sql[], order: Prisma.Sql, limit: number, more = Prisma.empty): Prisma.Sql {
  const beside = event.length ? Prisma.sql`JOIN event e ON e.id = d.event_id` : Prisma.empty;
  const rest = [...event, ...days(Prisma.sql`d.day`), ...behind];
  // OFFSET 0 keeps the planner from reading the days from their end in the hope of finding enough of few.
  const from = isFew ? Prisma.sql`(SELECT * FROM search_document d WHERE ${all(document)} OFFSET 0) d` : Prisma.sql`search_document d`;
  return Prisma.sql`SELECT d.event_id AS id, d.day ${more} FROM ${from} ${beside} WHERE ${all(isFew ? rest : [...document, ...rest])} ORDER BY ${order} LIMIT ${limit}`;
}

/** New entries that wait to be learned are found by their title. */
function lateHits({ event, late, days }: Conditions, behind: readonly Prisma.Sql[], order: Prisma.Sql, limit: number): Prisma.Sql {
  return Prisma.sql`SELECT e.id, e.day FROM event e WHERE e.id IN (SELECT event_id FROM learning_due ORDER BY learning_due.id DESC LIMIT ${MOST_LATE})
    AND NOT EXISTS (SELECT FROM search_document n WHERE n.event_id = e.id) AND ${all([...(late ? [late] : []), ...event, ...days(Prisma.sql`e.day`), ...behind])} ORDER BY ${order} LIMIT ${limit}`;
}

function behindDay({ cursor, sort }: EntrySearch): (day: Prisma.Sql, id: Prisma.Sql) => Prisma.Sql[] {
  if (!cursor || !('day' in cursor)) return () => [];
  const than = sort === 'oldest' ? Prisma.sql`>` : Prisma.sql`<`;
  return (day, id) => [Prisma.sql`(${day}, ${id}) ${than} (${cursor.day}::date, ${cursor.id}::int)`];
}

function all(conditions: readonly Prisma.Sql[]): Prisma.Sql {
  return conditions.length ? Prisma.join([...conditions], ' AND ') : Prisma.sql`true`;
}
