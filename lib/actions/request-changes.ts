import { requestChanges } from '../domain/entry/request-changes.ts';
import type { EventId } from '../domain/ids.ts';
import type { Actor } from '../domain/permission/actor.ts';
import type { Store } from '../store/database.ts';
import { decideAndMove } from './move-proposal.ts';

/** Sends a submitted proposal back with a reason. */
export function requestEntryChanges(store: Store, actor: Actor, event: EventId, reason: string) {
  return decideAndMove(store, actor, event, 'entry.request-changes', (proposal) => requestChanges(proposal, reason));
}
