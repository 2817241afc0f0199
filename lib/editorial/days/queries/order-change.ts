import { asProposed } from '../../../kernel/newsroom/day-order.ts';
import { renderDayPage } from '../../../layout/day-page.ts';
import { orderHash } from '../../../platform/content-hash.ts';
import type { Store } from '../../../platform/database/database.ts';
import { type OrderProposalRow, readOrderProposal } from '../store/order-proposals.ts';
import { type ListedItem, readDay } from './day.ts';

/**
 * A proposed order of a day, with the day's page as it is and as it would be now. `hash` is what an approval is of; the
 * pages are null once it is decided.
 */
export type OrderChange = Omit<OrderProposalRow, 'submittedAt' | 'places'> & {
  submittedAt: string;
  hash: string;
  before: string | null;
  after: string | null;
};

/** One proposed order; undefined where there is none. */
export async function readOrderChange(store: Store, id: number): Promise<OrderChange | undefined> {
  const row = await readOrderProposal(store, id);
  if (!row) return undefined;
  const { places: proposed, ...shown } = row;
  const change = { ...shown, submittedAt: row.submittedAt.toISOString() };
  if (row.state !== 'in_review') return { ...change, hash: '', before: null, after: null };
  const { listed } = await readDay(store, row.day);
  const byPlace = new Map(listed.map((item) => [item.key, item]));
  const next = asProposed([...byPlace.keys()], proposed);
  const page = (items: readonly ListedItem[]) =>
    renderDayPage({ edition: '2017', day: row.day, entries: items.flatMap(({ line }) => line ?? []) });
  return {
    ...change,
    hash: orderHash(row.day, next),
    before: page(listed),
    after: page(next.flatMap((place) => byPlace.get(place) ?? [])),
  };
}
