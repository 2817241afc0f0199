import { type Day, dayAfter, dayBefore } from '../../kernel/day.ts';

/** A day with so many days before and after it, in the order of the calendar; fewer at its ends. */
export function daysAround(day: Day, before: number, after: number): Day[] {
  const days = [day];
  for (let first = dayBefore(day); first && days.length <= before; first = dayBefore(first)) days.unshift(first);
  const length = days.length;
  for (let last = dayAfter(day); last && days.length < length + after; last = dayAfter(last)) days.push(last);
  return days;
}
