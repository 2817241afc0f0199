declare const brand: unique symbol;

/** A calendar date as `YYYY-MM-DD`, years 0001 to 9999, without clock or zone. */
export type Day = string & { readonly [brand]: 'day' };

/** The ends of the calendar. */
export const FIRST_DAY = join(1, 1, 1);
const LAST_DAY = join(9999, 12, 31);

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;
const A_DAY_MS = 86_400_000;
const MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The day that a text in the form `YYYY-MM-DD` names; undefined where the form or the date does not exist. */
export function parseDay(text: string): Day | undefined {
  return isDay(text) ? text : undefined;
}

/** Whether a text names a day. */
function isDay(text: string): text is Day {
  const parts = SHAPE.exec(text);
  return parts !== null && exists(Number(parts[1]), Number(parts[2]), Number(parts[3]));
}

/** The day that a text names, where it is certain to name one: anything else is a fault. */
export function dayFrom(text: string): Day {
  if (!isDay(text)) throw new RangeError(`“${text}” is not a day.`);
  return text;
}

/** The day of three numbers; undefined where it does not exist. */
export function dayOf(year: number, month: number, day: number): Day | undefined {
  return exists(year, month, day) ? join(year, month, day) : undefined;
}

/** Year, month 1 to 12 and day of the month. */
export function partsOf(day: Day): { year: number; month: number; day: number } {
  return { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)), day: Number(day.slice(8)) };
}

/** The calendar day before. The first of January 0001 has none. */
export function previousDay(of: Day): Day {
  const { year, month, day } = partsOf(of);
  if (day > 1) return join(year, month, day - 1);
  if (month > 1) return join(year, month - 1, daysInMonth(year, month - 1));
  if (year === 1) throw new RangeError('There is no day before 0001-01-01.');
  return join(year - 1, 12, 31);
}

/** The calendar day before; undefined before the first day of all. */
export function dayBefore(of: Day): Day | undefined {
  return of === FIRST_DAY ? undefined : previousDay(of);
}

/** The calendar day after; undefined after the last day of all. */
export function dayAfter(of: Day): Day | undefined {
  return of === LAST_DAY ? undefined : nextDay(of);
}

/** A day between those before and after it, as far as the calendar has them. */
export function withNeighbours(of: Day): Day[] {
  return [dayBefore(of), of, dayAfter(of)].filter((day) => day !== undefined);
}

/** The calendar day after. The last of December 9999 has none. */
export function nextDay(of: Day): Day {
  const { year, month, day } = partsOf(of);
  if (day < daysInMonth(year, month)) return join(year, month, day + 1);
  if (month < 12) return join(year, month + 1, 1);
  if (year === 9999) throw new RangeError('There is no day after 9999-12-31.');
  return join(year + 1, 1, 1);
}

/** The place of a day in the row of all days: neighbours are one apart. */
export function dayNumber(of: Day): number {
  return Date.parse(of) / A_DAY_MS;
}

/** The number of days in a month (1 to 12) of the Gregorian calendar. */
export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeap(year) ? 29 : (MONTHS[month - 1] ?? 0);
}

/** The day of the week, 0 for Monday to 6 for Sunday (Zeller's congruence). */
export function weekdayOf(of: Day): number {
  const { year, month, day } = partsOf(of);
  const [y, m] = month < 3 ? [year - 1, month + 12] : [year, month];
  const sunday1 =
    (day + Math.floor((13 * (m + 1)) / 5) + y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400)) % 7;
  return (sunday1 + 5) % 7;
}

function exists(year: number, month: number, day: number): boolean {
  return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function join(year: number, month: number, day: number): Day {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` as Day;
}

/** How many days lie between two, the later one counted: 1 from one day to the next. */
export function daysBetween(from: Day, to: Day): number {
  return numberOf(to) - numberOf(from);
}

/** The days since a day before all others: years that end in February, so that a leap day is a year's last. */
function numberOf(of: Day): number {
  const { year, month, day } = partsOf(of);
  const [y, m] = month < 3 ? [year - 1, month + 9] : [year, month - 3];
  return 365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + Math.floor((153 * m + 2) / 5) + day;
}
