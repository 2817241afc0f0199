import type { Day } from '../domain/day.ts';
import type { DayOrder } from '../domain/day-order.ts';
import type { Actor } from '../domain/permission/actor.ts';
import { dayLogged, raised, TOLD } from './change-log.ts';
import { Prisma } from './generated/client.ts';
import type { NewOrder } from './page-place.ts';
import type { Transaction } from './transaction.ts';

/** Makes `order` the day's current one, last in a transaction. The row of the day exists and is locked by the caller. */
export async function writeDayOrder(tx: Transaction, actor: Actor, day: Day, order: DayOrder): Promise<void> {
  await tx.$queryRaw`WITH ${raised(1)} ${newDayOrders(actor, [{ day, order }])} ${TOLD}`;
}

/** The same of several days, as further parts of a statement that does more: they take its last positions. */
export function newDayOrders(actor: Actor, orders: readonly NewOrder[]): Prisma.Sql {
  const parts = orders.map(({ day, order }, i) => {
    const name = Prisma.raw(`new_order_${i}`);
    return Prisma.sql`,
    ${name} AS (INSERT INTO day_order (day, entries, kept, author_id)
      VALUES (${day}::date, ${JSON.stringify(order.entries)}::jsonb, ${JSON.stringify(order.kept)}::jsonb, ${actor.person}) RETURNING id),
    ${name}_is_last AS (UPDATE day SET order_id = (SELECT id FROM ${name}), version = version + 1 WHERE day = ${day}::date),
    ${dayLogged(day, name, orders.length - 1 - i)}`;
  });
  return parts.length ? Prisma.join(parts, ' ') : Prisma.empty;
}
