import type { Day } from '../domain/day.ts';
import { type DayOrder, withEvent, withoutEvent } from '../domain/day-order.ts';
import type { EventId } from '../domain/ids.ts';
import { freeSlug, slugOf } from '../domain/slug.ts';
import { dayFolder, eventPath, parsePagePath } from '../layout/paths.ts';
import { Prisma } from './generated/client.ts';
import { dayOrderFromRow } from './rows.ts';
import type { Transaction } from './transaction.ts';

/** What is known of an event's page before a text of it is published. */
type Page = { event: EventId; path: string | undefined; live: boolean };

/** The order that a day gets. */
export type NewOrder = { day: Day; order: DayOrder };

/**
 * Where a text's page belongs: `left` is the address that it had on another day, `orders` are the days whose lists change by
 * that, in the order of the calendar.
 */
export type PagePlace = { path: string; left: { path: string; day: Day } | undefined; orders: NewOrder[] };

/** The day that an event's path names; undefined where it has none yet. */
export function dayOfPath(path: string | undefined): Day | undefined {
  const page = path === undefined ? undefined : parsePagePath(path);
  return page?.kind === 'event' ? page.day : undefined;
}

/**
 * Locks the days that the publication of a text changes, always in the order of the calendar, and says where its page belongs
 * and what their lists become. Under the locks two entries never take one path or lose each other's place. A page that is live
 * and keeps its day changes no list and locks nothing.
 */
export async function lockPlace(tx: Transaction, page: Page, text: { day: Day; headline: string }): Promise<PagePlace> {
  const from = dayOfPath(page.path);
  if (page.live && page.path !== undefined && from === text.day) return { path: page.path, left: undefined, orders: [] };
  const orders = await lockOrders(tx, from === undefined ? [text.day] : [from, text.day]);
  const old = from === undefined || from === text.day ? undefined : orders.get(from);
  const path = page.path !== undefined && from === text.day ? page.path : await freePath(tx, page, text);
  const joined = withEvent(orders.get(text.day) ?? EMPTY, page.event, old);
  const without = old && withoutEvent(old, page.event);
  const changed: NewOrder[] = [{ day: text.day, order: joined }, ...(without && from ? [{ day: from, order: without }] : [])];
  const left = page.path !== undefined && from !== undefined && from !== text.day ? { path: page.path, day: from } : undefined;
  return { path, left, orders: changed.sort((a, b) => (a.day < b.day ? -1 : 1)) };
}

const EMPTY: DayOrder = { entries: [], kept: {} };

/** The orders of these days, whose rows are made where there are none, locked until the commit. */
async function lockOrders(tx: Transaction, days: readonly Day[]): Promise<Map<Day, DayOrder>> {
  await tx.$executeRaw`INSERT INTO day (day) SELECT DISTINCT day FROM unnest(${[...days]}::date[]) AS asked (day) ORDER BY day ON CONFLICT (day) DO UPDATE SET version = day.version`;
  const rows = await tx.$queryRaw<(NonNullable<Parameters<typeof dayOrderFromRow>[0]> & { day: Day })[]>`
    SELECT d.day::text AS day, o.entries, o.kept FROM day d LEFT JOIN day_order o ON o.id = d.order_id WHERE d.day = ANY(${[...days]}::date[])`;
  return new Map(rows.map((row) => [row.day, dayOrderFromRow(row)]));
}

/**
 * The path that a text's page gets on its day: the one that it had there before, else its slug, else the first free one
 * beside it. A path that another page has, had, or waits for is not free, and neither is one that some disk takes for it.
 */
export async function freePath(db: Pick<Transaction, '$queryRaw'>, page: Pick<Page, 'event' | 'path'>, text: { day: Day; headline: string }): Promise<string> {
  const folder = Prisma.sql`path ~>=~ ${`${dayFolder(text.day)}/`} AND path ~<~ ${`${dayFolder(text.day)}0`}`;
  const [row] = await db.$queryRaw<{ own: string | null; taken: string[] }[]>`
    SELECT (SELECT path FROM former_path WHERE event_id = ${page.event} AND ${folder} ORDER BY at DESC LIMIT 1) AS own,
      ARRAY(SELECT lower(path) FROM event WHERE day = ${text.day}::date AND path IS NOT NULL AND id <> ${page.event}
        UNION SELECT lower(path) FROM event WHERE published_revision_id IS NULL AND ${folder} AND id <> ${page.event}
        UNION SELECT lower(path) FROM former_path WHERE ${folder} AND event_id <> ${page.event}) AS taken`;
  if (row?.own) return row.own;
  const taken = new Set(row?.taken);
  const slug = page.path === undefined ? slugOf(text.headline) : slugIn(page.path);
  return eventPath(
    text.day,
    freeSlug(slug, (candidate) => taken.has(eventPath(text.day, candidate).toLowerCase())),
  );
}

/** The name of a page's file without its ending. */
export function slugIn(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1, -'.md'.length);
}
