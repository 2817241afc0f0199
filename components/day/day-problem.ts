import { daysInMonth } from '#lib/kernel/day.ts';
import { monthName } from '#lib/kernel/day-names.ts';

/** Why a text names no day, in words for whoever typed it into an address. */
export function dayProblem(text: string): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const [year, month, day] = parts ? [Number(parts[1]), Number(parts[2]), Number(parts[3])] : [0, 0, 0];
  if (!parts) return `“${text}” is not a day. Write it as YYYY-MM-DD, for example 2013-01-19.`;
  if (year < 1) return 'The calendar begins with the year 0001.';
  if (month < 1 || month > 12) return `There is no month ${parts[2]}: they go from 01 to 12.`;
  if (day < 1) return 'A month begins with day 01.';
  return `${monthName(year, month)} has ${daysInMonth(year, month)} days, so there is no ${parts[3]}.`;
}
