import type { AskedWithdrawal } from '../domain/entry/withdraw.ts';
import type { EventId } from '../domain/ids.ts';
import type { Actor } from '../domain/permission/actor.ts';
import type { Refusal } from '../domain/refusals.ts';
import type { Result } from '../domain/result.ts';
import type { Store } from '../store/database.ts';
import { Overtaken, transact } from '../store/transaction.ts';
import type { Moved } from './parts/move-proposal.ts';
import { askWithdrawal } from './parts/withdrawal.ts';

/**
 * Asks that a published page be taken away, and puts that before the reviewers at once. Approving it is `approveEntry`.
 */
export async function withdrawEntry(
  store: Store,
  actor: Actor,
  event: EventId,
  asked: AskedWithdrawal,
): Promise<Result<Moved, Refusal>> {
  return transact(store, async (db) => {
    const asking = await askWithdrawal(db, actor, event, asked);
    if (!asking) throw new Overtaken();
    return asking;
  });
}
