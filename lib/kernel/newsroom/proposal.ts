import type { EntryId, PersonId, ProposalId, RevisionId } from '../ids.ts';

/** Why a published page should be withdrawn, and the entry whose page its readers are sent to. */
export type Withdrawal = { reason: string; redirect: EntryId | undefined };

/**
 * Another entry that a proposal merges: approved, its page is withdrawn and its readers are sent to the one that
 * stays. `revision` is the text of it that was merged.
 */
export type MergedRevision = { entry: EntryId; revision: RevisionId };

/**
 * What a proposal asks for: that its text be published, or that the published text, which is then its own, be
 * withdrawn.
 */
type ProposalPurpose = { asks: 'publish' } | { asks: 'withdraw'; withdrawal: Withdrawal };

/** What every proposal has: the text it is at, and the published revision that it began from. */
type ProposalCommon = ProposalPurpose & {
  id: ProposalId;
  entry: EntryId;
  version: number;
  /** Undefined while the entry is not published. */
  base: RevisionId | undefined;
  revision: RevisionId;
  hash: string;
  /** Whoever wrote any part of it; of a withdrawal, whoever asked for it. */
  authors: readonly PersonId[];
  /** Those of the authors who wrote themselves: the others only held what somebody else wrote with. */
  writers: readonly PersonId[];
  /** The published entry that it takes in. */
  mergedEntry?: MergedRevision | undefined;
};

type Draft = ProposalCommon & { state: 'draft' };
type InReview = ProposalCommon & { state: 'in_review'; submittedAt: Date };
type ChangesRequested = ProposalCommon & { state: 'changes_requested'; reason: string };
type Approved = ProposalCommon & { state: 'approved'; decidedBy: PersonId };
type Discarded = ProposalCommon & { state: 'discarded'; decidedBy: PersonId };

export type Proposal = Draft | InReview | ChangesRequested | Approved | Discarded;
export type OpenProposal = Draft | InReview | ChangesRequested;
export type ProposalState = Proposal['state'];

/** The states of proposals that somebody still works on or decides. */
export const OPEN_STATES = [
  'draft',
  'in_review',
  'changes_requested',
] as const satisfies readonly OpenProposal['state'][];
export type OpenState = (typeof OPEN_STATES)[number];

/** How a state is called where people read it. */
export const STATE_NAMES: Readonly<Record<ProposalState, string>> = {
  draft: 'a draft',
  in_review: 'in review',
  changes_requested: 'waiting for changes',
  approved: 'approved',
  discarded: 'discarded',
};
