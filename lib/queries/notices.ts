import { mentionsIn, partsOf } from '../domain/comment/mentions.ts';
import type { Day } from '../domain/day.ts';
import type { EventId, PersonId } from '../domain/ids.ts';
import type { NoticeKind } from '../domain/notice/who-is-told.ts';
import type { NoticeFilter } from '../schemas/notices.ts';
import type { Store } from '../store/database.ts';
import { Prisma } from '../store/generated/client.ts';
import { peopleNamed } from './people-names.ts';

/** A notice as the list shows it: what happened to which entry, by whom, and where it is dealt with. Times are ISO. */
export type NoticeView = {
  id: number;
  kind: NoticeKind;
  at: string;
  readAt: string | null;
  by: string | null;
  event: EventId | null;
  title: string | null;
  day: Day | null;
  /** What a reviewer or somebody who asks for a withdrawal wrote. */
  reason: string | null;
  /** The discussion that it is about, and the first words of what was written. */
  thread: number | null;
  text: string | null;
  /** When a planned publication happens. */
  publishAt: string | null;
};

type Row = Omit<NoticeView, 'at' | 'readAt'> & { at: Date; readAt: Date | null };

const USUAL_PAGE = 30;
const MOST_COUNTED = 100;

/** How many notices a person has not read; counts no further than a hundred. */
export async function countUnread(store: Store, person: PersonId): Promise<number> {
  const [row] = await store.prisma.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (SELECT 1 FROM notification WHERE person_id = ${person} AND read_at IS NULL LIMIT ${MOST_COUNTED}) unread`;
  return row?.count ?? 0;
}

/** A page of a person's notices, newest first, and the cursor of the next page. */
export async function listNotices(store: Store, person: PersonId, filter: NoticeFilter): Promise<{ items: NoticeView[]; next: string | null }> {
  const limit = filter.limit ?? USUAL_PAGE;
  const rows = await store.prisma.$queryRaw<Row[]>`
    SELECT n.id, n.kind, n.at, n.read_at AS "readAt", a.name AS by, f.event_id AS event, e.title, e.day::text AS day, f.reason, t.id AS thread, left(c.text, 300) AS text,
           CASE WHEN f.verb IN ('schedule', 'schedule-failed') THEN f.detail->>'at' END AS "publishAt"
      FROM (SELECT * FROM notification WHERE ${Prisma.join(conditions(person, filter), ' AND ')} ORDER BY id DESC LIMIT ${limit + 1}) n
      JOIN audit_fact f ON f.id = n.fact_id LEFT JOIN event e ON e.id = f.event_id LEFT JOIN person a ON a.id = f.actor_id
      LEFT JOIN comment_thread t ON t.id = (f.detail->>'thread')::int LEFT JOIN comment c ON c.id = (f.detail->>'comment')::int
     ORDER BY n.id DESC`;
  const read = await commentReader(store, rows);
  const items = rows.slice(0, limit).map((row) => ({ ...row, text: row.text && read(row.text), at: row.at.toISOString(), readAt: row.readAt?.toISOString() ?? null }));
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? String(last.id) : null };
}

/** Comments call people by id; whoever reads them sees names. */
async function commentReader(store: Store, rows: readonly Row[]): Promise<(text: string) => string> {
  const people = await peopleNamed(
    store,
    rows.flatMap(({ text }) => mentionsIn(text ?? '')),
  );
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return (text) =>
    partsOf(text)
      .map((part) => (typeof part === 'string' ? part : `@${names.get(part.person) ?? 'somebody'}`))
      .join('');
}

function conditions(person: PersonId, { unread, kind, cursor }: NoticeFilter): Prisma.Sql[] {
  const asked = [Prisma.sql`person_id = ${person}`];
  if (unread) asked.push(Prisma.sql`read_at IS NULL`);
  if (kind) asked.push(Prisma.sql`kind = ${kind}`);
  if (cursor) asked.push(Prisma.sql`id < ${cursor}`);
  return asked;
}

/** Whether a person follows an event. */
export async function isFollowing(store: Store, person: PersonId, event: EventId): Promise<boolean> {
  const rows = await store.prisma.$queryRaw<unknown[]>`SELECT 1 FROM follow WHERE person_id = ${person} AND event_id = ${event}`;
  return rows.length > 0;
}
