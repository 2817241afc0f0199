import type { AppError } from '../../../kernel/app-error.ts';
import type { Day } from '../../../kernel/day.ts';
import type { EntryId, PersonId, RevisionId } from '../../../kernel/ids.ts';
import { type MergedRevision, type Proposal, STATE_NAMES } from '../../../kernel/newsroom/proposal.ts';
import { fail, ok, type Result } from '../../../kernel/result.ts';
import { ownPart } from '../../review/rules/second-person.ts';

/**
 * What the reviewer had on the screen: the exact content by its hash, and whether a day far ahead is meant. Left out,
 * nobody is asked about that: it was decided before.
 */
export type SeenText = { hash: string; farDayConfirmed?: boolean | undefined };

/**
 * What the record of an approval says besides: that the approver wrote part of it, who else held what the approver came
 * in with, the time it was set for (ISO), and by how many minutes it missed that.
 */
export type ApprovalNotes = {
  ownWork?: true;
  hands?: readonly PersonId[];
  scheduledFor?: string;
  lateMinutes?: number;
};

type ApprovedText = { state: 'approved'; revision: RevisionId; hash: string; notes: ApprovalNotes };

/** The text becomes what readers see, and the page of the entry that it takes in goes. */
export type Publish = ApprovedText & { does: 'publish'; mergedEntry?: MergedRevision | undefined };

/** The page that shows this text goes. */
export type WithdrawalApproval = ApprovedText & { does: 'take-away'; redirect: EntryId | undefined };

/**
 * What is published now, and whether the newsroom asks for somebody else's eyes. `hands`: who else holds what the
 * approver came in with.
 * `mergedEntryMoved`: an entry that the proposal merges is not as it was merged. `farDay`: the day is so far ahead that
 * it has to be confirmed.
 */
export type ApprovalRule = {
  published: RevisionId | undefined;
  fourEyes: boolean;
  hands?: readonly PersonId[] | undefined;
  mergedEntryMoved?: boolean;
  farDay?: Day | undefined;
};

/**
 * A reviewer approves exactly what was seen. Refused: a text that changed since, a proposal whose base is no longer
 * what is published and, under the rule of four eyes, whoever wrote any part of it (of a withdrawal: whoever asked for
 * it), whether they come themselves or another comes in with what they made.
 */
export function approve(
  proposal: Proposal,
  by: PersonId,
  seen: SeenText,
  { published, fourEyes, hands = [], mergedEntryMoved = false, farDay }: ApprovalRule,
): Result<Publish | WithdrawalApproval, AppError> {
  const own = ownPart(proposal, { person: by, hands });
  if (own && fourEyes) return fail({ code: own });
  if (proposal.state !== 'in_review')
    return fail({ code: 'wrong-state', action: 'approved', state: STATE_NAMES[proposal.state] });
  if (proposal.hash !== seen.hash) return fail({ code: 'text-changed' });
  if (proposal.base !== published) return fail({ code: 'stale-base' });
  if (mergedEntryMoved) return fail({ code: 'merged-moved' });
  if (proposal.asks === 'publish' && farDay !== undefined && seen.farDayConfirmed === false)
    return fail({ code: 'far-day', day: farDay });
  const { revision, hash } = proposal;
  const approved: ApprovedText = {
    state: 'approved',
    revision,
    hash,
    notes: { ...(own ? { ownWork: true } : {}), ...(hands.length ? { hands } : {}) },
  };
  if (proposal.asks === 'publish')
    return ok({ ...approved, does: 'publish', ...(proposal.mergedEntry ? { mergedEntry: proposal.mergedEntry } : {}) });
  return ok({ ...approved, does: 'take-away', redirect: proposal.withdrawal.redirect });
}
