import { submit } from '../domain/entry/submit.ts';
import type { EventId } from '../domain/ids.ts';
import type { Actor } from '../domain/permission/actor.ts';
import type { Store } from '../store/database.ts';
import { decideAndMove } from './move-proposal.ts';

/** Hands an open proposal to the reviewers. */
export function submitEntry(store: Store, actor: Actor, event: EventId, now = new Date()) {
  return decideAndMove(store, actor, event, 'entry.submit', (proposal, standing) => submit(proposal, actor.person, standing.published?.hash, now));
}
