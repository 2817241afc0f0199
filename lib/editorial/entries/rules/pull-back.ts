import type { AppError } from '../../../kernel/app-error.ts';
import type { PersonId } from '../../../kernel/ids.ts';
import { type Proposal, STATE_NAMES } from '../../../kernel/newsroom/proposal.ts';
import { fail, ok, type Result } from '../../../kernel/result.ts';

/** An author takes a submitted proposal back to work on it. */
export function pullBack(proposal: Proposal, by: PersonId): Result<{ state: 'draft' }, AppError> {
  if (proposal.state !== 'in_review')
    return fail({ code: 'wrong-state', action: 'pulled back', state: STATE_NAMES[proposal.state] });
  if (!proposal.authors.includes(by)) return fail({ code: 'not-yours' });
  return ok({ state: 'draft' });
}
