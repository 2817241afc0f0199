import type { ChangeItem } from '#lib/editorial/review/queries/queue-changes.ts';
import type { Purpose } from '#lib/kernel/newsroom/purpose.ts';
import type { ReviewKind } from '#lib/kernel/newsroom/review-item.ts';

/** What a reviewer is asked for. */
export const PURPOSE_WORDS: Readonly<Record<Purpose, string>> = {
  new: 'New entry',
  change: 'Change to a published entry',
  return: 'Restores a withdrawn entry',
  withdraw: 'Withdraws a published entry',
};

/** The kinds of what waits, as a filter names them. */
export const KIND_WORDS: Readonly<Record<ReviewKind, string>> = {
  entry: 'Entries',
  context: 'Contexts',
  prose: 'Text pages',
  order: 'Day orders',
};

/** What a change is that is no entry. */
export function changeKindName({ kind, isNew }: Pick<ChangeItem, 'kind' | 'isNew'>): string {
  if (kind === 'context') return 'Change to a context';
  if (kind === 'order') return 'New order for a day';
  return isNew ? 'New page' : 'New text for a page';
}
