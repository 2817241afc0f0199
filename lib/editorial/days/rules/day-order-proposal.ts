import type { AppError } from '../../../kernel/app-error.ts';
import type { Day } from '../../../kernel/day.ts';
import type { Actor } from '../../../kernel/permission/actor.ts';
import { fail, type Result } from '../../../kernel/result.ts';
import { mayApprove, type WholeChange } from '../../review/rules/whole-change.ts';

/** Another order of a day before the reviewers: `places` are its entries, first to last. */
export type OrderProposal = WholeChange & { day: Day; places: readonly string[] };

/**
 * A reviewer approves exactly the order that was seen, by the hash of what the day becomes now. Refused: one's own
 * under the rule of four eyes, and a day that changed since.
 */
export function approveOrder(
  proposal: OrderProposal,
  by: Pick<Actor, 'person' | 'hands'>,
  seen: { hash: string },
  rule: { hash: string; fourEyes: boolean },
): Result<{ ownWork: boolean }, AppError> {
  const allowed = mayApprove(proposal, by, rule.fourEyes);
  if (!allowed.ok) return allowed;
  return seen.hash === rule.hash ? allowed : fail({ code: 'order-moved' });
}
