import type { Day } from '../domain/day.ts';
import type { Store } from '../store/database.ts';

/** How many entries of a day are published, and on how many somebody works. */
export type DayCount = { published: number; open: number };

/** The counts of a month's days that have any, in one query over the index on days. `month` is 1 to 12. */
export async function readMonth(store: Store, year: number, month: number): Promise<Map<Day, DayCount>> {
  const first = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-01`;
  const rows = await store.prisma.$queryRaw<{ day: Day; published: number; open: number }[]>`
    SELECT day::text AS day, count(published)::int AS published, sum(open)::int AS open
      FROM (SELECT e.day, e.published_revision_id AS published,
                   (SELECT count(*) FROM proposal p WHERE p.event_id = e.id AND p.state IN ('draft', 'in_review', 'changes_requested')) AS open
              FROM event e WHERE e.day >= ${first}::date AND e.day < (${first}::date + interval '1 month')::date) found
     GROUP BY found.day HAVING count(published) + sum(open) > 0`;
  return new Map(rows.map(({ day, published, open }) => [day, { published, open }]));
}
