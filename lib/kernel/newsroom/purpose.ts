import type { EntryStatus } from './entry-status.ts';
import type { Proposal } from './proposal.ts';

/**
 * What a reviewer is asked for: a first publication, another text, that a withdrawn page comes back, or that a page
 * goes.
 */
export type Purpose = 'new' | 'change' | 'return' | 'withdraw';

/** The purpose of a proposal on an entry that is like this. */
export function purposeOf(asks: Proposal['asks'], status: EntryStatus['state']): Purpose {
  if (asks === 'withdraw') return 'withdraw';
  if (status === 'published') return 'change';
  return status === 'withdrawn' ? 'return' : 'new';
}
