import type { Day } from '../domain/day.ts';
import type { Store } from '../store/database.ts';
import { readSignOffStanding } from '../store/day-sign-offs.ts';

/**
 * How a day stands with its sign-off: `content` is the hash of what it says now, which a sign-off names. `last` is the one that
 * counts, and whether the day changed since; null where nobody signed it, or that was taken back. `at` is ISO.
 */
export type DaySignOff = { content: string; last: { by: string; at: string; note: string; changedSince: boolean } | null };

/** Reads a day's sign-off. */
export async function readDaySignOff(store: Store, day: Day): Promise<DaySignOff> {
  const [{ content, signed }, [row]] = await Promise.all([
    readSignOffStanding(store, day),
    store.prisma.$queryRaw<{ by: string; at: Date; note: string; signed: boolean }[]>`
      SELECT p.name AS by, s.at, s.note, s.signed FROM day_sign_off s JOIN person p ON p.id = s.person_id WHERE s.day = ${day}::date ORDER BY s.id DESC LIMIT 1`,
  ]);
  if (!row?.signed || signed === null) return { content, last: null };
  return { content, last: { by: row.by, at: row.at.toISOString(), note: row.note, changedSince: signed !== content } };
}
