import type { AppError } from '../../../kernel/app-error.ts';
import type { PersonId } from '../../../kernel/ids.ts';
import { type Proposal, STATE_NAMES } from '../../../kernel/newsroom/proposal.ts';
import { fail, ok, type Result } from '../../../kernel/result.ts';

/** An author gives a proposal up. Its texts stay in the history. */
export function discard(proposal: Proposal, by: PersonId): Result<{ state: 'discarded' }, AppError> {
  if (proposal.state === 'approved' || proposal.state === 'discarded') {
    return fail({ code: 'wrong-state', action: 'discarded', state: STATE_NAMES[proposal.state] });
  }
  if (!proposal.authors.includes(by)) return fail({ code: 'not-yours' });
  return ok({ state: 'discarded' });
}
