/** Where a change of names that somebody asked for is. */
export type ContextChangeState = 'in_review' | 'changes_requested' | 'approved' | 'discarded';
