import { type AliasableExpression, type Expression, type NotNull, type RawBuilder, type Selectable, sql } from 'kysely';
import type { Day } from '../../kernel/day.ts';
import type { ContextId, EventId } from '../../kernel/ids.ts';
import { dayOfInstant } from '../../kernel/near-today.ts';
import type { DayOrder } from '../../kernel/newsroom/day-order.ts';
import type { RevisionText } from '../../kernel/revision/text.ts';
import { type Target, titleIn } from '../../layout/compose.ts';
import { keptStatements, type Queryable, type Statements } from '../../platform/database/kysely.ts';
import { textFromRow } from '../../platform/database/rows.ts';
import { anyOf, anyText, list, rowsOf, storedDay } from '../../platform/database/sql-values.ts';
import type { Tables } from '../../platform/database/tables.ts';
import { TEXT_COLUMNS } from '../../platform/database/text-columns.ts';

/** A relation with the columns of this table: the table itself, or a select that stands for it. */
export type Rows<Table extends keyof Tables> = AliasableExpression<Selectable<Tables[Table]>>;

/**
 * The published archive as it is read: as it stands, or as it stood at a position of its log. The relations have the
 * columns of the tables that `asOf` makes; each is used as `archive.db.selectFrom(archive.events.as('e'))`. `redirects`
 * are the withdrawn pages that send their readers on. `today` is the day (in UTC) at which it is read.
 */
export type Published = {
  db: Statements;
  position: number | null;
  events: Rows<'as_of_event'>;
  days: Rows<'as_of_day'>;
  prose: Rows<'as_of_prose'>;
  meanings: Rows<'as_of_meaning'>;
  redirects: Rows<'as_of_redirect'>;
  today: Day;
};

/** The archive as it stands. */
export function live(on: Queryable, instant: string = new Date().toISOString()): Published {
  const db = keptStatements(on);
  return {
    db,
    position: null,
    events: liveEvents(db),
    days: db.selectFrom('day').select(['day', 'order_id']),
    prose: db.selectFrom('prose_page').select(['path', 'text']).where('published_at', 'is not', null),
    meanings: db.selectFrom('context_meaning').select(['id', 'means', 'name', 'spelled']),
    redirects: liveRedirects(db),
    today: dayOfInstant(instant),
  };
}

/** Whether a position of the log is not behind the one at which the archive is read. */
export function upTo({ position }: Pick<Published, 'position'>, column: Expression<number>): RawBuilder<boolean> {
  return position === null ? sql<boolean>`true` : sql<boolean>`${column} <= ${position}::int`;
}

/** The published events as they stand. */
export function liveEvents(db: Statements) {
  return db
    .selectFrom('event')
    .select(['id', 'day', 'slug', 'path', 'published_revision_id as revision_id'])
    .where('published_revision_id', 'is not', null)
    .$narrowType<{ slug: NotNull; path: NotNull; revision_id: NotNull }>();
}

/** The withdrawn pages that send their readers on, as they stand. */
export function liveRedirects(db: Statements) {
  return db
    .selectFrom('event')
    .select(['id', 'redirect_to as target'])
    .where('redirect_to', 'is not', null)
    .where('published_revision_id', 'is', null)
    .$narrowType<{ target: NotNull }>();
}

/** A published event: its frozen path and the text that readers see. */
export type PublishedEvent = { event: EventId; slug: string; path: string; text: RevisionText };

/** What a page that names another event shows of it; `sent`: of the one to which that one's readers are sent. */
export type PublishedTarget = Awaited<ReturnType<typeof targetsOf>>[number] & { sent?: true };

/** A day that has a page. */
export type PublishedDay = { day: Day; order: DayOrder };

/** Where the next page of published events begins. */
export type EventCursor = { day: Day; event: EventId };

/** The earliest day that a column can hold. */
const BEFORE_ALL = '-infinity' as Day;

const eventsIn = (archive: Published) =>
  archive.db.selectFrom(archive.events.as('e')).innerJoin('revision as r', 'r.id', 'e.revision_id');

const textsIn = (archive: Published) => eventsIn(archive).select(['e.id', 'e.slug', 'e.path', ...TEXT_COLUMNS]);

/** Published events in the order of their days, `limit` at a time, from behind the cursor. */
export function publishedEventsAfter(
  archive: Published,
  after: EventCursor | undefined,
  limit: number,
): Promise<PublishedEvent[]> {
  const behind = after ?? { day: BEFORE_ALL, event: 0 as EventId };
  return eventsOf(
    textsIn(archive)
      .where((eb) =>
        eb(eb.refTuple('e.day', 'e.id'), '>', eb.tuple(storedDay(behind.day), sql<EventId>`${behind.event}::int`)),
      )
      .orderBy('e.day')
      .orderBy('e.id')
      .limit(limit),
  );
}

/** The published events of one day. */
export function publishedEventsOn(archive: Published, day: Day): Promise<PublishedEvent[]> {
  return eventsOf(textsIn(archive).where('e.day', '=', storedDay(day)).orderBy('e.id'));
}

/** The published ones of these events. */
export async function publishedEventsOf(archive: Published, events: readonly EventId[]): Promise<PublishedEvent[]> {
  if (!events.length) return [];
  return eventsOf(textsIn(archive).where('e.id', '=', anyOf(events)).orderBy('e.day').orderBy('e.id'));
}

/** The published events at these paths of the tree (`news/YYYY/MM/D/SLUG.md`). */
export async function publishedEventsAt(archive: Published, paths: readonly string[]): Promise<PublishedEvent[]> {
  return paths.length ? eventsOf(textsIn(archive).where('e.path', '=', anyText(paths))) : [];
}

async function eventsOf(statement: ReturnType<typeof textsIn>): Promise<PublishedEvent[]> {
  const rows = await statement.execute();
  return rows.map((row) => ({ event: row.id, slug: row.slug, path: row.path, text: textFromRow(row) }));
}

/** Events, and the withdrawn ones whose readers are sent to one of them, over however many others. */
export function ledTo(archive: Published, events: readonly EventId[]) {
  return archive.db
    .withRecursive('led(id)', (db) =>
      db
        .selectNoFrom(sql<EventId>`unnest(${list.ints(events)})`.as('id'))
        .union(db.selectFrom('led').innerJoin(archive.redirects.as('w'), 'w.target', 'led.id').select('w.id')),
    )
    .selectFrom('led')
    .select('led.id');
}

/**
 * The published events, none of `except`, whose texts name one of these among their related ones, or a withdrawn one
 * whose readers are sent to one of these.
 */
export async function publishedNaming(
  archive: Published,
  events: readonly EventId[],
  except: readonly EventId[],
): Promise<EventId[]> {
  if (!events.length) return [];
  const rows = await eventsIn(archive)
    .select('e.id')
    .where((eb) => sql<boolean>`related_events(${eb.ref('r.related')}) && array(${ledTo(archive, events)})`)
    .where('e.id', '<>', sql<EventId>`all(${list.ints(except)})`)
    .orderBy('e.id')
    .execute();
  return rows.map((row) => row.id);
}

/**
 * What pages show of these events: of the published ones, and of those that send their readers on, what stands where
 * they are sent.
 */
export async function publishedTargets(archive: Published, events: readonly EventId[]): Promise<PublishedTarget[]> {
  const found = await targetsOf(archive, events);
  const known = new Set(found.map(({ event }) => event));
  const leads = await whereReadersAreSent(
    archive,
    events.filter((event) => !known.has(event)),
  );
  const led = new Map((await targetsOf(archive, [...new Set(leads.values())])).map((target) => [target.event, target]));
  const sent = [...leads].flatMap(([event, to]) => {
    const target = led.get(to);
    return target ? [{ ...target, event, sent: true as const }] : [];
  });
  return [...found, ...sent];
}

/** The published events at which the readers of withdrawn ones end. */
async function whereReadersAreSent(archive: Published, events: readonly EventId[]): Promise<Map<EventId, EventId>> {
  if (!events.length) return new Map();
  const rows = await archive.db
    .withRecursive('led(event, id)', (db) =>
      db
        .selectFrom(rowsOf('a', { id: list.ints(events) }))
        .select(['a.id as event', 'a.id'])
        .union(
          db
            .selectFrom('led')
            .innerJoin(archive.redirects.as('w'), 'w.id', 'led.id')
            .select(['led.event', 'w.target as id']),
        ),
    )
    .selectFrom('led')
    .innerJoin(archive.events.as('e'), 'e.id', 'led.id')
    .select(['led.event', 'e.id as target'])
    .whereRef('led.id', '<>', 'led.event')
    .execute();
  return new Map(rows.map(({ event, target }) => [event, target]));
}

async function targetsOf(archive: Published, events: readonly EventId[]) {
  if (!events.length) return [];
  return eventsIn(archive)
    .select(['e.id as event', 'e.path', 'r.topic', 'r.headline', 'r.kept', 'r.contexts'])
    .where('e.id', '=', anyOf(events))
    .execute();
}

/** A published text as other pages name it. */
export function targetOf(
  path: string,
  text: Pick<RevisionText, 'topic' | 'headline' | 'kept' | 'contexts'> & { sent?: true },
  names: ReadonlyMap<ContextId, string>,
): Target {
  const whole = text as RevisionText;
  return {
    path,
    title2017: titleIn(whole, '2017'),
    title2018: titleIn(whole, '2018'),
    contexts: text.contexts.map((id) => names.get(id) ?? ''),
    ...(text.sent ? { sent: true as const } : {}),
  };
}
