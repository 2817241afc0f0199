import { dayFrom } from '../day.ts';
import { dayName } from '../day-names.ts';

/**
 * What waits in the queue beside entries: a change of a context's names, a new text of a page of prose, another order
 * of a day.
 */
export const CHANGE_KINDS = ['context', 'prose', 'order'] as const;

/** The kinds that are no entries. */
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** Everything that waits in the queue. */
export const REVIEW_KINDS = ['entry', ...CHANGE_KINDS] as const;

export type ReviewKind = (typeof REVIEW_KINDS)[number];

/** One thing of the queue: an entry by its own id, anything else by the id of the change. */
export type ReviewItem = { kind: ReviewKind; id: number };

export type ReviewChange = { kind: ChangeKind; id: number };

const PLACES: Readonly<Record<ReviewKind, string>> = {
  entry: '/review',
  context: '/review/contexts',
  prose: '/review/prose',
  order: '/review/orders',
};

/** Where one thing of the queue is read and decided: its address on the site, and of a change in the API too. */
export function reviewPlace({ kind, id }: ReviewItem): string {
  return `${PLACES[kind]}/${id}`;
}

const CONTEXT_CHANGES = {
  rename: 'rename',
  merge: 'merge into another context',
  unmerge: 'undo its merge',
} as const;

export type ContextChangeKind = keyof typeof CONTEXT_CHANGES;

/** What a list calls a change: by the context and what is to become of it, by the path of the page, or by the day. */
export function changeTitle(kind: ChangeKind, name: string, what: ContextChangeKind | null): string {
  if (kind === 'prose') return `/${name}`;
  if (kind === 'order') return `Order of ${dayName(dayFrom(name))}`;
  return what ? `${name}: ${CONTEXT_CHANGES[what]}` : name;
}
