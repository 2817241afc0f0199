import type pg from 'pg';
import type { Meaning, Meanings } from '../domain/context/meaning.ts';
import type { Day } from '../domain/day.ts';
import type { DayEntry, DayOrder, KeptDay } from '../domain/day-order.ts';
import type { ContextId, EventId } from '../domain/ids.ts';
import type { RevisionText } from '../domain/revision/text.ts';
import { type Target, titleIn } from '../layout/compose.ts';
import { type RevisionRow, textFromRow } from './rows.ts';

/** Whatever runs a query: the pool, or the one connection that holds a snapshot. */
export type Queryable = Pick<pg.ClientBase, 'query'>;

/**
 * The published archive as it is read: as it stands, or as it stood at a position of its log. The names are relations with
 * the columns of `event` (id, day, slug, path), `day` (day, order_id), `prose_page` (path, text), `context_meaning`, and of the
 * withdrawn pages those that send their readers on (id, target).
 */
export type Published = { db: Queryable; position: number | null; events: string; days: string; prose: string; meanings: string; redirects: string; tag: string };

/** The archive as it stands. */
export function live(db: Queryable): Published {
  return {
    db,
    position: null,
    events: '(SELECT id, day, slug, path, published_revision_id AS revision_id FROM event WHERE published_revision_id IS NOT NULL)',
    days: 'day',
    prose: '(SELECT path, text FROM prose_page WHERE published_at IS NOT NULL)',
    meanings: 'context_meaning',
    redirects: '(SELECT id, redirect_to AS target FROM event WHERE redirect_to IS NOT NULL AND published_revision_id IS NULL)',
    tag: 'live',
  };
}

/** A published event: its frozen path and the text that readers see. */
export type PublishedEvent = { event: EventId; slug: string; path: string; text: RevisionText };

/** What a page that names another event shows of it; `sent`: of the one to which that one's readers are sent. */
export type PublishedTarget = { event: EventId; path: string; topic: string; headline: string; kept: RevisionText['kept']; contexts: ContextId[]; sent?: true };

/** A day that has a page. */
export type PublishedDay = { day: Day; order: DayOrder };

const TEXT = `r.day::text AS day, r.topic, r.headline, r.summary, r.sources, r.contexts, r.related, r.kept`;

const from = (archive: Published) => `FROM ${archive.events} e JOIN revision r ON r.id = e.revision_id`;
const daysFrom = (archive: Published) => `SELECT d.day::text AS day, o.entries, o.kept FROM ${archive.days} d JOIN day_order o ON o.id = d.order_id`;

type EventRow = { id: number; slug: string; path: string } & RevisionRow;
type DayRow = { day: string; entries: DayEntry[]; kept: KeptDay };

/** Where the next page of published events begins. */
export type EventCursor = { day: Day; event: EventId };

/** Published events in the order of their days, `limit` at a time, from behind the cursor. */
export function publishedEventsAfter(archive: Published, after: EventCursor | undefined, limit: number): Promise<PublishedEvent[]> {
  return eventsWhere(archive, 'after', '(e.day, e.id) > ($1::date, $2::int) ORDER BY e.day, e.id LIMIT $3', [after?.day ?? '0001-01-01', after?.event ?? 0, limit]);
}

/** The published events of one day. */
export function publishedEventsOn(archive: Published, day: Day): Promise<PublishedEvent[]> {
  return eventsWhere(archive, 'on', 'e.day = $1::date ORDER BY e.id', [day]);
}

/** The published ones of these events. */
export async function publishedEventsOf(archive: Published, events: readonly EventId[]): Promise<PublishedEvent[]> {
  return events.length ? eventsWhere(archive, 'of', 'e.id = ANY($1::int[]) ORDER BY e.day, e.id', [events]) : [];
}

/** The published events at these paths of the tree (`news/YYYY/MM/D/SLUG.md`). */
export async function publishedEventsAt(archive: Published, paths: readonly string[]): Promise<PublishedEvent[]> {
  return paths.length ? eventsWhere(archive, 'at', 'e.path = ANY($1::text[])', [paths]) : [];
}

async function eventsWhere(archive: Published, name: string, where: string, values: unknown[]): Promise<PublishedEvent[]> {
  const { rows } = await archive.db.query<EventRow>({
    name: `${archive.tag}-events-${name}`,
    text: `SELECT e.id, e.slug, e.path, ${TEXT} ${from(archive)} WHERE ${where}`,
    values,
  });
  return rows.map((row) => ({ event: row.id as EventId, slug: row.slug, path: row.path, text: textFromRow(row) }));
}

/** A page that sends its readers on, to one that does the same, and so on: no chain is followed further. */
const LONGEST_CHAIN = 20;

/** The published events, none of `except`, whose texts name one of these among their related ones, or a withdrawn one whose readers are sent to one of these. */
export async function publishedNaming(archive: Published, events: readonly EventId[], except: readonly EventId[]): Promise<EventId[]> {
  if (!events.length) return [];
  const { rows } = await archive.db.query<{ id: number }>({
    name: `${archive.tag}-naming`,
    text: `WITH RECURSIVE led (id, far) AS (SELECT unnest($1::int[]), 0 UNION SELECT w.id, far + 1 FROM led JOIN ${archive.redirects} w ON w.target = led.id WHERE far < ${LONGEST_CHAIN})
      SELECT e.id ${from(archive)} WHERE related_events(r.related) && ARRAY(SELECT id FROM led) AND e.id <> ALL($2::int[]) ORDER BY e.id`,
    values: [events, except],
  });
  return rows.map((row) => row.id as EventId);
}

/** What pages show of these events: of the published ones, and of those that send their readers on, what stands where they are sent. */
export async function publishedTargets(archive: Published, events: readonly EventId[]): Promise<PublishedTarget[]> {
  const found = await targetsOf(archive, events);
  const known = new Set(found.map(({ event }) => event));
  const leads = await whereReadersAreSent(
    archive,
    events.filter((event) => !known.has(event)),
  );
  const led = new Map((await targetsOf(archive, [...new Set(leads.values())])).map((target) => [target.event, target]));
  return [...found, ...[...leads].flatMap(([event, to]) => (led.has(to) ? [{ ...(led.get(to) as PublishedTarget), event, sent: true as const }] : []))];
}

/** The published events at which the readers of withdrawn ones end. */
async function whereReadersAreSent(archive: Published, events: readonly EventId[]): Promise<Map<EventId, EventId>> {
  if (!events.length) return new Map();
  const { rows } = await archive.db.query<{ event: EventId; target: EventId }>({
    name: `${archive.tag}-sent`,
    text: `WITH RECURSIVE led (event, id, far) AS (SELECT a, a, 0 FROM unnest($1::int[]) AS a
        UNION ALL SELECT led.event, w.target, far + 1 FROM led JOIN ${archive.redirects} w ON w.id = led.id WHERE far < ${LONGEST_CHAIN})
      SELECT led.event, e.id AS target FROM led JOIN ${archive.events} e ON e.id = led.id WHERE far > 0`,
    values: [events],
  });
  return new Map(rows.map(({ event, target }) => [event, target]));
}

async function targetsOf(archive: Published, events: readonly EventId[]): Promise<PublishedTarget[]> {
  if (!events.length) return [];
  const { rows } = await archive.db.query<{ id: number; path: string; topic: string; headline: string; kept: RevisionText['kept']; contexts: number[] }>({
    name: `${archive.tag}-targets`,
    text: `SELECT e.id, e.path, r.topic, r.headline, r.kept, r.contexts ${from(archive)} WHERE e.id = ANY($1::int[])`,
    values: [events],
  });
  return rows.map(({ id, contexts, ...row }) => ({ ...row, event: id as EventId, contexts: contexts as ContextId[] }));
}

/** A published text as other pages name it. */
export function targetOf(path: string, text: Pick<RevisionText, 'topic' | 'headline' | 'kept' | 'contexts'> & { sent?: true }, names: ReadonlyMap<ContextId, string>): Target {
  const whole = text as RevisionText;
  return {
    path,
    title2017: titleIn(whole, '2017'),
    title2018: titleIn(whole, '2018'),
    contexts: text.contexts.map((id) => names.get(id) ?? ''),
    ...(text.sent ? { sent: true as const } : {}),
  };
}

/** Days that have an order, in the order of the calendar, `limit` at a time. */
export async function publishedDaysAfter(archive: Published, after: Day | undefined, limit: number): Promise<PublishedDay[]> {
  const { rows } = await archive.db.query<DayRow>({
    name: `${archive.tag}-days-after`,
    text: `${daysFrom(archive)} WHERE d.day > $1::date ORDER BY d.day LIMIT $2`,
    values: [after ?? '0001-01-01', limit],
  });
  return rows.map(dayFromRow);
}

/** The order of one day, where it has one. */
export async function publishedDay(archive: Published, day: Day): Promise<PublishedDay | undefined> {
  const { rows } = await archive.db.query<DayRow>({ name: `${archive.tag}-day`, text: `${daysFrom(archive)} WHERE d.day = $1::date`, values: [day] });
  return rows[0] && dayFromRow(rows[0]);
}

/** The latest day that has a published event; undefined in an empty archive. */
export async function latestPublishedDay(archive: Published): Promise<Day | undefined> {
  const { rows } = await archive.db.query<{ day: string }>(`SELECT e.day::text AS day FROM ${archive.events} e ORDER BY e.day DESC, e.id DESC LIMIT 1`);
  return rows[0]?.day as Day | undefined;
}

/** The months that have a published event, `YYYY-MM`, in the order of the calendar: one step of an index for each. */
export async function publishedMonths(archive: Published): Promise<string[]> {
  const { rows } = await archive.db.query<{ month: string }>(
    `WITH RECURSIVE month AS (
       (SELECT date_trunc('month', e.day)::date AS first FROM ${archive.events} e ORDER BY e.day LIMIT 1)
       UNION ALL
       SELECT (SELECT date_trunc('month', e.day)::date FROM ${archive.events} e WHERE e.day >= month.first + interval '1 month' ORDER BY e.day LIMIT 1) FROM month WHERE month.first IS NOT NULL
     ) SELECT to_char(first, 'YYYY-MM') AS month FROM month WHERE first IS NOT NULL`,
  );
  return rows.map((row) => row.month);
}

/** The paths of a month's published events, `YYYY-MM`. */
export async function publishedPathsIn(archive: Published, month: string): Promise<{ event: EventId; day: Day; path: string }[]> {
  const { rows } = await archive.db.query<{ event: EventId; day: Day; path: string }>({
    name: `${archive.tag}-paths-in`,
    text: `SELECT e.id AS event, e.day::text AS day, e.path FROM ${archive.events} e WHERE e.day >= $1::date AND e.day < $1::date + interval '1 month' ORDER BY e.day, e.id`,
    values: [`${month}-01`],
  });
  return rows;
}

/** What these contexts mean. */
export async function contextMeanings(archive: Pick<Published, 'db' | 'meanings' | 'tag'>, ids: readonly ContextId[]): Promise<Map<ContextId, Meaning>> {
  if (!ids.length) return new Map();
  const { rows } = await archive.db.query<{ id: ContextId } & Meaning>({
    name: `${archive.tag}-meanings`,
    text: `SELECT id, means, name, spelled FROM ${archive.meanings} m WHERE id = ANY($1::int[])`,
    values: [ids],
  });
  return new Map(rows.map(({ id, ...meaning }) => [id, meaning]));
}

/** What the contexts of texts mean, and the names of those ids and of whatever they mean; '' of one that nobody knows. */
export async function readMeanings(archive: Pick<Published, 'db' | 'meanings' | 'tag'>, ids: readonly ContextId[]): Promise<{ meanings: Meanings; nameOf(id: ContextId): string }> {
  const found = await contextMeanings(archive, [...new Set(ids)]);
  const names = new Map([...found].flatMap(([id, { means, name }]) => [[id, name] as const, [means, name] as const]));
  return { meanings: (id) => found.get(id), nameOf: (id) => names.get(id) ?? '' };
}

/** The names of these contexts. */
export async function contextNames(archive: Pick<Published, 'db' | 'meanings' | 'tag'>, ids: readonly ContextId[]): Promise<Map<ContextId, string>> {
  return new Map([...(await contextMeanings(archive, ids))].map(([id, { name }]) => [id, name]));
}

/** Free prose that is published, `limit` pages at a time, by path. */
export async function publishedProseAfter(archive: Published, after: string, limit: number): Promise<{ path: string; text: string }[]> {
  const { rows } = await archive.db.query<{ path: string; text: string }>(`SELECT path, text FROM ${archive.prose} p WHERE path > $1 ORDER BY path LIMIT $2`, [after, limit]);
  return rows;
}

/** The published ones of these pages of prose. */
export async function publishedProseOf(archive: Published, paths: readonly string[]): Promise<{ path: string; text: string }[]> {
  if (!paths.length) return [];
  const { rows } = await archive.db.query<{ path: string; text: string }>(`SELECT path, text FROM ${archive.prose} p WHERE path = ANY($1::text[]) ORDER BY path`, [paths]);
  return rows;
}

function dayFromRow(row: DayRow): PublishedDay {
  return { day: row.day as Day, order: { entries: row.entries, kept: row.kept } };
}
