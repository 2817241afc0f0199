import type { Refusal } from '../refusals.ts';
import { ok, type Result, refuse } from '../result.ts';
import { type Proposal, STATE_NAMES } from './proposal.ts';

export type SentBack = { state: 'changes_requested'; reason: string };

/** A reviewer sends a proposal back, with the reason that its author needs. */
export function requestChanges(proposal: Proposal, reason: string): Result<SentBack, Refusal> {
  if (proposal.state !== 'in_review')
    return refuse({ code: 'wrong-state', verb: 'sent back', state: STATE_NAMES[proposal.state] });
  if (!reason.trim()) return refuse({ code: 'reason-missing' });
  return ok({ state: 'changes_requested', reason: reason.trim() });
}
