import type { Day } from '#lib/kernel/day.ts';

/** Today in UTC, as the archive counts days. */
export function today(): Day {
  return new Date().toISOString().slice(0, 10) as Day;
}
