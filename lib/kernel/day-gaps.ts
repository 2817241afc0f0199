import { type Day, daysBetween, nextDay, previousDay } from './day.ts';

/** A day with a published entry, and how many it has. */
export type DayWithEntries = { day: Day; published: number };

/** Days in a row without a published entry, or one with few. */
export type DayGap = { kind: 'gap'; from: Day; to: Day; days: number } | { kind: 'few'; day: Day; published: number };

/**
 * The gaps between days that have entries, and those days that have at most `few`; in the order of the calendar.
 * `before` is the last day with entries ahead of these.
 */
export function gapsIn(days: readonly DayWithEntries[], few: number, before?: Day): DayGap[] {
  const gaps: DayGap[] = [];
  let last = before;
  for (const { day, published } of days) {
    if (last !== undefined && nextDay(last) !== day)
      gaps.push({ kind: 'gap', from: nextDay(last), to: previousDay(day), days: daysBetween(last, day) - 1 });
    if (published <= few) gaps.push({ kind: 'few', day, published });
    last = day;
  }
  return gaps;
}
