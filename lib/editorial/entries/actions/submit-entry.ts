import type { EntryId } from '../../../kernel/ids.ts';
import type { Actor } from '../../../kernel/permission/actor.ts';
import type { Store } from '../../../platform/database/database.ts';
import { transact } from '../../../platform/database/transaction.ts';
import { submitIn } from './parts/moves.ts';

/** Hands an open proposal to the reviewers, where it has the sources that the newsroom wants. */
export function submitEntry(store: Store, actor: Actor, entry: EntryId, now = new Date()) {
  return transact(store, (db) => submitIn(db, actor, entry, now));
}
