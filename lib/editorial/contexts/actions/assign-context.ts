import type { AppError } from '../../../kernel/app-error.ts';
import type { EntryId } from '../../../kernel/ids.ts';
import type { Actor } from '../../../kernel/permission/actor.ts';
import type { Result } from '../../../kernel/result.ts';
import type { Store } from '../../../platform/database/database.ts';
import { transact } from '../../../platform/database/transaction.ts';
import type { Assigning } from '../rules/assigning.ts';
import { assignContextIn } from './parts/context-assignment.ts';

/** Adds, removes or replaces a context of one entry through its proposal, and hands that in with `note`. */
export function assignContext(
  store: Store,
  actor: Actor,
  entry: EntryId,
  wish: Assigning,
  note = '',
): Promise<Result<{ entry: EntryId }, AppError>> {
  return transact(store, (db) => assignContextIn(db, actor, entry, wish, note));
}
