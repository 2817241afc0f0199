import type { EntryId } from '../../../kernel/ids.ts';
import type { Actor } from '../../../kernel/permission/actor.ts';
import type { Store } from '../../../platform/database/database.ts';
import { transact } from '../../../platform/database/transaction.ts';
import { requestChangesIn } from './parts/moves.ts';

/** Sends a submitted proposal back with a reason. */
export function requestEntryChanges(store: Store, actor: Actor, entry: EntryId, reason: string) {
  return transact(store, (db) => requestChangesIn(db, actor, entry, reason));
}
