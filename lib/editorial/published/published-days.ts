import { type ExpressionBuilder, sql } from 'kysely';
import { type Day, dayFrom, FIRST_DAY } from '../../kernel/day.ts';
import type { EntryId } from '../../kernel/ids.ts';
import { lastNearDay } from '../../kernel/near-today.ts';
import { asDay, storedDay } from '../../platform/database/sql-values.ts';
import type { StoredDay, Tables } from '../../platform/database/tables.ts';
import type { Published, PublishedDay } from './published.ts';

const ordersIn = (archive: Published) =>
  archive.db.selectFrom(archive.days.as('d')).innerJoin('day_order as o', 'o.id', 'd.order_id');

const pagesIn = (archive: Published) =>
  ordersIn(archive).select((eb) => [asDay(eb.ref('d.day')).as('day'), 'o.entries', 'o.kept']);

/** Days that have an order, in the order of the calendar, `limit` at a time. */
export async function publishedDaysAfter(
  archive: Published,
  after: Day | undefined,
  limit: number,
): Promise<PublishedDay[]> {
  const rows = await pagesIn(archive)
    .$if(after !== undefined, (days) => days.where('d.day', '>', storedDay(after ?? FIRST_DAY)))
    .orderBy('d.day')
    .limit(limit)
    .execute();
  return rows.map(({ day, ...order }) => ({ day, order }));
}

/** The order of one day, where it has one. */
export async function publishedDay(archive: Published, day: Day): Promise<PublishedDay | undefined> {
  const order = await pagesIn(archive).where('d.day', '=', storedDay(day)).executeTakeFirst();
  return order && { day, order: { entries: order.entries, kept: order.kept } };
}

/**
 * The latest day that has a published entry and is not far ahead of today: one of a far or mistyped year does not lead.
 * Where all are, the latest of them; where only days are published that list none, the latest of those. Undefined in an
 * empty archive.
 */
export async function latestPublishedDay(archive: Published): Promise<Day | undefined> {
  const last = archive.db
    .selectFrom(archive.entries.as('e'))
    .select('e.day')
    .orderBy('e.day', 'desc')
    .orderBy('e.id', 'desc')
    .limit(1);
  const lastPage = ordersIn(archive).select('d.day').where(hasPage).orderBy('d.day', 'desc').limit(1);
  const row = await archive.db
    .selectNoFrom((eb) =>
      asDay(eb.fn.coalesce(last.where('e.day', '<=', storedDay(lastNearDay(archive.today))), last, lastPage)).as('day'),
    )
    .executeTakeFirst();
  return row?.day ?? undefined;
}

/**
 * Whether a day's order makes a page although nothing that it names is published: it lists a page that is not there, or
 * was imported empty.
 */
function hasPage(eb: ExpressionBuilder<Tables & { o: Tables['day_order'] }, 'o'>) {
  const empty = sql<boolean>`${eb.ref('o.entries')} = '[]' AND ${eb.ref('o.kept')} ? 'edition'`;
  return sql<boolean>`(${eb.ref('o.entries')} @? '$[*].missing' OR (${empty}))`;
}

/** Whether a published entry is further ahead: then the latest day moves on as time goes by, without any change. */
export async function hasDaysAhead(archive: Published): Promise<boolean> {
  const row = await archive.db
    .selectFrom(archive.entries.as('e'))
    .select('e.id')
    .where('e.day', '>', storedDay(lastNearDay(archive.today)))
    .orderBy('e.day', 'desc')
    .orderBy('e.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** The months that have a published entry, `YYYY-MM`, in the order of the calendar: one step of an index for each. */
export async function publishedMonths(archive: Published): Promise<string[]> {
  const first = archive.db
    .selectFrom(archive.entries.as('e'))
    .select((eb) => sql<StoredDay>`date_trunc('month', ${eb.ref('e.day')})::date`.as('first'))
    .orderBy('e.day')
    .limit(1);
  const rows = await archive.db
    .withRecursive('month(first)', (db) =>
      db.selectNoFrom(first.as('first')).unionAll(
        db
          .selectFrom('month')
          .select((eb) =>
            first.where('e.day', '>=', sql<StoredDay>`${eb.ref('month.first')} + interval '1 month'`).as('first'),
          )
          .where('month.first', 'is not', null),
      ),
    )
    .selectFrom('month')
    .select((eb) => sql<string>`to_char(${eb.ref('month.first')}, 'YYYY-MM')`.as('month'))
    .where('month.first', 'is not', null)
    .execute();
  return rows.map((row) => row.month);
}

/** The paths of a month's published entries, `YYYY-MM`. */
export function publishedPathsIn(
  archive: Published,
  month: string,
): Promise<{ entry: EntryId; day: Day; path: string }[]> {
  const first = storedDay(dayFrom(`${month}-01`));
  return archive.db
    .selectFrom(archive.entries.as('e'))
    .select((eb) => ['e.id as entry', asDay(eb.ref('e.day')).as('day'), 'e.path'])
    .where('e.day', '>=', first)
    .where('e.day', '<', sql<StoredDay>`${first} + interval '1 month'`)
    .orderBy('e.day')
    .orderBy('e.id')
    .execute();
}
