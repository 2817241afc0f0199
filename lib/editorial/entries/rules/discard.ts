import type { PersonId } from '../../../kernel/ids.ts';
import { type Proposal, STATE_NAMES } from '../../../kernel/newsroom/proposal.ts';
import type { Refusal } from '../../../kernel/refusals.ts';
import { ok, type Result, refuse } from '../../../kernel/result.ts';

/** An author gives a proposal up. Its texts stay in the history. */
export function discard(proposal: Proposal, by: PersonId): Result<{ state: 'discarded' }, Refusal> {
  if (proposal.state === 'approved' || proposal.state === 'discarded') {
    return refuse({ code: 'wrong-state', verb: 'discarded', state: STATE_NAMES[proposal.state] });
  }
  if (!proposal.authors.includes(by)) return refuse({ code: 'not-yours' });
  return ok({ state: 'discarded' });
}
