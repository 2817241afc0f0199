import { pullBack } from '../domain/entry/pull-back.ts';
import type { EventId } from '../domain/ids.ts';
import type { Actor } from '../domain/permission/actor.ts';
import type { Store } from '../store/database.ts';
import { transact } from '../store/transaction.ts';
import { decideAndMove } from './parts/move-proposal.ts';

/** Takes a submitted proposal back to its authors. */
export function pullBackEntry(store: Store, actor: Actor, event: EventId) {
  return transact(store, (db) =>
    decideAndMove(db, actor, event, 'entry.pull-back', (proposal) => pullBack(proposal, actor.person)),
  );
}
