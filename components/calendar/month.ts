import { type Day, dayOf, daysInMonth, partsOf, weekdayOf } from '#lib/kernel/day.ts';

/** A month of the calendar, 1 to 12. */
export type Month = { year: number; month: number };

/** The month that `YYYY-MM` names; undefined where the form or the month does not exist. */
export function parseMonth(text: string): Month | undefined {
  const parts = /^(\d{4})-(\d{2})$/.exec(text);
  const [year, month] = parts ? [Number(parts[1]), Number(parts[2])] : [0, 0];
  return year >= 1 && month >= 1 && month <= 12 ? { year, month } : undefined;
}

/** The month of a day. */
export function monthOf(day: Day): Month {
  const { year, month } = partsOf(day);
  return { year, month };
}

/** `YYYY-MM`. */
export function monthText({ year, month }: Month): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`;
}

/** The month `by` months away; undefined outside the years 0001 to 9999. */
export function shiftMonth({ year, month }: Month, by: number): Month | undefined {
  const count = year * 12 + month - 1 + by;
  const shifted = { year: Math.floor(count / 12), month: (count % 12) + 1 };
  return shifted.year >= 1 && shifted.year <= 9999 ? shifted : undefined;
}

/** The month's weeks, Monday first; undefined where a week reaches into another month. */
export function weeksOf({ year, month }: Month): (Day | undefined)[][] {
  const days = Array.from({ length: daysInMonth(year, month) }, (_, i) => dayOf(year, month, i + 1));
  const [first] = days;
  const cells = [...Array<undefined>(first ? weekdayOf(first) : 0).fill(undefined), ...days];
  const weeks = Math.ceil(cells.length / 7);
  return Array.from({ length: weeks }, (_, week) => Array.from({ length: 7 }, (_, i) => cells[week * 7 + i]));
}
