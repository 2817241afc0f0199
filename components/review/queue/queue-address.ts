import type { QueueFilter } from '#lib/editorial/review/contract/review.ts';

/** A list of the queue as the query of an address, with its question mark; nothing for the whole queue. */
export function queryOf(filter: QueueFilter, more: Record<string, string> = {}): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries({ ...filter, ...more }))
    if (value !== undefined) query.set(key, String(value));
  return query.size ? `?${query}` : '';
}
