import type { Day } from '../domain/day.ts';
import type { Store } from '../store/database.ts';
import { live } from '../store/published.ts';
import { latestPublishedDay } from '../store/published-days.ts';

/**
 * The latest day that has a published entry, as the front page leads with it: where a new entry most likely belongs.
 * Undefined where nothing is published.
 */
export function lastDay(store: Store): Promise<Day | undefined> {
  return latestPublishedDay(live(store.pool));
}
