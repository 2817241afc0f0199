import type { EventId } from '../domain/ids.ts';
import type { Actor } from '../domain/permission/actor.ts';
import type { Store } from '../store/database.ts';
import { transact } from '../store/transaction.ts';
import { requestChangesIn } from './parts/moves.ts';

/** Sends a submitted proposal back with a reason. */
export function requestEntryChanges(store: Store, actor: Actor, event: EventId, reason: string) {
  return transact(store, (db) => requestChangesIn(db, actor, event, reason));
}
