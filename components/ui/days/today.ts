import { type Day, dayFrom } from '#lib/kernel/day.ts';

/** Today in UTC, as the archive counts days. */
export function today(): Day {
  return dayFrom(new Date().toISOString().slice(0, 10));
}
