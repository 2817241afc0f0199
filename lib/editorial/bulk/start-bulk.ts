import type { AppError } from '../../kernel/app-error.ts';
import type { Actor } from '../../kernel/permission/actor.ts';
import type { Result } from '../../kernel/result.ts';
import type { Store } from '../../platform/database/database.ts';
import { transact } from '../../platform/database/transaction.ts';
import type { StartedRun } from '../../runs/actions/parts/start-run.ts';
import { type BulkRequest, startBulkIn } from './new-bulk.ts';

/**
 * Starts one action over many entries. A worker does it, entry by entry, as this person; each entry is allowed or
 * refused by itself.
 */
export async function startBulk(
  store: Store,
  actor: Actor,
  wish: BulkRequest,
  key?: string,
): Promise<Result<StartedRun, AppError>> {
  return transact(store, ({ prisma }) => startBulkIn(prisma, actor, wish, key));
}
