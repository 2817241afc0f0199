import type { Day } from '../../../kernel/day.ts';
import type { Store } from '../../../platform/database/database.ts';
import { kysely } from '../../../platform/database/kysely.ts';
import { storedDay } from '../../../platform/database/sql-values.ts';
import { readSignOffState } from '../store/day-sign-offs.ts';

/**
 * The state of a day's sign-off: `content` is the hash of what it says now, which a sign-off names. `last` is the
 * one that counts, and whether the day changed since; null where nobody signed it, or that was taken back. `at` is ISO.
 */
export type DaySignOff = {
  content: string;
  last: { by: string; at: string; note: string; changedSince: boolean } | null;
};

/** Reads a day's sign-off. */
export async function readDaySignOff(store: Store, day: Day): Promise<DaySignOff> {
  const [{ content, signed }, row] = await Promise.all([
    readSignOffState(store, day),
    kysely(store.prisma)
      .selectFrom('day_sign_off as s')
      .innerJoin('person as p', 'p.id', 's.person_id')
      .select(['p.name as by', 's.at', 's.note', 's.signed'])
      .where('s.day', '=', storedDay(day))
      .orderBy('s.id', 'desc')
      .limit(1)
      .executeTakeFirst(),
  ]);
  if (!row?.signed || signed === null) return { content, last: null };
  return { content, last: { by: row.by, at: row.at.toISOString(), note: row.note, changedSince: signed !== content } };
}
