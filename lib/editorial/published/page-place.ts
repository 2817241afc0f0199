import { type Expression, type RawBuilder, sql } from 'kysely';
import type { Day } from '../../kernel/day.ts';
import { type EntryId, toId } from '../../kernel/ids.ts';
import { type DayOrder, withEntry, withoutEntry } from '../../kernel/newsroom/day-order.ts';
import type { RevisionText } from '../../kernel/revision/text.ts';
import { freeSlug, type TakenSlug } from '../../kernel/slug.ts';
import { dayFolder, eventPath, parsePagePath, slugIn } from '../../layout/paths.ts';
import { keptStatements, kysely, type Runner, type Statements } from '../../platform/database/kysely.ts';
import { anyDay, asDay, betweenTexts, list, listOf, rowsOf, storedDay } from '../../platform/database/sql-values.ts';
import { Rollback, type Transaction } from '../../platform/database/transaction.ts';
import { headlineSlug } from '../entries/store/headline-slug.ts';

/** What is known of an entry's page before a text of it is published. */
type Page = { entry: EntryId; path: string | undefined; live: boolean };

/** What of a text says where its page belongs. */
type Placed = Pick<RevisionText, 'day' | 'headline'> & { kept: Pick<RevisionText['kept'], 'slug'> };

/** The order that a day gets. */
export type NewOrder = { day: Day; order: DayOrder };

/**
 * Where a text's page belongs: `left` is the address that it had on another day, `orders` are the days whose lists
 * change by that, in the order of the calendar.
 */
export type PagePlace = { path: string; left: { path: string; day: Day } | undefined; orders: NewOrder[] };

/** The day that an entry's path names; undefined where it has none yet. */
export function dayOfPath(path: string | undefined): Day | undefined {
  const page = path === undefined ? undefined : parsePagePath(path);
  return page?.kind === 'event' ? page.day : undefined;
}

/**
 * Locks the days that the publication of a text changes, always in the order of the calendar, and says where its page
 * belongs and what their lists become. Under the locks two entries never take one path or lose each other's place. A
 * page that is live and keeps its day changes no list and locks nothing. A chosen address that another page has by now
 * takes the transaction back.
 */
export async function lockPlace(tx: Transaction, page: Page, text: Placed): Promise<PagePlace> {
  const from = dayOfPath(page.path);
  if (page.live && page.path !== undefined && from === text.day)
    return { path: page.path, left: undefined, orders: [] };
  const { orders, names } = await lockOrders(tx, from === undefined ? [text.day] : [from, text.day], page, text);
  const old = from === undefined || from === text.day ? undefined : orders.get(from);
  const path = page.path !== undefined && from === text.day ? page.path : pathAmong(names, page, text);
  const taken = page.path === undefined ? await takenSlug(tx, page.entry, text, path) : undefined;
  if (taken) throw new Rollback({ code: 'address-taken', ...taken });
  const joined = withEntry(orders.get(text.day) ?? EMPTY, page.entry, old);
  const without = old && withoutEntry(old, page.entry);
  const changed: NewOrder[] = [
    { day: text.day, order: joined },
    ...(without && from ? [{ day: from, order: without }] : []),
  ];
  const left =
    page.path !== undefined && from !== undefined && from !== text.day ? { path: page.path, day: from } : undefined;
  return { path, left, orders: changed.sort((a, b) => (a.day < b.day ? -1 : 1)) };
}

const EMPTY: DayOrder = { entries: [], kept: {} };

/**
 * The orders of these days, whose rows are made where there are none, locked until the commit, and under these locks
 * the names that count for a text's page.
 */
async function lockOrders(
  tx: Transaction,
  days: readonly Day[],
  page: Pick<Page, 'entry'>,
  text: Placed,
): Promise<{ orders: Map<Day, DayOrder>; names: Names | undefined }> {
  const db = keptStatements(tx);
  await db
    .insertInto('day')
    .columns(['day'])
    .expression(
      db
        .selectFrom(rowsOf('asked', { day: list.days(days) }))
        .select('asked.day')
        .distinct()
        .orderBy('asked.day'),
    )
    .onConflict((found) => found.column('day').doUpdateSet((eb) => ({ version: eb.ref('day.version') })))
    .execute();
  const rows = await db
    .selectFrom('day as d')
    .leftJoin('day_order as o', 'o.id', 'd.order_id')
    .select((eb) => [asDay(eb.ref('d.day')).as('day'), 'o.entries', 'o.kept'])
    .select(namesFor(db, page, text))
    .where('d.day', '=', anyDay(days))
    .execute();
  const orders = rows.map(({ day, entries, kept }): [Day, DayOrder] => [
    day,
    { entries: entries ?? [], kept: kept ?? {} },
  ]);
  return { orders: new Map(orders), names: rows[0] };
}

/**
 * The path that a text's page gets on its day: the one that it had there before, else its slug (the chosen one, until
 * it has a path), else the first free one beside it. A path that another page has, had, or waits for is not free, and
 * neither is one that some disk takes for it.
 */
export async function freePath(tx: Runner, page: Pick<Page, 'entry' | 'path'>, text: Placed): Promise<string> {
  const db = keptStatements(tx);
  return pathAmong(await db.selectNoFrom(namesFor(db, page, text)).executeTakeFirst(), page, text);
}

/** The path that an entry had on a day, and those that others have, had or wait for there, in small letters. */
type Names = { own: string | null; taken: string[] };

function namesFor(db: Statements, page: Pick<Page, 'entry'>, text: Placed) {
  const own = db
    .selectFrom('former_path')
    .select('path')
    .where('entry_id', '=', page.entry)
    .where((eb) => isBelow(eb.ref('path'), text.day))
    .orderBy('at', 'desc')
    .limit(1);
  const others = db
    .selectFrom('entry')
    .select((eb) => lower(eb.ref('path')).as('path'))
    .where('id', '<>', page.entry);
  const ofDay = others.where('day', '=', storedDay(text.day)).where('path', 'is not', null);
  const waiting = others.where('published_revision_id', 'is', null).where((eb) => isBelow(eb.ref('path'), text.day));
  const former = db
    .selectFrom('former_path')
    .select((eb) => lower(eb.ref('path')).as('path'))
    .where((eb) => isBelow(eb.ref('path'), text.day))
    .where('entry_id', '<>', page.entry);
  return [own.as('own'), listOf(ofDay.union(waiting).union(former)).as('taken')];
}

function pathAmong(names: Names | undefined, page: Pick<Page, 'path'>, text: Placed): string {
  if (names?.own) return names.own;
  const taken = new Set(names?.taken);
  const slug = page.path === undefined ? (text.kept.slug ?? headlineSlug(text.headline)) : slugIn(page.path);
  return eventPath(
    text.day,
    freeSlug(slug, (candidate) => taken.has(eventPath(text.day, candidate).toLowerCase())),
  );
}

/** Who keeps a text from the address that was chosen for it, where somebody does. `path` is the free one. */
export async function takenSlug(
  tx: Runner,
  entry: EntryId | undefined,
  text: Placed,
  path?: string,
): Promise<TakenSlug | undefined> {
  const { day, kept } = text;
  if (kept.slug === undefined) return undefined;
  const own = entry ?? toId<EntryId>(0);
  const free = path ?? (await freePath(tx, { entry: own, path: undefined }, text));
  const wanted = eventPath(day, kept.slug);
  if (free === wanted) return undefined;
  const db = kysely(tx);
  const by = await db
    .selectFrom('entry')
    .select(['id as entry', 'title'])
    .where((eb) => lower(eb.ref('path')), '=', wanted)
    .where('id', '<>', own)
    .where((eb) => {
      const waits = eb.and([eb('published_revision_id', 'is', null), isBelow(eb.ref('path'), day)]);
      return eb.or([eb('day', '=', storedDay(day)), waits]);
    })
    .unionAll(
      db
        .selectFrom('entry as e')
        .innerJoin('former_path as f', 'f.entry_id', 'e.id')
        .select(['e.id as entry', 'e.title'])
        .where((eb) => isBelow(eb.ref('f.path'), day))
        .where((eb) => lower(eb.ref('f.path')), '=', wanted),
    )
    .limit(1)
    .executeTakeFirst();
  return by && { slug: kept.slug, day, by, free: slugIn(free) };
}

/** Paths in the folder of a day. */
function isBelow(path: Expression<string | null>, day: Day): RawBuilder<boolean> {
  return betweenTexts(path, sql.val(`${dayFolder(day)}/`), sql.val(`${dayFolder(day)}0`));
}

function lower(path: Expression<string | null>): RawBuilder<string> {
  return sql<string>`lower(${path})`;
}
