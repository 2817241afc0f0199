import { type Day, dayOf, daysInMonth, nextDay, partsOf, previousDay, weekdayOf } from '#lib/domain/day.ts';

/** The day that a key leads to from another: arrows by days and weeks, Page Up and Down by months, Home and End within the week. Undefined for other keys, and outside the day's year. */
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
  let day = from;
  const { year } = partsOf(from);
  for (let n = 0; n < Math.abs(by); n += 1) {
    const { month, day: date } = partsOf(day);
    if (by < 0 ? month === 1 && date === 1 : month === 12 && date === 31) return undefined;
    day = by < 0 ? previousDay(day) : nextDay(day);
  }
  return partsOf(day).year === year ? day : undefined;
}

/** The same date in another month, or its last one. */
function inMonth(from: Day, by: number): Day | undefined {
  const { year, month, day } = partsOf(from);
  const to = month + by;
  return to < 1 || to > 12 ? undefined : dayOf(year, to, Math.min(day, daysInMonth(year, to)));
}
