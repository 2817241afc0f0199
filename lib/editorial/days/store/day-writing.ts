import { logging, type NewChange, notifyListeners } from '../../../audit/store/change-log.ts';
import type { Day } from '../../../kernel/day.ts';
import type { DayOrder } from '../../../kernel/newsroom/day-order.ts';
import type { Actor } from '../../../kernel/permission/actor.ts';
import { dayPath } from '../../../layout/paths.ts';
import { keptStatements, kysely } from '../../../platform/database/kysely.ts';
import { dayOrderFromRow } from '../../../platform/database/rows.ts';
import { json, storedDay } from '../../../platform/database/sql-values.ts';
import type { Transaction } from '../../../platform/database/transaction.ts';
import type { NewOrder } from '../../published/page-place.ts';

/** Holds a day, where it has an order, until the commit. */
export async function lockDay(tx: Transaction, day: Day): Promise<void> {
  await kysely(tx).selectFrom('day').select('day').where('day', '=', storedDay(day)).forUpdate().execute();
}

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
  await notifyListeners(logging(tx, await writeOrders(tx, actor, [{ day, order }])));
}

/** The same of several days: what is left to do is to log these changes, last in the transaction. */
export async function writeOrders(tx: Transaction, actor: Actor, orders: readonly NewOrder[]): Promise<NewChange[]> {
  const changes: NewChange[] = [];
  for (const { day, order } of orders) {
    const { order_id } = await keptStatements(tx)
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
