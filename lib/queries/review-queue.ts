import type { Day } from '../domain/day.ts';
import type { Purpose } from '../domain/entry/purpose.ts';
import type { EventId, ProposalId } from '../domain/ids.ts';
import type { NamedPerson } from '../domain/named-person.ts';
import { changesBetween, type FieldChange } from '../domain/revision/changes.ts';
import { titleOf } from '../layout/title.ts';
import { QUEUE_FILTERS, type QueueCursor, type QueueFilter, type QueueFilterName } from '../schemas/review.ts';
import type { Store } from '../store/database.ts';
import { Prisma } from '../store/generated/client.ts';
import { AUTHORS, PURPOSE } from '../store/proposal-columns.ts';
import { type RevisionRow, textFromRow } from '../store/rows.ts';
import { conditionsOf, orderOf, type QueueReader } from './queue-conditions.ts';

/** A proposal that waits for a decision. `hash` is the content that the list shows the title of: what an approval from the list is of. */
export type QueueItem = {
  event: EventId;
  proposal: ProposalId;
  hash: string;
  day: Day;
  title: string;
  purpose: Purpose;
  submittedAt: string;
  authors: NamedPerson[];
  assignedTo: NamedPerson | null;
  schedule: { at: string; by: NamedPerson } | null;
  openThreads: number;
  note: string | null;
  /** Another text was published since it began. */
  isStale: boolean;
  /** What a small fix changes, whole; null for anything more. */
  smallFix: FieldChange[] | null;
};

export type QueuePage = { items: QueueItem[]; next: string | null };

/** How many proposals each list has, `all` being the whole queue; none is counted beyond `MOST_COUNTED`. */
export type QueueCounts = Record<QueueFilterName | 'all', number>;

export const MOST_COUNTED = 1000;

type Row = {
  id: ProposalId;
  event_id: EventId;
  hash: string;
  day: Day;
  topic: string;
  headline: string;
  purpose: Purpose;
  submitted_at: Date;
  publish_at: Date | null;
  authors: NamedPerson[];
  assignee: NamedPerson | null;
  scheduler: NamedPerson | null;
  threads: number;
  note: string | null;
  is_stale: boolean;
  base: RevisionRow | null;
  text: RevisionRow | null;
};

const USUAL_PAGE = 25;
const BEGINNING: QueueCursor = { time: '0001-01-01T00:00:00.000Z', proposal: 0 };

type Asked = { filter?: QueueFilter; cursor?: QueueCursor | undefined; limit?: number | undefined };

/** What waits for review, longest first, a page at a time from behind the cursor: the whole queue, or what a filter lets through. */
export async function readReviewQueue(store: Store, reader: QueueReader, { filter = {}, cursor = BEGINNING, limit = USUAL_PAGE }: Asked = {}): Promise<QueuePage> {
  const rows = await store.prisma.$queryRaw<Row[]>`
    SELECT p.id, p.event_id, r.hash, r.day::text AS day, r.topic, r.headline, ${PURPOSE} AS purpose, p.submitted_at, p.publish_at, p.note,
           (SELECT json_agg(jsonb_build_object('id', a.id, 'name', a.name) ORDER BY a.id) FROM person a WHERE a.id = ANY(${AUTHORS})) AS authors,
           (SELECT jsonb_build_object('id', a.id, 'name', a.name) FROM person a WHERE a.id = p.assigned_to) AS assignee,
           (SELECT jsonb_build_object('id', a.id, 'name', a.name) FROM person a WHERE a.id = p.scheduled_by) AS scheduler,
           (SELECT count(*)::int FROM comment_thread t WHERE t.proposal_id = p.id AND t.resolved_at IS NULL) AS threads,
           e.published_revision_id IS DISTINCT FROM p.base_revision_id AS is_stale,
           to_jsonb(b) AS base, CASE WHEN b.id IS NOT NULL THEN to_jsonb(r) END AS text
      FROM (SELECT p.* FROM proposal p WHERE ${behind(filter, reader, cursor)} ORDER BY ${orderOf(filter)}, p.id LIMIT ${limit + 1}) p
      JOIN event e ON e.id = p.event_id
      JOIN revision r ON r.id = p.revision_id
      LEFT JOIN revision b ON b.id = p.base_revision_id AND p.is_small AND p.sized_revision_id = p.revision_id
     ORDER BY ${orderOf(filter)}, p.id`;
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return { items: rows.slice(0, limit).map(itemFromRow), next: last ? cursorText(last, filter) : null };
}

/** How many proposals each list has, in one statement. */
export async function countQueue(store: Store, reader: QueueReader): Promise<QueueCounts> {
  const counted = (filter: QueueFilter) => Prisma.sql`(SELECT count(*)::int FROM (SELECT FROM proposal p WHERE ${conditionsOf(filter, reader)} LIMIT ${MOST_COUNTED}) found)`;
  const columns = QUEUE_FILTERS.map((filter) => Prisma.sql`${counted({ filter })} AS ${Prisma.raw(filter)}`);
  const [row] = await store.prisma.$queryRaw<QueueCounts[]>`SELECT ${counted({})} AS "all", ${Prisma.join(columns)}`;
  if (!row) throw new Error('The queue was not counted.');
  return row;
}

/** The entries before and behind a proposal in a list of the queue; null where there is none. */
export async function queueNeighbours(store: Store, reader: QueueReader, filter: QueueFilter, proposal: ProposalId): Promise<{ previous: EventId | null; next: EventId | null }> {
  const order = orderOf(filter);
  const at = Prisma.sql`(SELECT ${order} FROM proposal p WHERE p.id = ${proposal})`;
  const [row] = await store.prisma.$queryRaw<{ previous: EventId | null; next: EventId | null }[]>`
    SELECT (SELECT event_id FROM proposal p WHERE ${conditionsOf(filter, reader)} AND (${order}, p.id) < (${at}, ${proposal}::int) ORDER BY ${order} DESC, p.id DESC LIMIT 1) AS previous,
           (SELECT event_id FROM proposal p WHERE ${conditionsOf(filter, reader)} AND (${order}, p.id) > (${at}, ${proposal}::int) ORDER BY ${order}, p.id LIMIT 1) AS next`;
  return { previous: row?.previous ?? null, next: row?.next ?? null };
}

function behind(filter: QueueFilter, reader: QueueReader, { time, proposal }: QueueCursor): Prisma.Sql {
  return Prisma.sql`${conditionsOf(filter, reader)} AND (${orderOf(filter)}, p.id) > (${time}::timestamptz, ${proposal}::int)`;
}

function cursorText(row: Row, { filter }: QueueFilter): string {
  return `${((filter === 'scheduled' ? row.publish_at : undefined) ?? row.submitted_at).toISOString()}.${row.id}`;
}

function itemFromRow(row: Row): QueueItem {
  return {
    event: row.event_id,
    proposal: row.id,
    hash: row.hash,
    day: row.day,
    title: titleOf(row.topic, row.headline),
    purpose: row.purpose,
    submittedAt: row.submitted_at.toISOString(),
    authors: row.authors,
    assignedTo: row.assignee,
    schedule: row.publish_at && row.scheduler ? { at: row.publish_at.toISOString(), by: row.scheduler } : null,
    openThreads: row.threads,
    note: row.note,
    isStale: row.is_stale,
    smallFix: row.base && row.text ? changesBetween(textFromRow(row.base), textFromRow(row.text)) : null,
  };
}
