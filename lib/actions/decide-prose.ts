import { type Actor, forbidden } from '../domain/permission/actor.ts';
import { may } from '../domain/permission/table.ts';
import { approveProse } from '../domain/prose/decide.ts';
import type { Refusal } from '../domain/refusals.ts';
import { ok, type Result, refuse } from '../domain/result.ts';
import { discardWhole } from '../domain/review/whole-change.ts';
import type { Store } from '../store/database.ts';
import { readNewsroomSettings } from '../store/newsroom-settings.ts';
import { closeProse, lockProse, publishProposedProse } from '../store/prose-proposals.ts';
import { inTransaction } from '../store/transaction.ts';

export type ProseDecided = { id: number; path: string; state: 'approved' | 'discarded' };

/** Approves exactly the text of a page of prose that the reviewer saw, and publishes it. */
export async function approveProseProposal(
  store: Store,
  actor: Actor,
  id: number,
  seen: { hash: string },
): Promise<Result<ProseDecided, Refusal>> {
  const no = forbidden(actor, 'entry.approve');
  if (no) return refuse(no);
  return inTransaction(store, async (tx) => {
    const locked = await lockProse(tx, id);
    if (!locked) return refuse({ code: 'not-found', what: `Page proposal ${id}` });
    const { proposal, published } = locked;
    const { fourEyes } = await readNewsroomSettings({ prisma: tx });
    const decision = approveProse(proposal, actor, seen, { published, fourEyes });
    if (!decision.ok) return decision;
    await publishProposedProse(tx, actor, proposal, decision.value.ownWork ? { ownWork: true } : {});
    return ok({ id, path: proposal.path, state: 'approved' });
  });
}

/** Discards the text of a page of prose: its author does, or a reviewer. What readers see stays. */
export async function discardProseProposal(
  store: Store,
  actor: Actor,
  id: number,
  reason?: string,
): Promise<Result<ProseDecided, Refusal>> {
  const no = forbidden(actor, 'entry.discard');
  if (no) return refuse(no);
  return inTransaction(store, async (tx) => {
    const locked = await lockProse(tx, id);
    if (!locked) return refuse({ code: 'not-found', what: `Page proposal ${id}` });
    const { proposal } = locked;
    if (proposal.author !== actor.person && !may(actor, 'entry.request-changes')) return refuse({ code: 'not-yours' });
    const decision = discardWhole(proposal);
    if (!decision.ok) return decision;
    await closeProse(tx, actor, proposal, reason);
    return ok({ id, path: proposal.path, state: 'discarded' });
  });
}
