import type { Day } from '../../../kernel/day.ts';
import type { Store } from '../../../platform/database/database.ts';
import { live } from '../../published/published.ts';
import { latestPublishedDay } from '../../published/published-days.ts';

/**
 * The latest day that has a published entry, as the front page leads with it: where a new entry most likely belongs.
 * Undefined where nothing is published.
 */
export function lastDay(store: Store): Promise<Day | undefined> {
  return latestPublishedDay(live(store.pool));
}
