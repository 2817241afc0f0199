import { recordEvents } from '../../../audit/store/audit.ts';
import type { AppError } from '../../../kernel/app-error.ts';
import type { Day } from '../../../kernel/day.ts';
import { type DayOrder, placesOf, rearranged } from '../../../kernel/newsroom/day-order.ts';
import { type Actor, forbidden } from '../../../kernel/permission/actor.ts';
import { fail, ok, type Result } from '../../../kernel/result.ts';
import type { Store } from '../../../platform/database/database.ts';
import { type Transaction, transact } from '../../../platform/database/transaction.ts';
import { lockDayOrder, writeDayOrder } from '../store/day-writing.ts';
import { addOrderProposal } from '../store/order-proposals.ts';

/**
 * The order of a day that somebody read, and where each of its entries goes: `positions` names all of them once, by
 * their places now.
 */
export type NewOrderRequest = { version: number; positions: number[] };

/** Puts a day's entries in another order, where nobody changed the day since `version` was read. */
export async function reorderDay(
  store: Store,
  actor: Actor,
  day: Day,
  seen: NewOrderRequest,
): Promise<Result<{ version: number }, AppError>> {
  const no = forbidden(actor, 'day.reorder');
  if (no) return fail(no);
  return transact(store, async ({ prisma: tx }) => {
    const asked = await rearrange(tx, day, seen);
    if (!asked.ok) return asked;
    await recordEvents(tx, actor, { type: 'reorder', payload: { day } });
    await writeDayOrder(tx, actor, day, asked.value);
    return ok({ version: seen.version + 1 });
  });
}

/**
 * Proposes another order of a day, for a reviewer to decide; an earlier proposal of the same person for that day goes.
 */
export async function proposeDayOrder(
  store: Store,
  actor: Actor,
  day: Day,
  seen: NewOrderRequest,
): Promise<Result<{ id: number }, AppError>> {
  const no = forbidden(actor, 'day.propose-order');
  if (no) return fail(no);
  return transact(store, async ({ prisma: tx }) => {
    const asked = await rearrange(tx, day, seen);
    return asked.ok ? ok({ id: await addOrderProposal(tx, actor, day, placesOf(asked.value)) }) : asked;
  });
}

async function rearrange(tx: Transaction, day: Day, seen: NewOrderRequest): Promise<Result<DayOrder, AppError>> {
  const now = await lockDayOrder(tx, day);
  if (!now || now.version !== seen.version) return fail({ code: 'stale-order' });
  const order = rearranged(now.order, seen.positions);
  return order
    ? ok(order)
    : fail({
        code: 'invalid',
        fields: [{ field: 'positions', message: 'must list every entry of the day exactly once.' }],
      });
}
