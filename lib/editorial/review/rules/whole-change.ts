import type { AppError } from '../../../kernel/app-error.ts';
import type { PersonId } from '../../../kernel/ids.ts';
import type { Actor } from '../../../kernel/permission/actor.ts';
import { fail, ok, type Result } from '../../../kernel/result.ts';
import { asker, ownPart } from './second-person.ts';

type WholeChangeState = 'in_review' | 'approved' | 'discarded';

/** A change that is approved as it is or discarded, and never returned for changes. */
export type WholeChange = { id: number; state: WholeChangeState; author: PersonId; hands: readonly PersonId[] };

const STATE_NAMES: Readonly<Record<WholeChangeState, string>> = {
  in_review: 'in review',
  approved: 'approved',
  discarded: 'discarded',
};

/**
 * Whether somebody may approve it at all. Refused: one's own under the rule of four eyes, and what was decided already.
 */
export function mayApprove(
  change: WholeChange,
  by: Pick<Actor, 'person' | 'hands'>,
  fourEyes: boolean,
): Result<{ ownWork: boolean }, AppError> {
  const own = ownPart(asker(change.author, change.hands), by);
  if (own && fourEyes) return fail({ code: own });
  return change.state === 'in_review'
    ? ok({ ownWork: own !== undefined })
    : fail({ code: 'wrong-state', action: 'approved', state: STATE_NAMES[change.state] });
}

/** Its author, or a reviewer, discards it. */
export function discardWhole(change: WholeChange): Result<undefined, AppError> {
  return change.state === 'in_review'
    ? ok(undefined)
    : fail({ code: 'wrong-state', action: 'discarded', state: STATE_NAMES[change.state] });
}
