import type { AppError } from '../../../kernel/app-error.ts';
import type { PersonId } from '../../../kernel/ids.ts';
import { type Proposal, STATE_NAMES } from '../../../kernel/newsroom/proposal.ts';
import { fail, ok, type Result } from '../../../kernel/result.ts';

export type Submission = { state: 'in_review'; submittedAt: Date };

/** How many independent sources the text has, and how many the newsroom wants at least. */
export type SourcesRule = { independent: number; least: number };

/**
 * An author hands a draft, or a proposal that was returned for changes, to the reviewers. A proposal that says
 * the same as the published revision (`publishedHash`) has nothing to review, unless it asks that the page be withdrawn
 * or takes another entry in; one that asks for a text needs as many independent sources as the newsroom's rule says.
 */
export function submit(
  proposal: Proposal,
  by: PersonId,
  publishedHash: string | undefined,
  sources: SourcesRule,
  now: Date,
): Result<Submission, AppError> {
  if (proposal.state !== 'draft' && proposal.state !== 'changes_requested') {
    return fail({ code: 'wrong-state', action: 'submitted', state: STATE_NAMES[proposal.state] });
  }
  if (!proposal.authors.includes(by)) return fail({ code: 'not-yours' });
  if (proposal.asks === 'withdraw') return ok({ state: 'in_review', submittedAt: now });
  if (proposal.hash === publishedHash && !proposal.mergedEntry) return fail({ code: 'nothing-changed' });
  if (sources.independent < sources.least)
    return fail({ code: 'invalid', fields: [{ field: 'sources', message: missing(sources) }] });
  return ok({ state: 'in_review', submittedAt: now });
}

function missing({ independent, least }: SourcesRule): string {
  const needed = least === 1 ? 'At least 1 source is' : `At least ${least} sources from different publishers are`;
  const found = independent === 0 ? 'there is none yet' : `there ${independent === 1 ? 'is' : 'are'} ${independent}`;
  return `are too few. ${needed} required before review; ${found}. Add ${least - independent} more.`;
}
