import { type Expression, sql } from 'kysely';
import type { Day } from '../../kernel/day.ts';
import type { ContextId, EntryId, RevisionId } from '../../kernel/ids.ts';
import { slugIn } from '../../layout/paths.ts';
import { kysely, type Queryable, type Statements } from '../../platform/database/kysely.ts';
import { anyOf, storedDay } from '../../platform/database/sql-values.ts';
import { live, liveEntries, liveRedirects, type Published } from './published.ts';

/** What an entry's page would be. */
export type PageToBe = { day: Day; path: string; revision: RevisionId };

/** Contexts that would mean another one, or be called otherwise. */
export type RenamedContext = { ids: readonly ContextId[]; means: ContextId; name: string };

/** The archive as it would be once these contexts mean or are called something else. Nothing is written. */
export function publishedRenamed(pool: Queryable, renamed: RenamedContext): Published {
  // A statement of its own for every proposal is not worth preparing.
  const db = kysely(pool);
  return { ...live(pool), db, meanings: renamedMeanings(db, renamed) };
}

function renamedMeanings(db: Statements, { ids, means, name }: RenamedContext) {
  const called = sql<string>`${name}::text`;
  const meant = sql<ContextId>`${means}::int`;
  return db.selectFrom('context_meaning as m').select((eb) => {
    const ifChanged = <T>(changed: Expression<T>, same: Expression<T>) =>
      eb.case().when('m.id', '=', anyOf(ids)).then(changed).else(same).end();
    const isFirstName = eb
      .selectFrom('context as c')
      .select((of) => of(of.fn.coalesce('c.first_name', 'c.name'), '=', called).as('is_first_name'))
      .whereRef('c.id', '=', 'm.id');
    return [
      'm.id',
      ifChanged(meant, eb.ref('m.means')).as('means'),
      ifChanged(called, eb.ref('m.name')).as('name'),
      ifChanged(sql<boolean>`${eb('m.id', '=', meant)} AND ${isFirstName}`, eb.ref('m.spelled')).as('spelled'),
    ];
  });
}

/** Readers who would be sent on from one event to another. */
type Redirect = { from: EntryId; to: EntryId };

/**
 * The archive as it would be with one event published like this, or without its page; `sends` are readers sent on
 * then, of a page that goes. Nothing is written.
 */
export function publishedWith(
  pool: Queryable,
  entry: EntryId,
  page: PageToBe | undefined,
  sends?: Redirect,
): Published {
  const db = kysely(pool);
  const gone = sends ? [entry, sends.from] : [entry];
  const rest = liveEntries(db).where('id', '<>', sql<EntryId>`all(${gone}::int[])`);
  const sent = liveRedirects(db).where('id', '<>', entry);
  return {
    ...live(pool),
    db,
    entries: page ? rest.unionAll(asRow(db, entry, page)) : rest,
    redirects: sends ? sent.unionAll(sentRow(db, sends)) : sent,
  };
}

function asRow(db: Statements, entry: EntryId, { day, path, revision }: PageToBe) {
  return db.selectNoFrom([
    sql<EntryId>`${entry}::int`.as('id'),
    storedDay(day).as('day'),
    sql<string>`${slugIn(path)}::text`.as('slug'),
    sql<string>`${path}::text`.as('path'),
    sql<RevisionId>`${revision}::int`.as('revision_id'),
  ]);
}

function sentRow(db: Statements, { from, to }: Redirect) {
  return db.selectNoFrom([sql<EntryId>`${from}::int`.as('id'), sql<EntryId>`${to}::int`.as('target')]);
}
