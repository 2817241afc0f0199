import type { Day } from '../domain/day.ts';
import type { EventId } from '../domain/ids.ts';
import type { EventCursor } from '../schemas/search.ts';
import type { Store } from '../store/database.ts';
import { Prisma } from '../store/generated/client.ts';

/** An event as a list or a search shows it. `path` once it was published. */
export type FoundEvent = { id: EventId; day: Day; title: string; path: string | null; published: boolean };

export type EventFilter = { q?: string | undefined; day?: Day | undefined; published?: boolean | undefined; limit?: number | undefined; cursor?: EventCursor | undefined };

const USUAL_PAGE = 20;

/**
 * A page of events, newest day first, and the cursor of the next page. `q` finds titles that hold
 * every word, accents and case aside, the last one as the beginning of a word.
 */
export async function findEvents(store: Store, filter: EventFilter): Promise<{ items: FoundEvent[]; next: string | null }> {
  const limit = filter.limit ?? USUAL_PAGE;
  const rows = await store.prisma.$queryRaw<FoundEvent[]>`
    SELECT id, day::text AS day, title, path, published_revision_id IS NOT NULL AS published
      FROM event WHERE ${Prisma.join(conditions(filter), ' AND ')}
     ORDER BY event.day DESC, id DESC LIMIT ${limit + 1}`;
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? `${last.day}.${last.id}` : null };
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
export function wordsOf(q: string): Prisma.Sql {
  const [, before = '', last = ''] = /^(.*?)(\S*)$/su.exec(q.trim()) ?? [];
  const prefix = Prisma.sql`''' ' || replace(replace(fold(${last}), chr(92), ' '), '''', '''''') || ''':*'`; // the space: to_tsquery refuses an empty word
  return Prisma.sql`(plainto_tsquery('simple', fold(${before})) && to_tsquery('simple', ${prefix}))`;
}
