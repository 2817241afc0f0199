import type { AppError } from '../../../kernel/app-error.ts';
import type { EntryId } from '../../../kernel/ids.ts';
import type { Actor } from '../../../kernel/permission/actor.ts';
import { fail, type Result } from '../../../kernel/result.ts';
import type { Store } from '../../../platform/database/database.ts';
import { transact } from '../../../platform/database/transaction.ts';
import type { SeenText } from '../rules/approve.ts';
import { readSnapshot } from '../store/entry-snapshot.ts';
import { type Approval, approveWithin, staleBase } from './parts/approval.ts';

export type { Approval } from './parts/approval.ts';

/**
 * Approves exactly the content that the reviewer saw, and publishes it; of a withdrawal, takes the page away. Of two at
 * once, one wins. Where another revision was published meanwhile, the error says whether the two can be merged.
 */
export async function approveEntry(
  store: Store,
  actor: Actor,
  entry: EntryId,
  seen: SeenText,
): Promise<Result<Approval, AppError>> {
  const done = await transact(store, ({ prisma }) => approveWithin(prisma, actor, entry, seen));
  if (done.ok || done.error.code !== 'stale-base' || done.error.mergeable !== undefined) return done;
  const snapshot = await readSnapshot(store, entry);
  return snapshot ? fail(await staleBase(store, snapshot)) : done;
}
