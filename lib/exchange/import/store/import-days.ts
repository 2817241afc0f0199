import type pg from 'pg';
import type { Day } from '../../../kernel/day.ts';
import type { DayOrder } from '../../../kernel/newsroom/day-order.ts';
import { copyRows } from '../../../platform/database/copy.ts';
import { keptStatements, kysely } from '../../../platform/database/kysely.ts';
import { at, nextIds } from '../../../platform/database/next-ids.ts';
import { anyDay, asDay, list, rowsOf } from '../../../platform/database/sql-values.ts';
import { orderIsSeen } from './import-before.ts';
import type { ImportAs } from './imported-entry.ts';

/** Notes what an import said of days whose pages say it already. */
export async function rememberDays(
  client: pg.ClientBase,
  days: readonly { day: Day; importedHash: string }[],
): Promise<void> {
  const said = {
    day: list.days(days.map(({ day }) => day)),
    hash: list.texts(days.map(({ importedHash }) => importedHash)),
  };
  await kysely(client)
    .updateTable('day as d')
    .from(rowsOf('n', said))
    .set((eb) => ({ imported_hash: eb.ref('n.hash') }))
    .whereRef('d.day', '=', 'n.day')
    .execute();
}

/**
 * `seen`: readers see the day in this order, as far as it lists what is published. One that an import left without
 * publishing is not in the log.
 */
export type KnownDay = { importedHash: string | null; seen: boolean; order: DayOrder };

/** The orders of these days, locked; days without one are left out. */
export async function knownDays(client: pg.ClientBase, days: readonly Day[]): Promise<Map<Day, KnownDay>> {
  const rows = await keptStatements(client)
    .selectFrom('day as d')
    .innerJoin('day_order as o', 'o.id', 'd.order_id')
    .select((eb) => [
      asDay(eb.ref('d.day')).as('day'),
      'd.imported_hash as importedHash',
      orderIsSeen.$castTo<boolean>().as('seen'),
      'o.entries',
      'o.kept',
    ])
    .where('d.day', '=', anyDay(days))
    .execute();
  return new Map(rows.map(({ day, importedHash, seen, ...order }) => [day, { importedHash, seen, order }]));
}

/** Makes these the orders of their days. */
export async function writeDayOrders(
  client: pg.ClientBase,
  as: ImportAs,
  orders: readonly { day: Day; order: DayOrder; importedHash: string }[],
): Promise<void> {
  if (!orders.length) return;
  const db = kysely(client);
  const ids = await nextIds(client, 'day_order', orders.length);
  const days = orders.map((order) => order.day);
  await db
    .insertInto('day')
    .columns(['day'])
    .expression(db.selectFrom(rowsOf('n', { day: list.days(days) })).select('n.day'))
    .onConflict((found) => found.column('day').doNothing())
    .execute();
  await copyRows(
    client,
    'day_order',
    ['id', 'day', 'entries', 'kept', 'author_id'],
    orders.map(({ day, order }, i) => [
      at(ids, i),
      day,
      JSON.stringify(order.entries),
      JSON.stringify(order.kept),
      as.person,
    ]),
  );
  const now = { day: list.days(days), id: list.ints(ids), hash: list.texts(orders.map((order) => order.importedHash)) };
  await db
    .updateTable('day as d')
    .from(rowsOf('n', now))
    .set((eb) => ({ order_id: eb.ref('n.id'), imported_hash: eb.ref('n.hash'), version: eb('d.version', '+', 1) }))
    .whereRef('d.day', '=', 'n.day')
    .execute();
}
