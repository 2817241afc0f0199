import { approve, type Seen } from '../domain/entry/approve.ts';
import type { EventId } from '../domain/ids.ts';
import type { Actor } from '../domain/permission/actor.ts';
import type { Refusal } from '../domain/refusals.ts';
import { ok, type Result, refuse } from '../domain/result.ts';
import type { Store } from '../store/database.ts';
import { publish } from '../store/publishing.ts';
import { inTransaction, TakeBack } from '../store/transaction.ts';
import { takeAway } from '../store/withdrawing.ts';
import { openStanding } from './move-proposal.ts';

export type Approval = { event: EventId; path: string };

/**
 * Approves exactly the content that the reviewer saw, and publishes it; of a withdrawal, takes the page away. Of two at
 * once, one wins.
 */
export async function approveEntry(store: Store, actor: Actor, event: EventId, seen: Seen): Promise<Result<Approval, Refusal>> {
  const open = await openStanding(store, actor, event, 'entry.approve');
  if (!open.ok) return open;
  const { proposal, standing } = open.value;
  const decision = approve(proposal, actor.person, seen, standing.published?.revision);
  if (!decision.ok) return decision;
  const text = standing.proposed?.text;
  if (!text) return refuse({ code: 'no-open-proposal' });
  const move = decision.value;
  try {
    const { path } = await inTransaction(store, (tx) =>
      move.does === 'publish' ? publish(tx, actor, standing, proposal, text, move) : takeAway(tx, actor, standing, proposal, move),
    );
    return ok({ event, path });
  } catch (error) {
    if (error instanceof TakeBack) return refuse(error.refusal as Refusal);
    throw error;
  }
}
