import type { Assigning } from '../domain/context/assigning.ts';
import type { EventId } from '../domain/ids.ts';
import type { Actor } from '../domain/permission/actor.ts';
import type { Refusal } from '../domain/refusals.ts';
import type { Result } from '../domain/result.ts';
import type { Store } from '../store/database.ts';
import { transact } from '../store/transaction.ts';
import { assignContextIn } from './parts/context-assignment.ts';

/** Adds, removes or replaces a context of one entry through its proposal, and hands that in with `note`. */
export function assignContext(
  store: Store,
  actor: Actor,
  event: EventId,
  wish: Assigning,
  note = '',
): Promise<Result<{ event: EventId }, Refusal>> {
  return transact(store, (db) => assignContextIn(db, actor, event, wish, note));
}
