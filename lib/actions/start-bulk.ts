import type { Actor } from '../domain/permission/actor.ts';
import type { Refusal } from '../domain/refusals.ts';
import type { Result } from '../domain/result.ts';
import type { Store } from '../store/database.ts';
import { transact } from '../store/transaction.ts';
import { type BulkWish, startBulkIn } from './parts/new-bulk.ts';
import type { StartedRun } from './parts/start-run.ts';

/**
 * Starts one verb over many entries. A worker does it, entry by entry, as this person; each entry is allowed or refused
 * by itself.
 */
export async function startBulk(
  store: Store,
  actor: Actor,
  wish: BulkWish,
  key?: string,
): Promise<Result<StartedRun, Refusal>> {
  return transact(store, ({ prisma }) => startBulkIn(prisma, actor, wish, key));
}
