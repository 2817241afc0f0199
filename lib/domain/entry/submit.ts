import type { PersonId } from '../ids.ts';
import type { Refusal } from '../refusals.ts';
import { ok, type Result, refuse } from '../result.ts';
import { type Proposal, STATE_NAMES } from './proposal.ts';

export type Submitted = { state: 'in_review'; submittedAt: Date };

/**
 * An author hands a draft, or a proposal that was sent back, to the reviewers. A proposal that says
 * the same as the published revision (`publishedHash`) has nothing to review, unless it asks that the page be withdrawn.
 */
export function submit(proposal: Proposal, by: PersonId, publishedHash: string | undefined, now: Date): Result<Submitted, Refusal> {
  if (proposal.state !== 'draft' && proposal.state !== 'changes_requested') {
    return refuse({ code: 'wrong-state', verb: 'submitted', state: STATE_NAMES[proposal.state] });
  }
  if (!proposal.authors.includes(by)) return refuse({ code: 'not-yours' });
  if (proposal.asks === 'publish' && proposal.hash === publishedHash) return refuse({ code: 'nothing-changed' });
  return ok({ state: 'in_review', submittedAt: now });
}
