import type { AppError } from '../../kernel/app-error.ts';
import type { Actor } from '../../kernel/permission/actor.ts';
import { fail, type Result } from '../../kernel/result.ts';
import { mayApprove, type WholeChange } from '../review/rules/whole-change.ts';

/** A text of a page of free prose before the reviewers. `base` is the version that it would replace. */
export type ProseProposal = WholeChange & { path: string; hash: string; base: number | null };

/**
 * A reviewer approves exactly what was seen. Refused: somebody's own text under the rule of four eyes, another text
 * than the one that was seen, and a page of which another version was published meanwhile.
 */
export function approveProse(
  proposal: ProseProposal,
  by: Pick<Actor, 'person' | 'hands'>,
  seen: { hash: string },
  rule: { published: number | null; fourEyes: boolean },
): Result<{ ownWork: boolean }, AppError> {
  const allowed = mayApprove(proposal, by, rule.fourEyes);
  if (!allowed.ok) return allowed;
  if (proposal.hash !== seen.hash) return fail({ code: 'text-changed' });
  if (proposal.base !== rule.published) return fail({ code: 'prose-moved' });
  return allowed;
}
