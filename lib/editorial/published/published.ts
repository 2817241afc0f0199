import { type AliasableExpression, type Expression, type NotNull, type RawBuilder, type Selectable, sql } from 'kysely';
import { type Day, FIRST_DAY } from '../../kernel/day.ts';
import { type ContextId, type EntryId, toId } from '../../kernel/ids.ts';
import { dayOfInstant } from '../../kernel/near-today.ts';
import type { DayOrder } from '../../kernel/newsroom/day-order.ts';
import type { RevisionText } from '../../kernel/revision/text.ts';
import { type Target, type TitleText, titleIn } from '../../layout/compose.ts';
import { keptStatements, type Queryable, type Statements } from '../../platform/database/kysely.ts';
import { textFromRow } from '../../platform/database/rows.ts';
import { anyOf, anyText, list, rowsOf, storedDay } from '../../platform/database/sql-values.ts';
import type { Tables } from '../../platform/database/tables.ts';
import { TEXT_COLUMNS } from '../../platform/database/text-columns.ts';

/** A relation with the columns of this table: the table itself, or a select that stands for it. */
export type Rows<Table extends keyof Tables> = AliasableExpression<Selectable<Tables[Table]>>;

/**
 * The published archive as it is read: as it is, or as it was at a position of its log. The relations have the
 * columns of the tables that `asOf` makes; each is used as `archive.db.selectFrom(archive.events.as('e'))`. `redirects`
 * are the withdrawn pages that send their readers on. `today` is the day (in UTC) at which it is read.
 */
export type Published = {
  db: Statements;
  position: number | null;
  entries: Rows<'as_of_entry'>;
  days: Rows<'as_of_day'>;
  prose: Rows<'as_of_prose'>;
  meanings: Rows<'as_of_meaning'>;
  redirects: Rows<'as_of_redirect'>;
  today: Day;
};

/** The archive as it is. */
export function live(on: Queryable, instant: string = new Date().toISOString()): Published {
  const db = keptStatements(on);
  return {
    db,
    position: null,
    entries: liveEntries(db),
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

/** The published entries as they are. */
export function liveEntries(db: Statements) {
  return db
    .selectFrom('entry')
    .select(['id', 'day', 'slug', 'path', 'published_revision_id as revision_id'])
    .where('published_revision_id', 'is not', null)
    .$narrowType<{ slug: NotNull; path: NotNull; revision_id: NotNull }>();
}

/** The withdrawn pages that send their readers on, as they are. */
export function liveRedirects(db: Statements) {
  return db
    .selectFrom('entry')
    .select(['id', 'redirect_to as target'])
    .where('redirect_to', 'is not', null)
    .where('published_revision_id', 'is', null)
    .$narrowType<{ target: NotNull }>();
}

/** A published entry: its frozen path and the text that readers see. */
export type PublishedEntry = { entry: EntryId; slug: string; path: string; text: RevisionText };

/** What a page that names another entry shows of it; `sent`: of the one to which that one's readers are sent. */
export type PublishedTarget = Awaited<ReturnType<typeof targetsOf>>[number] & { sent?: true };

/** A day that has a page. */
export type PublishedDay = { day: Day; order: DayOrder };

/** Where the next page of published entries begins. */
export type PublishedCursor = { day: Day; entry: EntryId };

const entriesIn = (archive: Published) =>
  archive.db.selectFrom(archive.entries.as('e')).innerJoin('revision as r', 'r.id', 'e.revision_id');

const textsIn = (archive: Published) => entriesIn(archive).select(['e.id', 'e.slug', 'e.path', ...TEXT_COLUMNS]);

/** Published entries in the order of their days, `limit` at a time, from behind the cursor. */
export function publishedEntriesAfter(
  archive: Published,
  after: PublishedCursor | undefined,
  limit: number,
): Promise<PublishedEntry[]> {
  const behind = after ?? { day: FIRST_DAY, entry: toId<EntryId>(0) };
  return entriesOf(
    textsIn(archive)
      .where((eb) =>
        eb(eb.refTuple('e.day', 'e.id'), '>', eb.tuple(storedDay(behind.day), sql<EntryId>`${behind.entry}::int`)),
      )
      .orderBy('e.day')
      .orderBy('e.id')
      .limit(limit),
  );
}

/** The published entries of one day. */
export function publishedEntriesOn(archive: Published, day: Day): Promise<PublishedEntry[]> {
  return entriesOf(textsIn(archive).where('e.day', '=', storedDay(day)).orderBy('e.id'));
}

/** The published ones of these entries. */
export async function publishedEntriesOf(archive: Published, entries: readonly EntryId[]): Promise<PublishedEntry[]> {
  if (!entries.length) return [];
  return entriesOf(textsIn(archive).where('e.id', '=', anyOf(entries)).orderBy('e.day').orderBy('e.id'));
}

/** The published entries at these paths of the tree (`news/YYYY/MM/D/SLUG.md`). */
export async function publishedEntriesAt(archive: Published, paths: readonly string[]): Promise<PublishedEntry[]> {
  return paths.length ? entriesOf(textsIn(archive).where('e.path', '=', anyText(paths))) : [];
}

async function entriesOf(statement: ReturnType<typeof textsIn>): Promise<PublishedEntry[]> {
  const rows = await statement.execute();
  return rows.map((row) => ({ entry: row.id, slug: row.slug, path: row.path, text: textFromRow(row) }));
}

/** Entries, and the withdrawn ones whose readers are sent to one of them, over however many others. */
export function ledTo(archive: Published, entries: readonly EntryId[]) {
  return archive.db
    .withRecursive('led(id)', (db) =>
      db
        .selectNoFrom(sql<EntryId>`unnest(${list.ints(entries)})`.as('id'))
        .union(db.selectFrom('led').innerJoin(archive.redirects.as('w'), 'w.target', 'led.id').select('w.id')),
    )
    .selectFrom('led')
    .select('led.id');
}

/**
 * The published entries, none of `except`, whose texts name one of these among their related ones, or a withdrawn one
 * whose readers are sent to one of these.
 */
export async function publishedNaming(
  archive: Published,
  entries: readonly EntryId[],
  except: readonly EntryId[],
): Promise<EntryId[]> {
  if (!entries.length) return [];
  const rows = await entriesIn(archive)
    .select('e.id')
    .where((eb) => sql<boolean>`related_entries(${eb.ref('r.related')}) && array(${ledTo(archive, entries)})`)
    .where('e.id', '<>', sql<EntryId>`all(${list.ints(except)})`)
    .orderBy('e.id')
    .execute();
  return rows.map((row) => row.id);
}

/**
 * What pages show of these entries: of the published ones, and of those that send their readers on, what is where
 * they are sent.
 */
export async function publishedTargets(archive: Published, entries: readonly EntryId[]): Promise<PublishedTarget[]> {
  const found = await targetsOf(archive, entries);
  const known = new Set(found.map(({ entry }) => entry));
  const leads = await whereReadersAreSent(
    archive,
    entries.filter((entry) => !known.has(entry)),
  );
  const led = new Map((await targetsOf(archive, [...new Set(leads.values())])).map((target) => [target.entry, target]));
  const sent = [...leads].flatMap(([entry, to]) => {
    const target = led.get(to);
    return target ? [{ ...target, entry, sent: true as const }] : [];
  });
  return [...found, ...sent];
}

/** The published entries at which the readers of withdrawn ones end. */
async function whereReadersAreSent(archive: Published, entries: readonly EntryId[]): Promise<Map<EntryId, EntryId>> {
  if (!entries.length) return new Map();
  const rows = await archive.db
    .withRecursive('led(entry, id)', (db) =>
      db
        .selectFrom(rowsOf('a', { id: list.ints(entries) }))
        .select(['a.id as entry', 'a.id'])
        .union(
          db
            .selectFrom('led')
            .innerJoin(archive.redirects.as('w'), 'w.id', 'led.id')
            .select(['led.entry', 'w.target as id']),
        ),
    )
    .selectFrom('led')
    .innerJoin(archive.entries.as('e'), 'e.id', 'led.id')
    .select(['led.entry', 'e.id as target'])
    .whereRef('led.id', '<>', 'led.entry')
    .execute();
  return new Map(rows.map(({ entry, target }) => [entry, target]));
}

async function targetsOf(archive: Published, entries: readonly EntryId[]) {
  if (!entries.length) return [];
  return entriesIn(archive)
    .select(['e.id as entry', 'e.path', 'r.topic', 'r.headline', 'r.kept', 'r.contexts'])
    .where('e.id', '=', anyOf(entries))
    .execute();
}

/** A published text as other pages name it. */
export function targetOf(
  path: string,
  text: TitleText & Pick<RevisionText, 'contexts'> & { sent?: true },
  names: ReadonlyMap<ContextId, string>,
): Target {
  return {
    path,
    title2017: titleIn(text, '2017'),
    title2018: titleIn(text, '2018'),
    contexts: text.contexts.map((id) => names.get(id) ?? ''),
    ...(text.sent ? { sent: true as const } : {}),
  };
}
