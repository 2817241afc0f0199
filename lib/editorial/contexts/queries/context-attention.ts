import { sql } from 'kysely';
import { jsonBuildObject } from 'kysely/helpers/postgres';
import { type ContextId, toId } from '../../../kernel/ids.ts';
import type { NearReason } from '../../../kernel/newsroom/nearness.ts';
import type { Store } from '../../../platform/database/database.ts';
import { kysely, type Statements } from '../../../platform/database/kysely.ts';
import { count } from '../../../platform/database/sql-values.ts';
import { type ContextCursor, type FindingList, numberAt } from '../contract/contexts.ts';

/** A context that somebody may have to look at. */
export type FindingContext = { id: ContextId; name: string; entries: number; version: number };

/** A finding: one context, or two whose names look like one and why. The one with more uses is first. */
export type ContextFinding = { context: FindingContext; other: FindingContext | null; reason: NearReason | null };

/** How many findings each list has, up to a thousand. */
export type FindingCounts = Record<FindingList, number>;

const USUAL_PAGE = 30;
const MOST_COUNTED = 1_000;
const MOST_PAIRS_COUNTED = 100;
/**
 * A context that more than this share of all published entries have, and more than so many, tells none from another.
 * How many there are is the planner's estimate.
 */
const BROAD_SHARE = 0.02;
const BROAD_LEAST = 50;

type Page = { items: ContextFinding[]; next: string | null };
type PageRequest = { cursor?: ContextCursor | undefined; limit?: number | undefined };

/** What needs attention in the vocabulary, one list of it, a page at a time. Each is a range of an index. */
export async function listFindings(
  store: Store,
  list: FindingList,
  { cursor, limit = USUAL_PAGE }: PageRequest = {},
): Promise<Page> {
  if (list === 'near') return listNear(store, cursor, limit);
  const rows = await single(kysely(store.prisma), list, cursor)
    .limit(limit + 1)
    .execute();
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items: items.map((context) => ({ context, other: null, reason: null })),
    next: rows.length > limit && last ? `${last.entries}.${last.id}` : null,
  };
}

/** How long each list is, counted no further than a thousand. */
export async function countFindings(store: Store): Promise<FindingCounts> {
  const db = kysely(store.prisma);
  const found = (list: Exclude<FindingList, 'near'>) =>
    db
      .selectFrom(single(db, list).limit(MOST_COUNTED).as('f'))
      .select(count.as('count'))
      .$asScalar()
      .$notNull()
      .as(list);
  return db
    .selectNoFrom([
      db.selectFrom(near(db).limit(MOST_COUNTED).as('f')).select(count.as('count')).$asScalar().$notNull().as('near'),
      found('once'),
      found('unused'),
      found('broad'),
      found('no-kind'),
    ])
    .$castTo<FindingCounts>()
    .executeTakeFirstOrThrow();
}

/** How many pairs of names look like one, counted no further than a hundred, and the first of them. */
export type NearPairs = { count: number; first: ContextFinding | undefined };

/** Reads them. */
export async function nearPairs(store: Store): Promise<NearPairs> {
  const db = kysely(store.prisma);
  const counted = db.selectFrom(near(db).limit(MOST_PAIRS_COUNTED).as('f')).select(count.as('count'));
  const [row, { items }] = await Promise.all([counted.executeTakeFirstOrThrow(), listNear(store, undefined, 1)]);
  return { count: row.count, first: items[0] };
}

/** Pairs of names that look like one, as far as nobody merged or dismissed them. */
function near(db: Statements) {
  return db
    .selectFrom('context_near as n')
    .select(['n.low_id', 'n.high_id', 'n.reason', 'n.score'])
    .where((eb) => {
      const isMerged = (id: 'n.low_id' | 'n.high_id') =>
        eb.exists(
          eb.selectFrom('context as c').select('c.id').whereRef('c.id', '=', id).where('c.merged_into', 'is not', null),
        );
      return eb.and([eb.not(isMerged('n.low_id')), eb.not(isMerged('n.high_id'))]);
    })
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('dismissed_context_pair as r')
            .select('r.low_id')
            .whereRef('r.low_id', '=', 'n.low_id')
            .whereRef('r.high_id', '=', 'n.high_id'),
        ),
      ),
    );
}

async function listNear(store: Store, cursor: ContextCursor | undefined, limit: number): Promise<Page> {
  const [score = '', low = ''] = cursor?.at.split(':') ?? [];
  const db = kysely(store.prisma);
  const page = near(db)
    .orderBy('n.score', 'desc')
    .orderBy('n.low_id')
    .orderBy('n.high_id')
    .limit(limit + 1);
  const at = sql<number>`${numberAt(score)}::real`;
  const behind = cursor
    ? page
        .where('n.score', '<=', at)
        .where((eb) =>
          eb.or([
            eb('n.score', '<', at),
            eb(
              eb.refTuple('n.low_id', 'n.high_id'),
              '>',
              eb.tuple(toId<ContextId>(Math.trunc(numberAt(low))), cursor.id),
            ),
          ]),
        )
    : page;
  const rows = await db
    .selectFrom(behind.as('n'))
    .innerJoin('context as a', 'a.id', 'n.low_id')
    .leftJoin('context_use as ua', 'ua.context_id', 'a.id')
    .innerJoin('context as b', 'b.id', 'n.high_id')
    .leftJoin('context_use as ub', 'ub.context_id', 'b.id')
    .select((eb) => [
      jsonBuildObject({
        id: eb.ref('a.id'),
        name: eb.ref('a.name'),
        version: eb.ref('a.version'),
        entries: eb.fn.coalesce('ua.entries', sql.lit(0)),
      }).as('low'),
      jsonBuildObject({
        id: eb.ref('b.id'),
        name: eb.ref('b.name'),
        version: eb.ref('b.version'),
        entries: eb.fn.coalesce('ub.entries', sql.lit(0)),
      }).as('high'),
      'n.reason',
      'n.score',
    ])
    .orderBy('n.score', 'desc')
    .orderBy('n.low_id')
    .orderBy('n.high_id')
    .execute();
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const items = shown.map(({ low: a, high: b, reason }) =>
    b.entries > a.entries ? { context: b, other: a, reason } : { context: a, other: b, reason },
  );
  return { items, next: rows.length > limit && last ? `${last.score}:${last.low.id}.${last.high.id}` : null };
}

/** The contexts of one list, in its order, from behind a cursor. */
function single(db: Statements, list: Exclude<FindingList, 'near'>, cursor?: ContextCursor) {
  const id = cursor?.id ?? toId<ContextId>(0);
  switch (list) {
    case 'once':
      return used(db).where('u.entries', '=', 1).where('u.context_id', '>', id).orderBy('u.context_id');
    case 'broad':
      return byUse(db, cursor).where('u.entries', '>', BROAD);
    case 'unused':
      return db
        .selectFrom('context as c')
        .select(['c.id', 'c.name', sql.lit(0).as('entries'), 'c.version'])
        .where('c.merged_into', 'is', null)
        .where('c.id', '>', id)
        .where((eb) =>
          eb.not(
            eb.exists(eb.selectFrom('context_use as u').select('u.entries').whereRef('u.context_id', '=', 'c.id')),
          ),
        )
        .orderBy('c.id')
        .$castTo<FindingContext>();
    case 'no-kind':
      return byUse(db, cursor).where('c.kind', '=', '').where('c.merged_into', 'is', null);
  }
}

const BROAD = sql<number>`greatest(${BROAD_LEAST}::int, ${BROAD_SHARE}::float8 * (SELECT greatest(reltuples, 0)
  FROM pg_class WHERE oid = 'learned_entry'::regclass))`;

/** Contexts that published entries have. */
function used(db: Statements) {
  return db
    .selectFrom('context_use as u')
    .innerJoin('context as c', 'c.id', 'u.context_id')
    .select(['c.id', 'c.name', 'u.entries', 'c.version']);
}

/** The same, the most used first, from behind a cursor. */
function byUse(db: Statements, cursor: ContextCursor | undefined) {
  const at = Math.trunc(numberAt(cursor?.at));
  const contexts = used(db).orderBy('u.entries', 'desc').orderBy('u.context_id');
  if (!cursor) return contexts;
  return contexts.where((eb) =>
    eb.or([eb('u.entries', '<', at), eb.and([eb('u.entries', '=', at), eb('u.context_id', '>', cursor.id)])]),
  );
}
