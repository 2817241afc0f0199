import type { EntryId } from '../../../kernel/ids.ts';
import type { Actor } from '../../../kernel/permission/actor.ts';
import type { Store } from '../../../platform/database/database.ts';
import { transact } from '../../../platform/database/transaction.ts';
import { pullBack } from '../rules/pull-back.ts';
import { decideAndMove } from './parts/move-proposal.ts';

/** Takes a submitted proposal back to its authors. */
export function pullBackEntry(store: Store, actor: Actor, entry: EntryId) {
  return transact(store, (db) =>
    decideAndMove(db, actor, entry, 'entry.pull-back', (proposal) => pullBack(proposal, actor.person)),
  );
}
