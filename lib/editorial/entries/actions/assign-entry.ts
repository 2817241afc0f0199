import type { EntryId, PersonId } from '../../../kernel/ids.ts';
import type { Actor } from '../../../kernel/permission/actor.ts';
import type { Store } from '../../../platform/database/database.ts';
import { transact } from '../../../platform/database/transaction.ts';
import { assignIn } from './parts/assignment.ts';

/** Gives what is in review to a reviewer, or to nobody. */
export function assignEntry(store: Store, actor: Actor, entry: EntryId, to: PersonId | null) {
  return transact(store, (db) => assignIn(db, actor, entry, to));
}
