import type { AppError } from '../../../kernel/app-error.ts';
import { type Proposal, STATE_NAMES } from '../../../kernel/newsroom/proposal.ts';
import { fail, ok, type Result } from '../../../kernel/result.ts';

export type ChangesRequest = { state: 'changes_requested'; reason: string };

/** A reviewer sends a proposal back, with the reason that its author needs. */
export function requestChanges(proposal: Proposal, reason: string): Result<ChangesRequest, AppError> {
  if (proposal.state !== 'in_review')
    return fail({ code: 'wrong-state', action: 'returned for changes', state: STATE_NAMES[proposal.state] });
  if (!reason.trim()) return fail({ code: 'reason-missing' });
  return ok({ state: 'changes_requested', reason: reason.trim() });
}
