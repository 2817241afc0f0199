import { type Day, dayAfter, dayBefore, dayOf, daysInMonth, partsOf, weekdayOf } from '#lib/kernel/day.ts';

/** The keys that lead from one day to another. */
export const STEP_KEYS = [
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
  'PageUp',
  'PageDown',
] as const;

/**
 * The day that a key leads to from another: arrows by days and weeks, Page Up and Down by months, Home and End within
 * the week. Undefined for other keys, and outside the day's year.
 */
export function stepOf(from: Day, key: string): Day | undefined {
  const to = target(from, key);
  return to && partsOf(to).year === partsOf(from).year ? to : undefined;
}

function target(from: Day, key: string): Day | undefined {
  switch (key) {
    case 'ArrowLeft':
      return moved(from, -1);
    case 'ArrowRight':
      return moved(from, 1);
    case 'ArrowUp':
      return moved(from, -7);
    case 'ArrowDown':
      return moved(from, 7);
    case 'Home':
      return moved(from, -weekdayOf(from));
    case 'End':
      return moved(from, 6 - weekdayOf(from));
    case 'PageUp':
      return inMonth(from, -1);
    case 'PageDown':
      return inMonth(from, 1);
    default:
      return undefined;
  }
}

/** A step out of the year stays where it is, and so does one out of the calendar. */
function moved(from: Day, by: number): Day | undefined {
  let day: Day | undefined = from;
  for (let n = 0; day && n < Math.abs(by); n += 1) day = by < 0 ? dayBefore(day) : dayAfter(day);
  return day && partsOf(day).year === partsOf(from).year ? day : undefined;
}

/** The same date in another month, or its last one. */
function inMonth(from: Day, by: number): Day | undefined {
  const { year, month, day } = partsOf(from);
  const to = month + by;
  return to < 1 || to > 12 ? undefined : dayOf(year, to, Math.min(day, daysInMonth(year, to)));
}
