import type { Day } from '../domain/day.ts';
import type { DayOrder } from '../domain/day-order.ts';
import type { Actor } from '../domain/permission/actor.ts';
import { dayPath } from '../layout/paths.ts';
import { logging, type NewChange, told } from './change-log.ts';
import { kysely } from './kysely.ts';
import type { NewOrder } from './page-place.ts';
import { dayOrderFromRow } from './rows.ts';
import { json, storedDay } from './sql-values.ts';
import type { Transaction } from './transaction.ts';

/** The order of a day with its version, locked until the commit; undefined where the day has none. */
export async function lockDayOrder(
  tx: Transaction,
  day: Day,
): Promise<{ version: number; order: DayOrder } | undefined> {
  const row = await kysely(tx)
    .selectFrom('day as d')
    .innerJoin('day_order as o', 'o.id', 'd.order_id')
    .select(['d.version', 'o.entries', 'o.kept'])
    .where('d.day', '=', storedDay(day))
    .forUpdate('d')
    .executeTakeFirst();
  return row && { version: row.version, order: dayOrderFromRow(row) };
}

/**
 * Makes `order` the day's current one, last in a transaction. The row of the day exists and is locked by the caller.
 */
export async function writeDayOrder(tx: Transaction, actor: Actor, day: Day, order: DayOrder): Promise<void> {
  await told(logging(tx, await writeOrders(tx, actor, [{ day, order }])));
}

/** The same of several days: what is left to do is to log these changes, last in the transaction. */
export async function writeOrders(tx: Transaction, actor: Actor, orders: readonly NewOrder[]): Promise<NewChange[]> {
  const changes: NewChange[] = [];
  for (const { day, order } of orders) {
    const { order_id } = await kysely(tx)
      .with('written', (part) =>
        part
          .insertInto('day_order')
          .values({
            day: storedDay(day),
            entries: json(order.entries),
            kept: json(order.kept),
            author_id: actor.person,
          })
          .returning('id'),
      )
      .updateTable('day')
      .set((eb) => ({ order_id: eb.selectFrom('written').select('written.id'), version: eb('version', '+', 1) }))
      .where('day', '=', storedDay(day))
      .returning('order_id')
      .executeTakeFirstOrThrow();
    changes.push({ kind: 'day', path: dayPath(day), day, order: order_id ?? undefined });
  }
  return changes;
}
