import type { NearReason } from '../domain/context/nearness.ts';
import type { ContextId } from '../domain/ids.ts';
import { type CareList, type ContextCursor, numberAt } from '../schemas/contexts.ts';
import type { Store } from '../store/database.ts';
import { Prisma } from '../store/generated/client.ts';

/** A context that somebody may have to look after. */
export type CaredContext = { id: ContextId; name: string; events: number; version: number };

/** A finding: one context, or two whose names look like one and why. The one with more uses stands first. */
export type CareFinding = { context: CaredContext; other: CaredContext | null; reason: NearReason | null };

/** How many findings each list has, up to a thousand. */
export type CareCounts = Record<CareList, number>;

const USUAL_PAGE = 30;
const MOST_COUNTED = 1_000;
/** A context that more than this share of all published entries have, and more than so many, tells none from another. How many there are is the planner's estimate. */
const BROAD_SHARE = 0.02;
const BROAD_LEAST = 50;

type Page = { items: CareFinding[]; next: string | null };
type Asked = { cursor?: ContextCursor | undefined; limit?: number | undefined };

/** What needs care in the vocabulary, one list of it, a page at a time. Each is a range of an index. */
export async function listCare(store: Store, list: CareList, { cursor, limit = USUAL_PAGE }: Asked = {}): Promise<Page> {
  if (list === 'near') return listNear(store, cursor, limit);
  const rows = await store.prisma.$queryRaw<CaredContext[]>`SELECT id, name, events, version FROM (${single(list, cursor)} LIMIT ${limit + 1}) f`;
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items: items.map((context) => ({ context, other: null, reason: null })), next: rows.length > limit && last ? `${last.events}.${last.id}` : null };
}

/** How long each list is, counted no further than a thousand. */
export async function countCare(store: Store): Promise<CareCounts> {
  const count = (rows: Prisma.Sql) => Prisma.sql`(SELECT count(*)::int FROM (${rows} LIMIT ${MOST_COUNTED}) f)`;
  const [row] = await store.prisma.$queryRaw<CareCounts[]>`
    SELECT ${count(NEAR)} AS near, ${count(single('once'))} AS once, ${count(single('unused'))} AS unused, ${count(single('broad'))} AS broad, ${count(single('no-kind'))} AS "no-kind"`;
  return row ?? { near: 0, once: 0, unused: 0, broad: 0, 'no-kind': 0 };
}

/** How many pairs of names look like one, counted no further than a hundred, and the first of them. */
export type NearPairs = { count: number; first: CareFinding | undefined };

/** Reads them. */
export async function nearPairs(store: Store): Promise<NearPairs> {
  const [[row], { items }] = await Promise.all([
    store.prisma.$queryRaw<{ count: number }[]>`SELECT count(*)::int AS count FROM (${NEAR} LIMIT 100) f`,
    listNear(store, undefined, 1),
  ]);
  return { count: row?.count ?? 0, first: items[0] };
}

const NEAR = Prisma.sql`
  SELECT n.low_id, n.high_id, n.reason, n.score FROM context_near n
   WHERE NOT EXISTS (SELECT FROM context c WHERE c.id = n.low_id AND c.merged_into IS NOT NULL) AND NOT EXISTS (SELECT FROM context c WHERE c.id = n.high_id AND c.merged_into IS NOT NULL)
     AND NOT EXISTS (SELECT FROM context_pair_refused r WHERE r.low_id = n.low_id AND r.high_id = n.high_id)`;

async function listNear(store: Store, cursor: ContextCursor | undefined, limit: number): Promise<Page> {
  const [score = '', low = ''] = cursor?.at.split(':') ?? [];
  const after = cursor
    ? Prisma.sql`n.score <= ${numberAt(score)}::real AND (n.score < ${numberAt(score)}::real OR (n.low_id, n.high_id) > (${Math.trunc(numberAt(low))}::int, ${cursor.id}::int))`
    : Prisma.sql`true`;
  const rows = await store.prisma.$queryRaw<{ low: CaredContext; high: CaredContext; reason: NearReason; score: number }[]>`
    SELECT ${cared('n.low_id')} AS low, ${cared('n.high_id')} AS high, n.reason, n.score
      FROM (${NEAR} AND ${after} ORDER BY n.score DESC, n.low_id, n.high_id LIMIT ${limit + 1}) n ORDER BY n.score DESC, n.low_id, n.high_id`;
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const items = shown.map(({ low: a, high: b, reason }) => (b.events > a.events ? { context: b, other: a, reason } : { context: a, other: b, reason }));
  return { items, next: rows.length > limit && last ? `${last.score}:${last.low.id}.${last.high.id}` : null };
}

function cared(id: 'n.low_id' | 'n.high_id'): Prisma.Sql {
  return Prisma.sql`(SELECT jsonb_build_object('id', c.id, 'name', c.name, 'version', c.version, 'events', coalesce(u.events, 0)) FROM context c LEFT JOIN context_use u ON u.context_id = c.id WHERE c.id = ${Prisma.raw(id)})`;
}

/** The contexts of one list, in its order, from behind a cursor. */
function single(list: Exclude<CareList, 'near'>, cursor?: ContextCursor): Prisma.Sql {
  const at = Math.trunc(numberAt(cursor?.at));
  const id = cursor?.id ?? 0;
  const used = (condition: Prisma.Sql) => Prisma.sql`SELECT c.id, c.name, u.events, c.version FROM context_use u JOIN context c ON c.id = u.context_id WHERE ${condition}`;
  const behind = cursor ? Prisma.sql`(u.events < ${at} OR (u.events = ${at} AND u.context_id > ${id}))` : Prisma.sql`true`;
  switch (list) {
    case 'once':
      return Prisma.sql`${used(Prisma.sql`u.events = 1 AND u.context_id > ${id}`)} ORDER BY u.context_id`;
    case 'broad':
      return Prisma.sql`${used(Prisma.sql`u.events > greatest(${BROAD_LEAST}, ${BROAD_SHARE}::float8 * (SELECT greatest(reltuples, 0) FROM pg_class WHERE oid = 'learned_event'::regclass)) AND ${behind}`)} ORDER BY u.events DESC, u.context_id`;
    case 'unused':
      return Prisma.sql`SELECT c.id, c.name, 0 AS events, c.version FROM context c WHERE c.merged_into IS NULL AND c.id > ${id} AND NOT EXISTS (SELECT FROM context_use u WHERE u.context_id = c.id) ORDER BY c.id`;
    case 'no-kind':
      return Prisma.sql`${used(Prisma.sql`c.kind = '' AND c.merged_into IS NULL AND ${behind}`)} ORDER BY u.events DESC, u.context_id`;
  }
}
