import type { AppError } from '../../../kernel/app-error.ts';
import type { EntryId } from '../../../kernel/ids.ts';
import type { EntryStatus, Published } from '../../../kernel/newsroom/entry-status.ts';
import { type Proposal, STATE_NAMES, type Withdrawal } from '../../../kernel/newsroom/proposal.ts';
import { fail, ok, type Result } from '../../../kernel/result.ts';

/** What somebody asks for: why the page should be withdrawn, and where its readers are sent. */
export type WithdrawalRequest = { reason: string; redirectTo?: EntryId | undefined };

/** A withdrawal that can be put before the reviewers: it is at the text that readers see now. */
export type WithdrawalProposed = { state: 'in_review'; of: Published; withdrawal: Withdrawal };

/**
 * Somebody asks that a published page be taken away. `target` is the status of the entry that readers are to be sent
 * to, undefined where there is none of that id. Refused while another proposal is open: an entry has one at most.
 */
export function withdraw(
  entry: { id: EntryId; status: EntryStatus; proposal: Proposal | undefined },
  asked: WithdrawalRequest,
  target: EntryStatus | undefined,
): Result<WithdrawalProposed, AppError> {
  const { status, proposal } = entry;
  if (status.state !== 'published') return fail({ code: 'not-published' });
  if (proposal && proposal.state !== 'approved' && proposal.state !== 'discarded') {
    return fail({
      code: 'proposal-open',
      state: STATE_NAMES[proposal.state],
      withdraws: proposal.asks === 'withdraw',
    });
  }
  const reason = asked.reason.trim();
  if (!reason) return fail({ code: 'reason-missing' });
  const problem = asked.redirectTo === undefined ? undefined : redirectProblem(entry.id, asked.redirectTo, target);
  if (problem) return fail({ code: 'invalid', fields: [{ field: 'redirectTo', message: problem }] });
  return ok({ state: 'in_review', of: status, withdrawal: { reason, redirect: asked.redirectTo } });
}

function redirectProblem(own: EntryId, to: EntryId, target: EntryStatus | undefined): string | undefined {
  if (to === own) return 'is this same entry. Choose the entry that readers should see instead.';
  if (!target) return `is not an entry in the archive (${to}).`;
  return target.state === 'published' ? undefined : 'is not published. Choose a published entry.';
}
