import type { Day } from '../domain/day.ts';
import { type DayWithEntries, type Gap, gapsIn } from '../domain/day-gaps.ts';
import type { Store } from '../store/database.ts';

/** Days of the archive that are looked at for one page of gaps, each one step of the index on days. */
const STEP = 1_000;
/** How often that is done for a page that has nothing else: fifty years of days. */
const MOST_STEPS = 20;

/** A page of gaps; `next` is the day to go on after. */
export type GapPage = { items: Gap[]; next: Day | null };

/** The days without published entries between the first and the last that has any, and those with at most `few`, in the order of the calendar. */
export async function readGaps(store: Store, { after, few = 0, limit = 100 }: { after?: Day | undefined; few?: number | undefined; limit?: number | undefined }): Promise<GapPage> {
  let from = after && (await hasEntriesUpTo(store, after)) ? after : undefined;
  const items: Gap[] = [];
  for (let step = 0; step < MOST_STEPS && items.length === 0; step += 1) {
    const days = await daysAfter(store, from, few);
    items.push(...gapsIn(days, few, from));
    if (days.length < STEP) return pageOf(items, limit, null);
    from = days.at(-1)?.day;
  }
  return pageOf(items, limit, from ?? null);
}

/** A page that is cut goes on behind the day that its last gap leads to. */
function pageOf(items: Gap[], limit: number, next: Day | null): GapPage {
  if (items.length <= limit) return { items, next };
  const last = items[limit - 1];
  return { items: items.slice(0, limit), next: last?.kind === 'gap' ? last.to : (last?.day ?? null) };
}

async function hasEntriesUpTo(store: Store, day: Day): Promise<boolean> {
  const { rows } = await store.pool.query('SELECT FROM event WHERE published_revision_id IS NOT NULL AND day <= $1::date ORDER BY day LIMIT 1', [day]);
  return rows.length > 0;
}

async function daysAfter(store: Store, after: Day | undefined, few: number): Promise<DayWithEntries[]> {
  const { rows } = await store.pool.query<DayWithEntries>({
    name: 'days-with-entries',
    text: `WITH RECURSIVE walk (day, n) AS (
        (SELECT day, 1 FROM event WHERE published_revision_id IS NOT NULL AND day > $1::date ORDER BY day LIMIT 1)
        UNION ALL
        SELECT (SELECT e.day FROM event e WHERE e.published_revision_id IS NOT NULL AND e.day > walk.day ORDER BY e.day LIMIT 1), n + 1 FROM walk WHERE walk.day IS NOT NULL AND n < $2)
      SELECT day::text AS day, (SELECT count(*)::int FROM (SELECT FROM event e WHERE e.day = walk.day AND e.published_revision_id IS NOT NULL LIMIT $3) first) AS published
        FROM walk WHERE day IS NOT NULL ORDER BY walk.day`,
    values: [after ?? '-infinity', STEP, few + 1],
  });
  return rows;
}
