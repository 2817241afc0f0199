import { type Day, nextDay, previousDay } from '../../domain/day.ts';

/** A day with so many days before and after it, in the order of the calendar; fewer at its ends. */
export function daysAround(day: Day, before: number, after: number): Day[] {
  const days = [day];
  for (let first = day; days.length <= before && first !== '0001-01-01'; days.unshift(first)) first = previousDay(first);
  const length = days.length;
  for (let last = day; days.length < length + after && last !== '9999-12-31'; days.push(last)) last = nextDay(last);
  return days;
}
