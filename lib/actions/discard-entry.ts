import { discard } from '../domain/entry/discard.ts';
import type { EventId } from '../domain/ids.ts';
import type { Actor } from '../domain/permission/actor.ts';
import type { Store } from '../store/database.ts';
import { decideAndMove } from './move-proposal.ts';

/** Gives an open proposal up; its texts stay in the history. */
export function discardEntry(store: Store, actor: Actor, event: EventId) {
  return decideAndMove(store, actor, event, 'entry.discard', (proposal) => discard(proposal, actor.person));
}
