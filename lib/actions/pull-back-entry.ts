import { pullBack } from '../domain/entry/pull-back.ts';
import type { EventId } from '../domain/ids.ts';
import type { Actor } from '../domain/permission/actor.ts';
import type { Store } from '../store/database.ts';
import { decideAndMove } from './move-proposal.ts';

/** Takes a submitted proposal back to its authors. */
export function pullBackEntry(store: Store, actor: Actor, event: EventId) {
  return decideAndMove(store, actor, event, 'entry.pull-back', (proposal) => pullBack(proposal, actor.person));
}
