import { type Day, dayAfter } from './day.ts';
import { dayName } from './day-names.ts';
import { lastNearDay } from './near-today.ts';

/** Whether a day is so far ahead that it does not lead the archive yet: perhaps its year is a slip. */
export function isFarAhead(day: Day, today: Day): boolean {
  return day > lastNearDay(today);
}

/**
 * The day that somebody has to confirm before a text on it is published; none where readers see the entry on that day
 * already. Where the calendar is a day ahead of UTC, nobody is asked earlier.
 */
export function dayToConfirm(day: Day, published: Day | undefined, today: Day): Day | undefined {
  return day !== published && isFarAhead(day, dayAfter(today) ?? today) ? day : undefined;
}

/** What is said of such a day before anything on it is published. */
export function farAheadWords(day: Day): string {
  return `${dayName(day)} is in the future. Is the date right?`;
}
