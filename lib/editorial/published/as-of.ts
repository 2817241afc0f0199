import { type NotNull, sql } from 'kysely';
import type pg from 'pg';
import { dayOfInstant } from '../../kernel/near-today.ts';
import { analyze } from '../../platform/database/analyze.ts';
import type { Store } from '../../platform/database/database.ts';
import { kysely, type Statements } from '../../platform/database/kysely.ts';
import { inShortTransaction } from '../../platform/database/pool-transaction.ts';
import { literal, slugOf, thisMillisecond } from '../../platform/database/sql-values.ts';
import type { Tables } from '../../platform/database/tables.ts';
import type { Published } from './published.ts';

/**
 * The last position of the log at an instant (ISO 8601); undefined where the instant is not past. Waits for whoever is
 * publishing this very moment, so that the answer is final: later changes are later instants.
 */
export async function positionAt(store: Store, instant: string): Promise<number | undefined> {
  return inShortTransaction(store, async (client) => {
    const db = kysely(client);
    await db.selectFrom('archive_state').select('id').forShare().execute();
    const at = sql<Date>`${instant}::timestamptz`;
    const position = db
      .selectFrom('archive_change')
      .select('position')
      .where('at', '<=', at)
      .orderBy('at', 'desc')
      .orderBy('position', 'desc')
      .limit(1);
    const row = await db
      .selectNoFrom((eb) => [
        sql<boolean>`${at} < ${thisMillisecond}`.as('past'),
        eb.fn.coalesce(position, sql.lit(0)).as('position'),
      ])
      .executeTakeFirstOrThrow();
    return row.past ? row.position : undefined;
  });
}

/**
 * The archive as it was at a position of its log, for the connection of one snapshot, which is not read-only: what
 * was live then is gathered into temporary tables that go with the transaction. Statements on them are planned again
 * each time, because the connection outlives the tables.
 */
export async function asOf(
  client: pg.ClientBase,
  position: number,
  instant: string = new Date().toISOString(),
): Promise<Published> {
  const db = kysely(client);
  await gather(db, 'as_of_entry').as(entriesAt(db, position)).execute();
  await index(db, 'as_of_entry').unique().column('id').execute();
  await index(db, 'as_of_entry', 'by_day').columns(['day', 'id']).execute();
  await gather(db, 'as_of_day').as(daysAt(db, position)).execute();
  await index(db, 'as_of_day').unique().column('day').execute();
  await gather(db, 'as_of_prose').as(proseAt(db, position)).execute();
  await gather(db, 'as_of_meaning').as(meaningsAt(db, position)).execute();
  await index(db, 'as_of_meaning').unique().column('id').execute();
  await gather(db, 'as_of_redirect').as(redirectsAt(db, position)).execute();
  await index(db, 'as_of_redirect').unique().column('id').execute();
  await index(db, 'as_of_redirect', 'by_target').column('target').execute();
  await analyze(db, 'as_of_redirect', 'as_of_entry', 'as_of_day', 'as_of_prose', 'as_of_meaning');
  return {
    db,
    position,
    entries: db.selectFrom('as_of_entry').selectAll(),
    days: db.selectFrom('as_of_day').selectAll(),
    prose: db.selectFrom('as_of_prose').selectAll(),
    meanings: db.selectFrom('as_of_meaning').selectAll(),
    redirects: db.selectFrom('as_of_redirect').selectAll(),
    today: dayOfInstant(instant),
  };
}

/** A temporary table that goes with the transaction. */
export function gather(db: Statements, table: keyof Tables) {
  return db.schema.createTable(table).temporary().onCommit('drop');
}

/** An index of it. */
export function index(db: Statements, table: keyof Tables, name = 'by_id') {
  return db.schema.createIndex(`${table}_${name}`).on(table);
}

/** What the log says last of each entry up to a position. */
function lastChanges(db: Statements, position: number) {
  return db
    .selectFrom('archive_change')
    .distinctOn('entry_id')
    .select(['entry_id', 'publication_id', 'kind', 'redirect'])
    .where('entry_id', 'is not', null)
    .where('position', '<=', position)
    .orderBy('entry_id')
    .orderBy('position', 'desc')
    .$narrowType<{ entry_id: NotNull }>();
}

function entriesAt(db: Statements, position: number) {
  return db
    .selectFrom(lastChanges(db, position).as('c'))
    .innerJoin('publication as p', 'p.id', 'c.publication_id')
    .innerJoin('revision as r', 'r.id', 'p.revision_id')
    .select((eb) => [
      'c.entry_id as id',
      slugOf(eb.ref('p.path')).as('slug'),
      'p.path',
      'r.day',
      'r.id as revision_id',
    ]);
}

function daysAt(db: Statements, position: number) {
  return db
    .selectFrom('archive_change')
    .distinctOn('day')
    .select(['day', 'order_id'])
    .where('kind', '=', literal('day'))
    .where('position', '<=', position)
    .orderBy('day')
    .orderBy('position', 'desc');
}

function proseAt(db: Statements, position: number) {
  const last = db
    .selectFrom('archive_change')
    .distinctOn('path')
    .select(['path', 'prose_id'])
    .where('kind', '=', literal('prose'))
    .where('position', '<=', position)
    .orderBy('path')
    .orderBy('position', 'desc');
  return db.selectFrom(last.as('c')).innerJoin('prose_version as v', 'v.id', 'c.prose_id').select(['v.path', 'v.text']);
}

function redirectsAt(db: Statements, position: number) {
  return db
    .selectFrom(lastChanges(db, position).as('c'))
    .leftJoin('entry as t', 't.path', 'c.redirect')
    .leftJoin('former_path as f', 'f.path', 'c.redirect')
    .select((eb) => ['c.entry_id as id', eb.fn.coalesce('t.id', 'f.entry_id').as('target')])
    .where('c.kind', '=', literal('withdrawn'))
    .where((eb) => eb(eb.fn.coalesce('t.id', 'f.entry_id'), 'is not', null));
}

/**
 * The columns of `context_meaning` as they were at a position: the first naming that held beyond it, else the one of
 * today.
 */
function meaningsAt(db: Statements, position: number) {
  const was = db
    .selectFrom('context as c')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('context_naming as n')
          .select(['n.id', 'n.name', 'n.merged_into'])
          .whereRef('n.context_id', '=', 'c.id')
          .where('n.until', '>=', position)
          .orderBy('n.until')
          .orderBy('n.id')
          .limit(1)
          .as('n'),
      (on) => on.onTrue(),
    )
    .select((eb) => [
      'c.id',
      'c.first_name',
      eb.fn.coalesce('n.name', 'c.name').as('name'),
      eb
        .case()
        .when('n.id', 'is', null)
        .then(eb.ref('c.merged_into'))
        .else(eb.ref('n.merged_into'))
        .end()
        .as('merged_into'),
    ]);
  return db
    .with('was', () => was)
    .selectFrom('was as c')
    .leftJoin('was as s', 's.id', 'c.merged_into')
    .select((eb) => [
      'c.id',
      eb.fn.coalesce('s.id', 'c.id').as('means'),
      eb.fn.coalesce('s.name', 'c.name').as('name'),
      eb
        .and([eb('s.id', 'is', null), eb.fn.coalesce(eb('c.first_name', '=', eb.ref('c.name')), eb.lit(true))])
        .as('spelled'),
    ]);
}
