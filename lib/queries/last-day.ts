import type { Day } from '../domain/day.ts';
import type { Store } from '../store/database.ts';

/** The latest day that has an entry of any state: where a new entry most likely belongs. Undefined in an empty archive. */
export async function lastDay(store: Store): Promise<Day | undefined> {
  const [row] = await store.prisma.$queryRaw<{ day: string }[]>`SELECT day::text AS day FROM event ORDER BY event.day DESC, id DESC LIMIT 1`;
  return row?.day as Day | undefined;
}
