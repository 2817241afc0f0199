import type { Day } from '../domain/day.ts';
import type { Purpose } from '../domain/entry/purpose.ts';
import type { EventId, PersonId } from '../domain/ids.ts';
import { titleOf } from '../layout/title.ts';
import type { Store } from '../store/database.ts';
import { AUTHORS, PURPOSE } from '../store/proposal-columns.ts';

/** A place in the queue: whoever was submitted later stands behind it. */
export type QueueCursor = { submittedAt: string; proposal: number };

export type QueueItem = {
  event: EventId;
  day: Day;
  title: string;
  purpose: Purpose;
  submittedAt: string;
  authors: { id: PersonId; name: string }[];
};

export type QueuePage = { items: QueueItem[]; next: string | null };

type Row = { id: number; event_id: number; day: string; topic: string; headline: string; purpose: Purpose; submitted_at: Date; authors: { id: number; name: string }[] };

const CURSOR = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)\.([1-9]\d{0,9})$/;
const LARGEST_ID = 2_147_483_647;
const BEGINNING: QueueCursor = { submittedAt: '0001-01-01T00:00:00.000Z', proposal: 0 };

/** The cursor that a text holds; undefined where it holds none. */
export function readQueueCursor(text: string | undefined): QueueCursor | undefined {
  const parts = CURSOR.exec(text ?? '');
  if (!parts?.[1] || Number.isNaN(Date.parse(parts[1])) || Number(parts[2]) > LARGEST_ID) return undefined;
  return { submittedAt: parts[1], proposal: Number(parts[2]) };
}

/** What waits for review, longest first, `limit` at a time from behind the cursor (proposal_queue_idx). */
export async function readReviewQueue(store: Store, after: QueueCursor | undefined, limit = 25): Promise<QueuePage> {
  const from = after ?? BEGINNING;
  const rows = await store.prisma.$queryRaw<Row[]>`
    SELECT p.id, p.event_id, r.day::text AS day, r.topic, r.headline, ${PURPOSE} AS purpose, p.submitted_at,
           (SELECT json_agg(jsonb_build_object('id', a.id, 'name', a.name) ORDER BY a.id) FROM person a
             WHERE a.id = ANY(${AUTHORS})) AS authors
      FROM (SELECT id, event_id, revision_id, submitted_at, withdraws, opened_by FROM proposal
             WHERE state = 'in_review' AND (submitted_at, id) > (${from.submittedAt}::timestamptz, ${from.proposal}::int)
             ORDER BY submitted_at, id LIMIT ${limit + 1}) p
      JOIN event e ON e.id = p.event_id
      JOIN revision r ON r.id = p.revision_id
     ORDER BY p.submitted_at, p.id`;
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return { items: rows.slice(0, limit).map(itemFromRow), next: last ? `${last.submitted_at.toISOString()}.${last.id}` : null };
}

/** The entries before and behind a place in the queue; null where there is none. */
export async function queueNeighbours(store: Store, at: QueueCursor): Promise<{ previous: EventId | null; next: EventId | null }> {
  const [row] = await store.prisma.$queryRaw<{ previous: number | null; next: number | null }[]>`
    SELECT (SELECT event_id FROM proposal WHERE state = 'in_review' AND (submitted_at, id) < (${at.submittedAt}::timestamptz, ${at.proposal}::int)
             ORDER BY submitted_at DESC, id DESC LIMIT 1) AS previous,
           (SELECT event_id FROM proposal WHERE state = 'in_review' AND (submitted_at, id) > (${at.submittedAt}::timestamptz, ${at.proposal}::int)
             ORDER BY submitted_at, id LIMIT 1) AS next`;
  return { previous: (row?.previous ?? null) as EventId | null, next: (row?.next ?? null) as EventId | null };
}

function itemFromRow(row: Row): QueueItem {
  return {
    event: row.event_id as EventId,
    day: row.day as Day,
    title: titleOf(row.topic, row.headline),
    purpose: row.purpose,
    submittedAt: row.submitted_at.toISOString(),
    authors: row.authors as QueueItem['authors'],
  };
}
