import type { AppError } from '../../../kernel/app-error.ts';
import type { Actor } from '../../../kernel/permission/actor.ts';
import type { Result } from '../../../kernel/result.ts';
import type { Store } from '../../../platform/database/database.ts';
import { transact } from '../../../platform/database/transaction.ts';
import { type NamedContext, type NewContext, newContextIn } from './parts/new-context.ts';

/**
 * Adds a context to the vocabulary. Refused where a context or alias has the same name already,
 * case and accents aside; the error names it, so that the editor can take that one. Refused with what it looks like
 * where it is near another name, unless it should be added despite that.
 */
export function createContext(store: Store, actor: Actor, input: NewContext): Promise<Result<NamedContext, AppError>> {
  return transact(store, (db) => newContextIn(db, actor, input));
}
