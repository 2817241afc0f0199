import type { Day } from '../domain/day.ts';
import type { DayOrder } from '../domain/day-order.ts';
import type { Actor } from '../domain/permission/actor.ts';
import { dayLogged, raised, TOLD } from './change-log.ts';
import { Prisma } from './generated/client.ts';
import type { Transaction } from './transaction.ts';

/** Makes `order` the day's current one, last in a transaction. The row of the day exists and is locked by the caller. */
export async function writeDayOrder(tx: Transaction, actor: Actor, day: Day, order: DayOrder): Promise<void> {
  await tx.$queryRaw`WITH ${raised(1)}, ${newDayOrder(actor, day, order)}, ${dayLogged(day)} ${TOLD}`;
}

/** The same, as parts of a statement that does more. */
export function newDayOrder(actor: Actor, day: Day, order: DayOrder): Prisma.Sql {
  return Prisma.sql`
    new_order AS (INSERT INTO day_order (day, entries, kept, author_id)
      VALUES (${day}::date, ${JSON.stringify(order.entries)}::jsonb, ${JSON.stringify(order.kept)}::jsonb, ${actor.person}) RETURNING id),
    ordered AS (UPDATE day SET order_id = (SELECT id FROM new_order), version = version + 1 WHERE day = ${day}::date)`;
}
