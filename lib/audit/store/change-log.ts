import { expressionBuilder, type QueryCreator, type RawBuilder, sql } from 'kysely';
import type pg from 'pg';
import type { Day } from '../../kernel/day.ts';
import type { EntryId } from '../../kernel/ids.ts';
import { asPart } from '../../platform/database/as-part.ts';
import { insertFrom } from '../../platform/database/insert-from.ts';
import { keptStatements, kysely, type Runner } from '../../platform/database/kysely.ts';
import { count, countOf, list, notified, rowsOf, thisMillisecond } from '../../platform/database/sql-values.ts';
import type { StoredDay, Tables } from '../../platform/database/tables.ts';

/** Listeners on this channel are notified that the archive changed, as soon as the change is committed. */
export const ARCHIVE_CHANNEL = 'dateline_archive';

/**
 * A change of what readers see, before it has its place in the log; `redirect` is where readers of a page that is gone
 * are sent.
 */
export type NewChange = {
  kind: Tables['archive_change']['kind'];
  path: string;
  day?: Day | undefined;
  entry?: EntryId | undefined;
  publication?: number | undefined;
  order?: number | undefined;
  prose?: number | undefined;
  redirect?: string | undefined;
};

/**
 * The first parts of a statement that changes what readers see: they lock the archive's one row of state until the
 * commit and log these changes in their order. Later parts have the instant from `state`; `told` ends the statement. It
 * is the last one of its transaction. Instants are taken under the lock, so that their order is the order of the
 * commits.
 */
export function logging(tx: Runner, changes: readonly NewChange[]) {
  const rows = rowsOf('n', {
    ahead: list.ints(changes.map((_, i) => changes.length - 1 - i)),
    kind: list.texts(changes.map((change) => change.kind)),
    path: list.texts(changes.map((change) => change.path)),
    day: list.texts(changes.map((change) => change.day ?? null)),
    entry: list.ints(changes.map((change) => change.entry ?? null)),
    publication: list.ints(changes.map((change) => change.publication ?? null)),
    order: list.ints(changes.map((change) => change.order ?? null)),
    prose: list.ints(changes.map((change) => change.prose ?? null)),
    redirect: list.texts(changes.map((change) => change.redirect ?? null)),
  });
  return keptStatements(tx)
    .with('state', (part) =>
      part
        .updateTable('archive_state')
        .set((eb) => ({ position: eb('position', '+', changes.length) }))
        .returning(['position', thisMillisecond.as('at')]),
    )
    .with('logged', (part) =>
      insertFrom(
        part,
        'archive_change',
        (eb) => eb.selectFrom('state').innerJoin(rows, (on) => on.onTrue()),
        (eb) => ({
          position: eb('state.position', '-', eb.ref('n.ahead')),
          at: eb.ref('state.at'),
          kind: sql<NewChange['kind']>`${eb.ref('n.kind')}::change_kind`,
          path: eb.ref('n.path'),
          day: sql<StoredDay>`${eb.ref('n.day')}::date`,
          entry_id: eb.ref('n.entry'),
          publication_id: eb.ref('n.publication'),
          order_id: eb.ref('n.order'),
          prose_id: eb.ref('n.prose'),
          redirect: eb.ref('n.redirect'),
        }),
      ),
    );
}

/** The end of such a statement: notifies listeners. */
export async function notifyListeners(parts: Pick<ReturnType<typeof logging>, 'selectFrom'>): Promise<void> {
  await parts
    .selectFrom('state')
    .select((eb) => notified(ARCHIVE_CHANNEL, sql`${eb.ref('position')}::text`).as('notified'))
    .execute();
}

/** Where the sequences were when a long transaction began: what it adds itself comes after. */
export type Mark = { publication: number; order: number; prose: number };

/** Marks the beginning of a long transaction that will call `logSince`. */
export async function markLog(client: pg.ClientBase): Promise<Mark> {
  return kysely(client)
    .selectNoFrom([
      lastValue('publication_id_seq').as('publication'),
      lastValue('day_order_id_seq').as('order'),
      lastValue('prose_version_id_seq').as('prose'),
    ])
    .executeTakeFirstOrThrow();
}

function lastValue(sequence: 'publication_id_seq' | 'day_order_id_seq' | 'prose_version_id_seq') {
  return expressionBuilder<Tables>()
    .selectFrom(sequence)
    .select((eb) => countOf(eb.ref('last_value')).as('last'))
    .$asScalar()
    .$notNull();
}

/**
 * Logs everything that this very transaction published since `mark`, in the order of the tree, and tells whoever
 * listens. Belongs last into the transaction. Returns how many changes that were.
 */
export async function logSince(client: pg.ClientBase, mark: Mark): Promise<number> {
  const logged = kysely(client)
    .with(
      (cte) => cte('news').materialized(),
      (part) => pagesSince(part, mark).unionAll(daysSince(part, mark)).unionAll(proseSince(part, mark)),
    )
    .with('counted', (part) => part.selectFrom('news').select(count.as('n')))
    .with('state', (part) => moveLog(asPart(part)))
    .with('logged', (part) =>
      part
        .insertInto('archive_change')
        .columns(['position', 'at', 'kind', 'path', 'day', 'entry_id', 'publication_id', 'order_id', 'prose_id'])
        .expression((eb) =>
          eb.selectFrom(['news', 'state']).select((of) => {
            const place = of.fn
              .agg<number>('row_number')
              .over((over) => over.orderBy('news.day').orderBy('news.path').orderBy('news.kind'));
            return [
              of('state.before', '+', place).as('position'),
              'state.at',
              'news.kind',
              'news.path',
              'news.day',
              'news.entry_id',
              'news.publication_id',
              'news.order_id',
              'news.prose_id',
            ];
          }),
        ),
    );
  return notifyCounted(asPart(logged));
}

/** A statement that has counted its changes. */
type Counted = QueryCreator<Tables & { counted: { n: number } }>;

/**
 * Moves the log by as many places as were counted, and locks the archive's one row of state until the commit; `before`
 * is the position until now. Nothing is moved for nothing.
 */
export function moveLog(db: Counted) {
  return db
    .updateTable('archive_state')
    .from('counted')
    .set((eb) => ({ position: eb('archive_state.position', '+', eb.ref('counted.n')) }))
    .where('counted.n', '>', 0)
    .returning((eb) => [eb('archive_state.position', '-', eb.ref('counted.n')).as('before'), thisMillisecond.as('at')]);
}

/** The end of such a statement: notifies listeners, where there is something. Returns how many changes there are. */
export async function notifyCounted(db: Counted): Promise<number> {
  const { n } = await db
    .selectFrom('counted')
    .select((eb) => {
      const notice = notified(ARCHIVE_CHANNEL, sql<string>`${eb.ref('n')}::text`);
      return ['n', eb.case().when('n', '>', 0).then(notice).end().as('notified')];
    })
    .executeTakeFirstOrThrow();
  return n;
}

/** Rows that this very transaction wrote. */
function isOurs(row: 'p' | 'o' | 'v'): RawBuilder<boolean> {
  return sql<boolean>`${sql.ref(`${row}.xmin`)} = pg_current_xact_id()::xid`;
}

/** What a change is not of. */
const NO_ID = sql<number | null>`NULL::int`;

function pagesSince(db: QueryCreator<Tables>, mark: Mark) {
  return db
    .selectFrom('publication as p')
    .innerJoin('entry as e', 'e.id', 'p.entry_id')
    .select((eb) => {
      const earlier = eb
        .selectFrom('publication as earlier')
        .select('earlier.id')
        .whereRef('earlier.entry_id', '=', 'p.entry_id')
        .whereRef('earlier.id', '<', 'p.id');
      return [
        eb.case().when(eb.exists(earlier)).then(kind('updated')).else(kind('published')).end().as('kind'),
        eb.ref('e.path').$notNull().as('path'),
        sql<StoredDay | null>`${eb.ref('e.day')}`.as('day'),
        sql<EntryId | null>`${eb.ref('e.id')}`.as('entry_id'),
        sql<number | null>`${eb.ref('p.id')}`.as('publication_id'),
        NO_ID.as('order_id'),
        NO_ID.as('prose_id'),
      ];
    })
    .where('p.id', '>=', mark.publication)
    .where(isOurs('p'));
}

function daysSince(db: QueryCreator<Tables>, mark: Mark) {
  return db
    .selectFrom('day_order as o')
    .select((eb) => [
      kind('day').as('kind'),
      sql<string>`to_char(${eb.ref('o.day')}, '"news/"YYYY/MM/FMDD"/index.md"')`.as('path'),
      sql<StoredDay | null>`${eb.ref('o.day')}`.as('day'),
      sql<EntryId | null>`NULL::int`.as('entry_id'),
      NO_ID.as('publication_id'),
      sql<number | null>`${eb.ref('o.id')}`.as('order_id'),
      NO_ID.as('prose_id'),
    ])
    .where('o.id', '>=', mark.order)
    .where(isOurs('o'));
}

function proseSince(db: QueryCreator<Tables>, mark: Mark) {
  return db
    .selectFrom('prose_version as v')
    .innerJoin('prose_page as p', (on) => on.onRef('p.version_id', '=', 'v.id').on('p.published_at', 'is not', null))
    .select((eb) => [
      kind('prose').as('kind'),
      'v.path',
      sql<StoredDay | null>`NULL::date`.as('day'),
      sql<EntryId | null>`NULL::int`.as('entry_id'),
      NO_ID.as('publication_id'),
      NO_ID.as('order_id'),
      sql<number | null>`${eb.ref('v.id')}`.as('prose_id'),
    ])
    .where('v.id', '>=', mark.prose)
    .where(isOurs('v'));
}

function kind(of: Tables['archive_change']['kind']): RawBuilder<Tables['archive_change']['kind']> {
  return sql`${sql.lit(of)}::change_kind`;
}
