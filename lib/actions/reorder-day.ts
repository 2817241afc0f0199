import type { Day } from '../domain/day.ts';
import { rearranged } from '../domain/day-order.ts';
import { type Actor, forbidden } from '../domain/permission/actor.ts';
import type { Refusal } from '../domain/refusals.ts';
import { ok, type Result, refuse } from '../domain/result.ts';
import type { Store } from '../store/database.ts';
import { writeDayOrder } from '../store/day-writing.ts';
import { dayOrderFromRow } from '../store/rows.ts';
import { inTransaction, TakeBack } from '../store/transaction.ts';

/** Puts a day's entries in another order, where nobody changed the day since `version` was read. */
export async function reorderDay(store: Store, actor: Actor, day: Day, seen: { version: number; positions: number[] }): Promise<Result<{ version: number }, Refusal>> {
  const no = forbidden(actor, 'day.reorder');
  if (no) return refuse(no);
  try {
    return ok(await inTransaction(store, (tx) => rearrange(tx, actor, day, seen)));
  } catch (error) {
    if (error instanceof TakeBack) return refuse(error.refusal as Refusal);
    throw error;
  }
}

async function rearrange(tx: Parameters<typeof writeDayOrder>[0], actor: Actor, day: Day, seen: { version: number; positions: number[] }): Promise<{ version: number }> {
  const [row] = await tx.$queryRaw<(Parameters<typeof dayOrderFromRow>[0] & { version: number })[]>`
    SELECT d.version, o.entries, o.kept FROM day d JOIN day_order o ON o.id = d.order_id WHERE d.day = ${day}::date FOR UPDATE OF d`;
  if (!row || row.version !== seen.version) throw new TakeBack<Refusal>({ code: 'stale-order' });
  const order = rearranged(dayOrderFromRow(row), seen.positions);
  if (!order) throw new TakeBack<Refusal>({ code: 'invalid', fields: [{ field: 'positions', message: 'has to name every entry of the day once.' }] });
  await tx.$executeRaw`INSERT INTO audit_fact (actor_id, channel, verb, detail) VALUES (${actor.person}, ${actor.channel}::channel, 'reorder', jsonb_build_object('day', ${day}::text))`;
  await writeDayOrder(tx, actor, day, order);
  return { version: row.version + 1 };
}
