import { type Proposal, STATE_NAMES } from '../../../kernel/newsroom/proposal.ts';
import type { Refusal } from '../../../kernel/refusals.ts';
import { ok, type Result, refuse } from '../../../kernel/result.ts';

export type SentBack = { state: 'changes_requested'; reason: string };

/** A reviewer sends a proposal back, with the reason that its author needs. */
export function requestChanges(proposal: Proposal, reason: string): Result<SentBack, Refusal> {
  if (proposal.state !== 'in_review')
    return refuse({ code: 'wrong-state', verb: 'returned for changes', state: STATE_NAMES[proposal.state] });
  if (!reason.trim()) return refuse({ code: 'reason-missing' });
  return ok({ state: 'changes_requested', reason: reason.trim() });
}
