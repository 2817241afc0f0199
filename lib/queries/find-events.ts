import type { Day } from '../domain/day.ts';
import type { EventId } from '../domain/ids.ts';
import type { EventCursor } from '../schemas/search.ts';
import type { Store } from '../store/database.ts';
import { Prisma } from '../store/generated/client.ts';

/** An event as a list or a search shows it, with the first of its contexts. `path` once it was published. */
export type FoundEvent = { id: EventId; day: Day; title: string; path: string | null; published: boolean; contexts: string[] };

export type EventFilter = {
  q?: string | undefined;
  day?: Day | undefined;
  near?: Day | undefined;
  published?: boolean | undefined;
  limit?: number | undefined;
  cursor?: EventCursor | undefined;
};

const USUAL_PAGE = 20;
const MOST_CONTEXTS = 3;

/**
 * A page of events, newest day first, and the cursor of the next page. `q` finds titles that hold
 * every word, accents and case aside, the last one as the beginning of a word. With `near` those of the nearest days come first, once.
 */
export async function findEvents(store: Store, filter: EventFilter): Promise<{ items: FoundEvent[]; next: string | null }> {
  const limit = filter.limit ?? USUAL_PAGE;
  const near = filter.near && !filter.cursor ? filter.near : undefined;
  const rows = await store.prisma.$queryRaw<FoundEvent[]>`
    SELECT e.id, e.day::text AS day, e.title, e.path, e.published_revision_id IS NOT NULL AS published,
           ARRAY(SELECT m.name FROM revision r, unnest(r.contexts) WITH ORDINALITY AS x (id, ord) JOIN context_meaning m ON m.id = x.id
             WHERE r.id = e.published_revision_id ORDER BY x.ord LIMIT ${MOST_CONTEXTS}) AS contexts
      FROM (${near ? nearest(filter, near, limit) : newest(filter, limit + 1)}) e
     ORDER BY ${near ? Prisma.sql`abs(e.day - ${near}::date), e.day DESC, e.id DESC` : Prisma.sql`e.day DESC, e.id DESC`}`;
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: !near && rows.length > limit && last ? `${last.day}.${last.id}` : null };
}

const COLUMNS = Prisma.sql`event.id, event.day, event.title, event.path, event.published_revision_id`;

function newest(filter: EventFilter, limit: number): Prisma.Sql {
  return Prisma.sql`SELECT ${COLUMNS} FROM event WHERE ${Prisma.join(conditions(filter), ' AND ')} ORDER BY event.day DESC, id DESC LIMIT ${limit}`;
}

/** As many before the day as after it, each from its nearest on. */
function nearest(filter: EventFilter, near: Day, limit: number): Prisma.Sql {
  const asked = Prisma.join(conditions(filter), ' AND ');
  return Prisma.sql`SELECT * FROM (
      (SELECT ${COLUMNS} FROM event WHERE ${asked} AND event.day <= ${near}::date ORDER BY event.day DESC, id DESC LIMIT ${limit})
      UNION ALL (SELECT ${COLUMNS} FROM event WHERE ${asked} AND event.day > ${near}::date ORDER BY event.day, id LIMIT ${limit})) around
    ORDER BY abs(around.day - ${near}::date), around.day DESC, around.id DESC LIMIT ${limit}`;
}

function conditions({ q, day, published, cursor }: EventFilter): Prisma.Sql[] {
  const asked = [Prisma.sql`true`];
  if (q) asked.push(Prisma.sql`search @@ ${wordsOf(q)}`);
  if (day) asked.push(Prisma.sql`event.day = ${day}::date`);
  if (published !== undefined) asked.push(published ? Prisma.sql`published_revision_id IS NOT NULL` : Prisma.sql`published_revision_id IS NULL`);
  if (cursor) asked.push(Prisma.sql`(event.day, id) < (${cursor.day}::date, ${cursor.id}::int)`);
  return asked;
}

/** The words of a search as PostgreSQL's own parser cuts them, so that they meet the index; the last one is a prefix. */
function wordsOf(q: string): Prisma.Sql {
  const [, before = '', last = ''] = /^(.*?)(\S*)$/su.exec(q.trim()) ?? [];
  const prefix = Prisma.sql`''' ' || replace(replace(fold(${last}), chr(92), ' '), '''', '''''') || ''':*'`; // the space: to_tsquery refuses an empty word
  return Prisma.sql`(plainto_tsquery('simple', fold(${before})) && to_tsquery('simple', ${prefix}))`;
}
