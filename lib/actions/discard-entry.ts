import type { EventId } from '../domain/ids.ts';
import type { Actor } from '../domain/permission/actor.ts';
import type { Store } from '../store/database.ts';
import { transact } from '../store/transaction.ts';
import { discardIn } from './parts/moves.ts';

/** Gives an open proposal up; its texts stay in the history. */
export function discardEntry(store: Store, actor: Actor, event: EventId) {
  return transact(store, (db) => discardIn(db, actor, event));
}
