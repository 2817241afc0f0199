import type pg from 'pg';
import type { Day } from '../domain/day.ts';
import type { DayEntry, DayOrder, KeptDay } from '../domain/day-order.ts';
import type { ContextId, EventId } from '../domain/ids.ts';
import type { RevisionText } from '../domain/revision/text.ts';
import { type Target, titleIn } from '../layout/compose.ts';
import { type RevisionRow, textFromRow } from './rows.ts';

/** Whatever runs a query: the pool, or the one connection that holds a snapshot. */
export type Queryable = Pick<pg.ClientBase, 'query'>;

/** A published event: its frozen path and the text that readers see. */
export type PublishedEvent = { event: EventId; slug: string; path: string; text: RevisionText };

/** What a page that names another event shows of it. */
export type PublishedTarget = { event: EventId; path: string; topic: string; headline: string; kept: RevisionText['kept']; contexts: ContextId[] };

/** A day that has a page. */
export type PublishedDay = { day: Day; order: DayOrder };

const TEXT = `r.day::text AS day, r.topic, r.headline, r.summary, r.sources, r.contexts, r.related, r.kept`;
const FROM = 'FROM event e JOIN revision r ON r.id = e.published_revision_id';

type EventRow = { id: number; slug: string; path: string } & RevisionRow;
type DayRow = { day: string; entries: DayEntry[]; kept: KeptDay };

/** Where the next page of published events begins. */
export type EventCursor = { day: Day; event: EventId };

/** Published events in the order of their days, `limit` at a time, from behind the cursor. */
export async function publishedEventsAfter(db: Queryable, after: EventCursor | undefined, limit: number): Promise<PublishedEvent[]> {
  const { rows } = await db.query<EventRow>({
    name: 'published-events-after',
    text: `SELECT e.id, e.slug, e.path, ${TEXT} ${FROM} WHERE (e.day, e.id) > ($1::date, $2::int) ORDER BY e.day, e.id LIMIT $3`,
    values: [after?.day ?? '0001-01-01', after?.event ?? 0, limit],
  });
  return rows.map(eventFromRow);
}

/** The published events of one day. */
export async function publishedEventsOn(db: Queryable, day: Day): Promise<PublishedEvent[]> {
  const { rows } = await db.query<EventRow>({
    name: 'published-events-on',
    text: `SELECT e.id, e.slug, e.path, ${TEXT} ${FROM} WHERE e.day = $1::date ORDER BY e.id`,
    values: [day],
  });
  return rows.map(eventFromRow);
}

/** The published event at a path of the tree (`news/YYYY/MM/D/SLUG.md`). */
export async function publishedEventAt(db: Queryable, path: string): Promise<PublishedEvent | undefined> {
  const { rows } = await db.query<EventRow>({ name: 'published-event-at', text: `SELECT e.id, e.slug, e.path, ${TEXT} ${FROM} WHERE e.path = $1`, values: [path] });
  return rows[0] && eventFromRow(rows[0]);
}

/** What pages show of the published ones among these events. */
export async function publishedTargets(db: Queryable, events: readonly EventId[]): Promise<PublishedTarget[]> {
  if (!events.length) return [];
  const { rows } = await db.query<{ id: number; path: string; topic: string; headline: string; kept: RevisionText['kept']; contexts: number[] }>({
    name: 'published-targets',
    text: `SELECT e.id, e.path, r.topic, r.headline, r.kept, r.contexts ${FROM} WHERE e.id = ANY($1::int[])`,
    values: [events],
  });
  return rows.map(({ id, contexts, ...row }) => ({ ...row, event: id as EventId, contexts: contexts as ContextId[] }));
}

/** The published events at these paths, as the pages that name them show them. */
export async function publishedNamesAt(db: Queryable, paths: readonly string[]): Promise<{ event: EventId; target: Target }[]> {
  if (!paths.length) return [];
  const { rows } = await db.query<{ id: number; path: string } & RevisionRow>({
    name: 'published-names-at',
    text: `SELECT e.id, e.path, ${TEXT} ${FROM} WHERE e.path = ANY($1::text[])`,
    values: [paths],
  });
  const texts = rows.map((row) => ({ event: row.id as EventId, path: row.path, text: textFromRow(row) }));
  const names = await contextNames(db, [...new Set(texts.flatMap(({ text }) => text.contexts))]);
  return texts.map(({ event, path, text }) => ({ event, target: targetOf(path, text, names) }));
}

/** A published text as other pages name it. */
export function targetOf(path: string, text: Pick<RevisionText, 'topic' | 'headline' | 'kept' | 'contexts'>, names: ReadonlyMap<ContextId, string>): Target {
  const whole = text as RevisionText;
  return { path, title2017: titleIn(whole, '2017'), title2018: titleIn(whole, '2018'), contexts: text.contexts.map((id) => names.get(id) ?? '') };
}

/** Days that have an order, in the order of the calendar, `limit` at a time. */
export async function publishedDaysAfter(db: Queryable, after: Day | undefined, limit: number): Promise<PublishedDay[]> {
  const { rows } = await db.query<DayRow>({
    name: 'published-days-after',
    text: 'SELECT d.day::text AS day, o.entries, o.kept FROM day d JOIN day_order o ON o.id = d.order_id WHERE d.day > $1::date ORDER BY d.day LIMIT $2',
    values: [after ?? '0001-01-01', limit],
  });
  return rows.map(dayFromRow);
}

/** The order of one day, where it has one. */
export async function publishedDay(db: Queryable, day: Day): Promise<PublishedDay | undefined> {
  const { rows } = await db.query<DayRow>({
    name: 'published-day',
    text: 'SELECT d.day::text AS day, o.entries, o.kept FROM day d JOIN day_order o ON o.id = d.order_id WHERE d.day = $1::date',
    values: [day],
  });
  return rows[0] && dayFromRow(rows[0]);
}

/** The latest day that has a published event; undefined in an empty archive. */
export async function latestPublishedDay(db: Queryable): Promise<Day | undefined> {
  const { rows } = await db.query<{ day: string }>('SELECT e.day::text AS day FROM event e WHERE e.published_revision_id IS NOT NULL ORDER BY e.day DESC, e.id DESC LIMIT 1');
  return rows[0]?.day as Day | undefined;
}

/** The names of these contexts. */
export async function contextNames(db: Queryable, ids: readonly ContextId[]): Promise<Map<ContextId, string>> {
  if (!ids.length) return new Map();
  const { rows } = await db.query<{ id: number; name: string }>({ name: 'context-names', text: 'SELECT id, name FROM context WHERE id = ANY($1::int[])', values: [ids] });
  return new Map(rows.map((row) => [row.id as ContextId, row.name]));
}

/** Free prose that is published, `limit` pages at a time, by path. */
export async function publishedProseAfter(db: Queryable, after: string, limit: number): Promise<{ path: string; text: string }[]> {
  const { rows } = await db.query<{ path: string; text: string }>('SELECT path, text FROM prose_page WHERE published_at IS NOT NULL AND path > $1 ORDER BY path LIMIT $2', [
    after,
    limit,
  ]);
  return rows;
}

function eventFromRow(row: EventRow): PublishedEvent {
  return { event: row.id as EventId, slug: row.slug, path: row.path, text: textFromRow(row) };
}

function dayFromRow(row: DayRow): PublishedDay {
  return { day: row.day as Day, order: { entries: row.entries, kept: row.kept } };
}
