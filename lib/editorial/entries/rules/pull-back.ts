import type { PersonId } from '../../../kernel/ids.ts';
import { type Proposal, STATE_NAMES } from '../../../kernel/newsroom/proposal.ts';
import type { Refusal } from '../../../kernel/refusals.ts';
import { ok, type Result, refuse } from '../../../kernel/result.ts';

/** An author takes a submitted proposal back to work on it. */
export function pullBack(proposal: Proposal, by: PersonId): Result<{ state: 'draft' }, Refusal> {
  if (proposal.state !== 'in_review')
    return refuse({ code: 'wrong-state', verb: 'pulled back', state: STATE_NAMES[proposal.state] });
  if (!proposal.authors.includes(by)) return refuse({ code: 'not-yours' });
  return ok({ state: 'draft' });
}
