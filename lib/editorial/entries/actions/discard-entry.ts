import type { EntryId } from '../../../kernel/ids.ts';
import type { Actor } from '../../../kernel/permission/actor.ts';
import type { Store } from '../../../platform/database/database.ts';
import { transact } from '../../../platform/database/transaction.ts';
import { discardIn } from './parts/moves.ts';

/** Gives an open proposal up; its texts stay in the history. */
export function discardEntry(store: Store, actor: Actor, entry: EntryId) {
  return transact(store, (db) => discardIn(db, actor, entry));
}
