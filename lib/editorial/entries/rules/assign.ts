import type { AppError } from '../../../kernel/app-error.ts';
import type { PersonId } from '../../../kernel/ids.ts';
import { type Proposal, STATE_NAMES } from '../../../kernel/newsroom/proposal.ts';
import { fail, ok, type Result } from '../../../kernel/result.ts';

/** Whom a proposal is given to. `reviews`: has access now, and the right to decide. */
export type Assignee = { id: PersonId; name: string; reviews: boolean };

/**
 * Gives what is in review to a reviewer, or to nobody again. Refused: whoever cannot decide on it, because of their
 * rights or because they wrote part of it.
 */
export function assign(proposal: Proposal, to: Assignee | null): Result<{ to: PersonId | null }, AppError> {
  if (proposal.state !== 'in_review')
    return fail({ code: 'wrong-state', action: 'assigned', state: STATE_NAMES[proposal.state] });
  if (to === null) return ok({ to: null });
  if (!to.reviews) return fail(problem(`cannot be ${to.name}: only active reviewers and admins can review.`));
  if (proposal.authors.includes(to.id)) return fail(problem(`cannot be ${to.name}, who wrote part of this.`));
  return ok({ to: to.id });
}

function problem(message: string): AppError {
  return { code: 'invalid', fields: [{ field: 'to', message }] };
}
