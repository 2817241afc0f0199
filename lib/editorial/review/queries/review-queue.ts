import { sql } from 'kysely';
import { jsonObjectFrom } from 'kysely/helpers/postgres';
import { REVIEW_KINDS, type ReviewItem, type ReviewKind, reviewPlace } from '../../../kernel/newsroom/review-item.ts';
import type { Store } from '../../../platform/database/database.ts';
import { kysely } from '../../../platform/database/kysely.ts';
import { count } from '../../../platform/database/sql-values.ts';
import {
  QUEUE_FILTERS,
  type QueueCursor,
  type QueueFilter,
  type QueueFilterName,
  queueCursorText,
} from '../contract/review.ts';
import { type ChangeItem, readChangeItems } from './queue-changes.ts';
import { beside, lanesOf, type QueueLane, type QueueReader, timesOf } from './queue-conditions.ts';
import { type EntryItem, readEntryItems } from './queue-entries.ts';
import { allOf } from './queue-rows.ts';

/** Whatever waits for a decision: an entry, or a change of something else that readers see. */
type QueueItem = EntryItem | ChangeItem;

export type QueuePage = { items: QueueItem[]; next: string | null };

/** How much each list has, `all` being the whole queue; nothing is counted beyond `MOST_COUNTED`. */
export type QueueCounts = Record<QueueFilterName | 'all', number>;

export const MOST_COUNTED = 1000;

const USUAL_PAGE = 25;
const BEGINNING: QueueCursor = { time: '0001-01-01T00:00:00.000Z', kind: 'entry', id: 0 };

type QueueRequest = { filter?: QueueFilter; cursor?: QueueCursor | undefined; limit?: number | undefined };
type FoundItem = { item: QueueItem; time: Date };

/**
 * What waits for review, longest first, a page at a time from behind the cursor: the whole queue, or what a filter lets
 * through.
 */
export async function readReviewQueue(
  store: Store,
  reader: QueueReader,
  { filter = {}, cursor = BEGINNING, limit = USUAL_PAGE }: QueueRequest = {},
): Promise<QueuePage> {
  const at = { ...cursor, time: sql<Date>`${cursor.time}::timestamptz` };
  const read = ({ kind, asked }: QueueLane): Promise<FoundItem[]> => {
    const behind = beside(kind, 'behind', at);
    return kind === 'entry'
      ? readEntryItems(store, filter, asked, behind, limit + 1)
      : readChangeItems(store, { kind, asked }, behind, limit + 1);
  };
  const lanes = await Promise.all(lanesOf(filter, reader).map(read));
  const found = lanes.flat().sort(inOrder);
  const last = found.length > limit ? found[limit - 1] : undefined;
  return {
    items: found.slice(0, limit).map(({ item }) => item),
    next: last ? queueCursorText({ time: last.time.toISOString(), kind: last.item.kind, id: idOf(last.item) }) : null,
  };
}

/** How much each list has, in one statement. */
export async function countQueue(store: Store, reader: QueueReader): Promise<QueueCounts> {
  const db = kysely(store.prisma);
  const counted = (filter: QueueFilter) => {
    const waiting = allOf(
      db,
      lanesOf(filter, reader).map(({ rows }) => db.selectFrom(rows.as('lane')).select(sql.lit(1).as('one'))),
    );
    const found = waiting && db.selectFrom(waiting.limit(MOST_COUNTED).as('found')).select(count.as('count'));
    return sql<number>`${found ?? sql.lit(0)}`;
  };
  return db
    .selectNoFrom([counted({}).as('all'), ...QUEUE_FILTERS.map((filter) => counted({ filter }).as(filter))])
    .$castTo<QueueCounts>()
    .executeTakeFirstOrThrow();
}

/** The addresses of what is before and behind something in a list of the queue; null where there is nothing. */
export type QueueNeighbours = { previous: string | null; next: string | null };

/** Of what waits: an entry is named by its proposal here, which is what its place in the queue is of. */
async function queueNeighbours(
  store: Store,
  reader: QueueReader,
  filter: QueueFilter,
  { kind, id }: ReviewItem,
): Promise<QueueNeighbours> {
  const lanes = lanesOf(filter, reader);
  if (!lanes.length) return { previous: null, next: null };
  const db = kysely(store.prisma);
  const time = db.selectFrom(timesOf(kind, filter).as('own')).select('own.time').where('own.id', '=', id).$asScalar();
  const nearest = (side: 'before' | 'behind') => {
    const way = side === 'before' ? 'desc' : 'asc';
    const each = lanes.map(({ kind: of, rows }) =>
      db
        .selectFrom(rows.as('lane'))
        .select([sql<number>`${REVIEW_KINDS.indexOf(of)}::int`.as('kind'), 'lane.address', 'lane.time', 'lane.id'])
        .where((eb) => beside(of, side, { kind, id, time })({ time: eb.ref('lane.time'), id: eb.ref('lane.id') }))
        .orderBy('lane.time', way)
        .orderBy('lane.id', way)
        .limit(1),
    );
    const near = allOf(db, each);
    return (
      near &&
      jsonObjectFrom(
        db
          .selectFrom(near.as('near'))
          .select(['near.kind', 'near.address as id'])
          .orderBy('near.time', way)
          .orderBy('near.kind', way)
          .orderBy('near.id', way)
          .limit(1),
      )
    );
  };
  const [before, behind] = [nearest('before'), nearest('behind')];
  if (!before || !behind) return { previous: null, next: null };
  const row = await db.selectNoFrom([before.as('previous'), behind.as('next')]).executeTakeFirstOrThrow();
  return { previous: placeOf(row.previous), next: placeOf(row.next) };
}

/** The same, and nothing of what does not wait. */
export async function neighboursOf(
  store: Store,
  reader: QueueReader,
  filter: QueueFilter,
  item: ReviewItem | undefined,
): Promise<QueueNeighbours> {
  return item ? queueNeighbours(store, reader, filter, item) : { previous: null, next: null };
}

function placeOf(near: { kind: number; id: number } | null | undefined): string | null {
  const kind: ReviewKind | undefined = near ? REVIEW_KINDS[near.kind] : undefined;
  return near && kind ? reviewPlace({ kind, id: near.id }) : null;
}

/** What the place of something in the queue is of: of an entry, its proposal. */
function idOf(item: QueueItem): number {
  return item.kind === 'entry' ? item.proposal : item.id;
}

function inOrder(one: FoundItem, other: FoundItem): number {
  return (
    one.time.getTime() - other.time.getTime() ||
    REVIEW_KINDS.indexOf(one.item.kind) - REVIEW_KINDS.indexOf(other.item.kind) ||
    idOf(one.item) - idOf(other.item)
  );
}
