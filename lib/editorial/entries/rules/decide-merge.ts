import type { AppError, MergeProblem } from '../../../kernel/app-error.ts';
import type { EntryId, PersonId, RevisionId } from '../../../kernel/ids.ts';
import type { EntryStatus } from '../../../kernel/newsroom/entry-status.ts';
import type { MergedRevision, Proposal } from '../../../kernel/newsroom/proposal.ts';
import { fail, ok, type Result } from '../../../kernel/result.ts';

type Entry = { entry: EntryId; stands: EntryStatus; proposal: Proposal | undefined };

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
export function merge(keep: Entry, other: Entry, by: PersonId): Result<MergeDecision, AppError> {
  const problem = problemOf(keep, other);
  if (problem) return fail({ code: 'cannot-merge', why: problem });
  const base = keep.stands.state === 'published' ? keep.stands.revision : undefined;
  if (base === undefined) return fail({ code: 'cannot-merge', why: 'not-published' });
  if (other.stands.state === 'published') {
    return ok({
      kind: isOpen(keep.proposal) ? 'again' : 'propose',
      base,
      merged: { entry: other.entry, revision: other.stands.revision },
    });
  }
  return other.proposal?.authors.includes(by) ? ok({ kind: 'join', base }) : fail({ code: 'not-yours' });
}

/**
 * Whether the merged entry still stands as it was merged: its text published, and nothing open that would be lost.
 */
export function stillStands({ stands, proposal }: Pick<Entry, 'stands' | 'proposal'>, revision: RevisionId): boolean {
  return stands.state === 'published' && stands.revision === revision && !isOpen(proposal);
}

function problemOf(keep: Entry, other: Entry): MergeProblem | undefined {
  if (keep.entry === other.entry) return 'itself';
  if (keep.stands.state !== 'published') return 'not-published';
  if (isOpen(keep.proposal) && keep.proposal?.mergedEntry?.entry !== other.entry) return 'change-open';
  if (other.stands.state === 'published') return isOpen(other.proposal) ? 'other-change-open' : undefined;
  return other.stands.state === 'unpublished' && isOpen(other.proposal) ? undefined : 'other-gone';
}

function isOpen(proposal: Proposal | undefined): boolean {
  return proposal !== undefined && proposal.state !== 'approved' && proposal.state !== 'discarded';
}
