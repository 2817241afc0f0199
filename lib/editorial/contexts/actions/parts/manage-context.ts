import type { AppError } from '../../../../kernel/app-error.ts';
import type { ContextId } from '../../../../kernel/ids.ts';
import { type Actor, forbidden } from '../../../../kernel/permission/actor.ts';
import type { Permission } from '../../../../kernel/permission/table.ts';
import { fail, ok, type Result } from '../../../../kernel/result.ts';
import type { Store } from '../../../../platform/database/database.ts';
import { type Database, Rollback, type Transaction, transact } from '../../../../platform/database/transaction.ts';
import { lockVocabulary, type ManagedContext, readManaged } from '../../store/contexts.ts';

/** Does something to the vocabulary in one transaction, one after the other, where the actor may. */
export async function managing<T>(
  store: Store,
  actor: Actor,
  permission: Permission,
  work: (tx: Transaction, db: Database) => Promise<T>,
): Promise<Result<T, AppError>> {
  const no = forbidden(actor, permission);
  if (no) return fail(no);
  return transact(store, async (db) => {
    await lockVocabulary(db.prisma);
    return ok(await work(db.prisma, db));
  });
}

/** The context as it was seen, and not merged into another one. */
export async function seenContext(tx: Transaction, id: ContextId, version?: number): Promise<ManagedContext> {
  const found = await contextOf(tx, id);
  if (found.mergedInto !== null)
    return rollback({ code: 'context-merged', name: found.name, into: (await contextOf(tx, found.mergedInto)).name });
  return version === undefined || found.version === version ? found : rollback({ code: 'stale-context' });
}

/** The context of an id, merged or not. */
export async function contextOf(tx: Transaction, id: ContextId): Promise<ManagedContext> {
  return (await readManaged(tx, id)) ?? rollback({ code: 'not-found', what: `Context ${id}` });
}

/** Takes the whole transaction back. */
export function rollback(error: AppError): never {
  throw new Rollback(error);
}
