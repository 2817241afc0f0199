import type { Store } from '../store/database.ts';
import { Prisma } from '../store/generated/client.ts';

/** A publisher under its managed name, with the domains that it publishes at. */
export type ListedPublisher = { id: number; name: string; version: number; domains: string[] };

const USUAL_PAGE = 50;

/** Publishers by name. `q` finds those whose name begins with it, case and accents aside, or that have a domain that does. */
export async function listPublishers(
  store: Store,
  { q, cursor, limit = USUAL_PAGE }: { q?: string | undefined; cursor?: string | undefined; limit?: number | undefined } = {},
): Promise<{ items: ListedPublisher[]; next: string | null }> {
  const asked = [Prisma.sql`true`];
  if (q) {
    const inName = startsWith(Prisma.sql`fold(${q})`);
    const inDomain = startsWith(Prisma.sql`lower(${q})`);
    asked.push(Prisma.sql`(p.folded LIKE ${inName} OR p.id IN (SELECT publisher_id FROM publisher_domain WHERE domain LIKE ${inDomain}))`);
  }
  if (cursor) asked.push(Prisma.sql`p.folded > ${cursor}`);
  const rows = await store.prisma.$queryRaw<(ListedPublisher & { folded: string })[]>`
    SELECT p.id, p.name, p.version, p.folded, coalesce((SELECT array_agg(domain ORDER BY domain) FROM publisher_domain d WHERE d.publisher_id = p.id), '{}') AS domains
      FROM publisher p WHERE ${Prisma.join(asked, ' AND ')} ORDER BY p.folded LIMIT ${limit + 1}`;
  const items = rows.slice(0, limit).map(({ folded: _, ...row }) => row);
  return { items, next: rows.length > limit ? (rows[limit - 1]?.folded ?? null) : null };
}

/** The pattern of what begins with a text, whatever signs stand in it. */
function startsWith(text: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`regexp_replace(${text}, '([%_\\\\])', '\\\\\\1', 'g') || '%'`;
}
