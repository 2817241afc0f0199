import type { Day } from '../domain/day.ts';
import type { Store } from '../store/database.ts';
import { dayContent } from '../store/day-content.ts';
import { Prisma } from '../store/generated/client.ts';
import { OPEN } from '../store/open-proposals.ts';

/** What a day has: published entries, open proposals by their states, and whether it is signed off, or was and changed since. */
export type DayCount = { published: number; drafts: number; inReview: number; sentBack: number; signOff: 'signed' | 'changed' | null };

/** The first and the last day that have a published entry. */
export type ArchiveSpan = { first: Day; last: Day };

/** The counts of those days from `from` to `to`, both included, that have any, in one query over the indexes on days. */
export async function readDayCounts(store: Store, from: Day, to: Day): Promise<Map<Day, DayCount>> {
  const rows = await store.prisma.$queryRaw<({ day: Day } & DayCount)[]>`
    WITH counted AS (
      SELECT e.day, count(e.published_revision_id)::int AS published, count(*) FILTER (WHERE p.state = 'draft')::int AS drafts,
             count(*) FILTER (WHERE p.state = 'in_review')::int AS in_review, count(*) FILTER (WHERE p.state = 'changes_requested')::int AS sent_back
        FROM event e LEFT JOIN LATERAL (SELECT state FROM proposal p WHERE p.event_id = e.id AND p.state IN ${OPEN}) p ON true
       WHERE e.day >= ${from}::date AND e.day <= ${to}::date GROUP BY e.day HAVING count(e.published_revision_id) + count(p.state) > 0),
    latest AS (SELECT DISTINCT ON (day) day, signed, content FROM day_sign_off WHERE day >= ${from}::date AND day <= ${to}::date ORDER BY day, id DESC),
    signed AS (SELECT day, CASE WHEN content = ${dayContent(Prisma.sql`latest.day`)} THEN 'signed' ELSE 'changed' END AS sign_off FROM latest WHERE signed)
    SELECT day::text AS day, coalesce(published, 0) AS published, coalesce(drafts, 0) AS drafts, coalesce(in_review, 0) AS "inReview", coalesce(sent_back, 0) AS "sentBack", sign_off AS "signOff"
      FROM counted FULL JOIN signed USING (day)`;
  return new Map(rows.map(({ day, ...count }) => [day, count]));
}

/** From the first day with a published entry to the last: two steps of an index. Undefined in an empty archive. */
export async function readArchiveSpan(store: Store): Promise<ArchiveSpan | undefined> {
  const [row] = await store.prisma.$queryRaw<{ first: Day | null; last: Day | null }[]>`
    SELECT (SELECT day::text FROM event WHERE published_revision_id IS NOT NULL ORDER BY day LIMIT 1) AS first,
           (SELECT day::text FROM event WHERE published_revision_id IS NOT NULL ORDER BY day DESC, id DESC LIMIT 1) AS last`;
  return row?.first && row.last ? { first: row.first, last: row.last } : undefined;
}
