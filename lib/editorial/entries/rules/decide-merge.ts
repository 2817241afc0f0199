import type { AppError, MergeProblem } from '../../../kernel/app-error.ts';
import type { EntryId, PersonId, RevisionId } from '../../../kernel/ids.ts';
import type { EntryStatus } from '../../../kernel/newsroom/entry-status.ts';
import type { MergedRevision, Proposal } from '../../../kernel/newsroom/proposal.ts';
import { fail, ok, type Result } from '../../../kernel/result.ts';

type MergingEntry = { entry: EntryId; status: EntryStatus; proposal: Proposal | undefined };

/**
 * How one entry goes into another. `propose`: a change of the one that stays is opened, which takes the other's page
 * in. `again`: the change that is open does that already, and gets the other's newest text. `join`: the other was never
 * published, so its text joins and its proposal is discarded.
 */
export type MergeDecision =
  | { kind: 'propose' | 'again'; base: RevisionId; merged: MergedRevision }
  | { kind: 'join'; base: RevisionId };

/**
 * Decides how `merge` goes into `keep`, which is published and has no other change open. Who joins a draft must have
 * written part of it.
 */
export function merge(keep: MergingEntry, other: MergingEntry, by: PersonId): Result<MergeDecision, AppError> {
  const problem = problemOf(keep, other);
  if (problem) return fail({ code: 'cannot-merge', why: problem });
  const base = keep.status.state === 'published' ? keep.status.revision : undefined;
  if (base === undefined) return fail({ code: 'cannot-merge', why: 'not-published' });
  if (other.status.state === 'published') {
    return ok({
      kind: isOpen(keep.proposal) ? 'again' : 'propose',
      base,
      merged: { entry: other.entry, revision: other.status.revision },
    });
  }
  return other.proposal?.authors.includes(by) ? ok({ kind: 'join', base }) : fail({ code: 'not-yours' });
}

/**
 * Whether the merged entry still is as it was merged: its text published, and nothing open that would be lost.
 */
export function isStillPublished(
  { status, proposal }: Pick<MergingEntry, 'status' | 'proposal'>,
  revision: RevisionId,
): boolean {
  return status.state === 'published' && status.revision === revision && !isOpen(proposal);
}

function problemOf(keep: MergingEntry, other: MergingEntry): MergeProblem | undefined {
  if (keep.entry === other.entry) return 'itself';
  if (keep.status.state !== 'published') return 'not-published';
  if (isOpen(keep.proposal) && keep.proposal?.mergedEntry?.entry !== other.entry) return 'change-open';
  if (other.status.state === 'published') return isOpen(other.proposal) ? 'other-change-open' : undefined;
  return other.status.state === 'unpublished' && isOpen(other.proposal) ? undefined : 'other-gone';
}

function isOpen(proposal: Proposal | undefined): boolean {
  return proposal !== undefined && proposal.state !== 'approved' && proposal.state !== 'discarded';
}
