import type { AppError } from '../../../kernel/app-error.ts';
import { asProposed, placesOf, rearranged } from '../../../kernel/newsroom/day-order.ts';
import { type Actor, forbidden } from '../../../kernel/permission/actor.ts';
import { may } from '../../../kernel/permission/table.ts';
import { fail, ok, type Result } from '../../../kernel/result.ts';
import { orderHash } from '../../../platform/content-hash.ts';
import type { Store } from '../../../platform/database/database.ts';
import { transact } from '../../../platform/database/transaction.ts';
import { readNewsroomSettings } from '../../../platform/settings/newsroom-settings.ts';
import { discardWhole } from '../../review/rules/whole-change.ts';
import { approveOrder } from '../rules/day-order-proposal.ts';
import { lockDayOrder, writeDayOrder } from '../store/day-writing.ts';
import { closeOrderProposal, lockOrderProposal } from '../store/order-proposals.ts';

export type OrderDecided = { id: number; day: string; state: 'approved' | 'discarded' };

/**
 * Approves exactly the order of a day that the reviewer saw: the day's page has it from now on, in the name of whoever
 * proposed it.
 */
export async function approveOrderProposal(
  store: Store,
  actor: Actor,
  id: number,
  seen: { hash: string },
): Promise<Result<OrderDecided, AppError>> {
  const no = forbidden(actor, 'day.reorder');
  if (no) return fail(no);
  return transact(store, async (db) => {
    const tx = db.prisma;
    const proposal = await lockOrderProposal(tx, id);
    const now = proposal && (await lockDayOrder(tx, proposal.day));
    if (!now) return fail({ code: 'not-found', what: `Proposed order ${id}` });
    const [places, { fourEyes }] = [placesOf(now.order), await readNewsroomSettings(db)];
    const next = asProposed(places, proposal.places);
    const decision = approveOrder(proposal, actor, seen, { hash: orderHash(proposal.day, next), fourEyes });
    if (!decision.ok) return decision;
    await closeOrderProposal(tx, actor, proposal, {
      to: 'approved',
      event: 'approve-order',
      notes: decision.value.ownWork ? { ownWork: true } : {},
    });
    const positions = next.map((place) => places.indexOf(place));
    const order = positions.some((position, at) => position !== at) && rearranged(now.order, positions);
    if (order) await writeDayOrder(tx, { ...actor, person: proposal.author }, proposal.day, order);
    return ok({ id, day: proposal.day, state: 'approved' });
  });
}

/** Discards a proposed order: its author does, or a reviewer. */
export async function discardOrderProposal(
  store: Store,
  actor: Actor,
  id: number,
  reason?: string,
): Promise<Result<OrderDecided, AppError>> {
  const no = forbidden(actor, 'day.propose-order');
  if (no) return fail(no);
  return transact(store, async ({ prisma: tx }) => {
    const proposal = await lockOrderProposal(tx, id);
    if (!proposal) return fail({ code: 'not-found', what: `Proposed order ${id}` });
    if (proposal.author !== actor.person && !may(actor, 'day.reorder')) return fail({ code: 'not-yours' });
    const decision = discardWhole(proposal);
    if (!decision.ok) return decision;
    await closeOrderProposal(tx, actor, proposal, { to: 'discarded', event: 'discard-order', reason });
    return ok({ id, day: proposal.day, state: 'discarded' });
  });
}
