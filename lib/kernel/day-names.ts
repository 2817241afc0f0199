import { type Day, partsOf, weekdayOf } from './day.ts';

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** The names of the days of the week, Monday first. */
export const WEEKDAY_NAMES: readonly string[] = WEEKDAYS;

/** The names of the months, January first. */
export const MONTH_NAMES: readonly string[] = MONTHS;

/** “Saturday”. */
export function weekdayName(day: Day): string {
  return WEEKDAYS[weekdayOf(day)] ?? '';
}

/** “19 January 2013”. */
export function dayName(day: Day): string {
  const { year, month, day: date } = partsOf(day);
  return `${date} ${monthName(year, month)}`;
}

/** “Sat 19 January 2013”. */
export function fullDayName(day: Day): string {
  return `${weekdayName(day).slice(0, 3)} ${dayName(day)}`;
}

/** “19 Jan 2013”, for lists. */
export function shortDayName(day: Day): string {
  const { year, month, day: date } = partsOf(day);
  return `${date} ${(MONTHS[month - 1] ?? '').slice(0, 3)} ${year}`;
}

/** “January 2013”. */
export function monthName(year: number, month: number): string {
  return `${MONTHS[month - 1] ?? ''} ${year}`;
}
