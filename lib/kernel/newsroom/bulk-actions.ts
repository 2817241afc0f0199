import type { Permission } from '../permission/table.ts';

/** What can be done to many entries at once. */
export const BULK_ACTIONS = [
  'approve',
  'request-changes',
  'submit',
  'discard',
  'assign',
  'add-context',
  'remove-context',
  'replace-context',
] as const;

export type BulkAction = (typeof BULK_ACTIONS)[number];

/** The right that each of them needs; it is asked when a run begins, and of each entry again. */
export const BULK_RIGHTS: Readonly<Record<BulkAction, Permission>> = {
  approve: 'entry.approve',
  'request-changes': 'entry.request-changes',
  submit: 'entry.submit',
  discard: 'entry.discard',
  assign: 'entry.assign',
  'add-context': 'entry.write',
  'remove-context': 'entry.write',
  'replace-context': 'entry.write',
};

/** What can come of each entry of a run; open until it was its turn. */
export const BULK_OUTCOMES = ['done', 'failed', 'open'] as const;
export type BulkOutcome = (typeof BULK_OUTCOMES)[number];

/** The most entries of one run. */
export const MOST_ITEMS = 500;
