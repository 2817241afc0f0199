import type { AppError } from '../../../kernel/app-error.ts';
import type { EntryId } from '../../../kernel/ids.ts';
import type { Actor } from '../../../kernel/permission/actor.ts';
import type { Result } from '../../../kernel/result.ts';
import type { Store } from '../../../platform/database/database.ts';
import { Overtaken, transact } from '../../../platform/database/transaction.ts';
import type { WithdrawalRequest } from '../rules/withdraw.ts';
import type { MovedProposal } from './parts/move-proposal.ts';
import { askWithdrawal } from './parts/withdrawal.ts';

/**
 * Asks that a published page be taken away, and puts that before the reviewers at once. Approving it is `approveEntry`.
 */
export async function withdrawEntry(
  store: Store,
  actor: Actor,
  entry: EntryId,
  asked: WithdrawalRequest,
): Promise<Result<MovedProposal, AppError>> {
  return transact(store, async (db) => {
    const asking = await askWithdrawal(db, actor, entry, asked);
    if (!asking) throw new Overtaken();
    return asking;
  });
}
