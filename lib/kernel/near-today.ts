import { type Day, dayAfter, FIRST_DAY, parseDay } from './day.ts';

/** Entries that are planned are written a few days ahead; what is further off does not lead the archive. */
const DAYS_AHEAD = 7;

/** The day of an instant (ISO 8601, in UTC). */
export function dayOfInstant(instant: string): Day {
  return parseDay(instant.slice(0, FIRST_DAY.length)) ?? FIRST_DAY;
}

/** The last day that may be the latest one of the archive on a day. */
export function lastNearDay(today: Day): Day {
  let day = today;
  for (let n = 0; n < DAYS_AHEAD; n += 1) day = dayAfter(day) ?? day;
  return day;
}
