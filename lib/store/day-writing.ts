import type { Day } from '../domain/day.ts';
import type { DayOrder } from '../domain/day-order.ts';
import type { Actor } from '../domain/permission/actor.ts';
import type { Transaction } from './transaction.ts';

/** Makes `order` the day's current one. The row of the day exists and is locked by the caller. */
export async function writeDayOrder(tx: Transaction, actor: Actor, day: Day, order: DayOrder): Promise<void> {
  await tx.$executeRaw`
    WITH written AS (INSERT INTO day_order (day, entries, kept, author_id)
      VALUES (${day}::date, ${JSON.stringify(order.entries)}::jsonb, ${JSON.stringify(order.kept)}::jsonb, ${actor.person}) RETURNING id)
    UPDATE day SET order_id = (SELECT id FROM written), version = version + 1 WHERE day = ${day}::date`;
}
