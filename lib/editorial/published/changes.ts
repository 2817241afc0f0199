import type { FeedChange } from '../../layout/formats/changes.ts';
import type { Store } from '../../platform/database/database.ts';
import { changesAfter } from './archive-changes.ts';
import { live } from './published.ts';

const USUAL_PAGE = 100;

/**
 * The changes that came after a position, in the order of their commits. Positions have no gaps, so whoever reads on
 * from
 * `next` misses nothing; `next` is null at the end, where `position` is what to ask after later.
 */
export async function readChanges(
  store: Store,
  { after = 0, limit = USUAL_PAGE }: { after?: number | undefined; limit?: number | undefined },
): Promise<{ items: FeedChange[]; next: string | null; position: number }> {
  const rows = await changesAfter(live(store.pool), after, limit + 1);
  const items = rows.slice(0, limit).map(({ day: _day, entry: _entry, ...change }) => change);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? String(last.position) : null, position: last?.position ?? after };
}
