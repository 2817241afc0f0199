import type { EventId, PersonId, ProposalId, RevisionId } from '../ids.ts';

/** What every proposal has: the text it stands at, and the published revision that it began from. */
type Common = {
  id: ProposalId;
  event: EventId;
  version: number;
  /** Undefined while the event was never published. */
  base: RevisionId | undefined;
  revision: RevisionId;
  hash: string;
  /** Whoever wrote any part of it. */
  authors: readonly PersonId[];
};

type Draft = Common & { state: 'draft' };
type InReview = Common & { state: 'in_review'; submittedAt: Date };
type ChangesRequested = Common & { state: 'changes_requested'; reason: string };
type Approved = Common & { state: 'approved'; decidedBy: PersonId };
type Discarded = Common & { state: 'discarded'; decidedBy: PersonId };

export type Proposal = Draft | InReview | ChangesRequested | Approved | Discarded;
export type OpenProposal = Draft | InReview | ChangesRequested;
export type ProposalState = Proposal['state'];

/** How a state is called where people read it. */
export const STATE_NAMES: Readonly<Record<ProposalState, string>> = {
  draft: 'a draft',
  in_review: 'in review',
  changes_requested: 'sent back for changes',
  approved: 'approved',
  discarded: 'discarded',
};
