import type { PersonId } from '../ids.ts';
import type { Refusal } from '../refusals.ts';
import { ok, type Result, refuse } from '../result.ts';
import { type Proposal, STATE_NAMES } from './proposal.ts';

/** An author gives a proposal up. Its texts stay in the history. */
export function discard(proposal: Proposal, by: PersonId): Result<{ state: 'discarded' }, Refusal> {
  if (proposal.state === 'approved' || proposal.state === 'discarded') {
    return refuse({ code: 'wrong-state', verb: 'discarded', state: STATE_NAMES[proposal.state] });
  }
  if (!proposal.authors.includes(by)) return refuse({ code: 'not-yours' });
  return ok({ state: 'discarded' });
}
