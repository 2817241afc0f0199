import type { AppError } from '../../kernel/app-error.ts';
import { type Actor, forbidden } from '../../kernel/permission/actor.ts';
import { may } from '../../kernel/permission/table.ts';
import { fail, ok, type Result } from '../../kernel/result.ts';
import type { Store } from '../../platform/database/database.ts';
import { inTransaction } from '../../platform/database/transaction.ts';
import { readNewsroomSettings } from '../../platform/settings/newsroom-settings.ts';
import { discardWhole } from '../review/rules/whole-change.ts';
import { approveProse } from './decide-prose-rule.ts';
import { closeProse, lockProse, publishProposedProse } from './prose-proposals.ts';

export type ProseDecided = { id: number; path: string; state: 'approved' | 'discarded' };

/** Approves exactly the text of a page of prose that the reviewer saw, and publishes it. */
export async function approveProseProposal(
  store: Store,
  actor: Actor,
  id: number,
  seen: { hash: string },
): Promise<Result<ProseDecided, AppError>> {
  const no = forbidden(actor, 'entry.approve');
  if (no) return fail(no);
  return inTransaction(store, async (tx) => {
    const locked = await lockProse(tx, id);
    if (!locked) return fail({ code: 'not-found', what: `Page proposal ${id}` });
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
): Promise<Result<ProseDecided, AppError>> {
  const no = forbidden(actor, 'entry.discard');
  if (no) return fail(no);
  return inTransaction(store, async (tx) => {
    const locked = await lockProse(tx, id);
    if (!locked) return fail({ code: 'not-found', what: `Page proposal ${id}` });
    const { proposal } = locked;
    if (proposal.author !== actor.person && !may(actor, 'entry.request-changes')) return fail({ code: 'not-yours' });
    const decision = discardWhole(proposal);
    if (!decision.ok) return decision;
    await closeProse(tx, actor, proposal, reason);
    return ok({ id, path: proposal.path, state: 'discarded' });
  });
}
