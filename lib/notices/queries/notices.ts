import { sql } from 'kysely';
import { changeOf, type ReadEvent, readEvent } from '../../audit/events.ts';
import { commentReader } from '../../editorial/comments/comment-reader.ts';
import type { Day } from '../../kernel/day.ts';
import type { ContextId, EntryId, PersonId } from '../../kernel/ids.ts';
import type { NoticeKind } from '../../kernel/newsroom/recipients.ts';
import type { ReviewChange } from '../../kernel/newsroom/review-item.ts';
import type { Store } from '../../platform/database/database.ts';
import { kysely } from '../../platform/database/kysely.ts';
import { asDay, count } from '../../platform/database/sql-values.ts';
import type { NoticeFilter } from '../contract/notices.ts';

/** A notice as the list shows it: what happened to which entry, by whom, and where it is dealt with. Times are ISO. */
export type NoticeView = {
  id: number;
  kind: NoticeKind;
  at: string;
  readAt: string | null;
  by: string | null;
  entry: EntryId | null;
  title: string | null;
  day: Day | null;
  /** What a reviewer or somebody who asks for a withdrawal wrote. */
  reason: string | null;
  /** The discussion that it is about, and the first words of what was written. */
  thread: number | null;
  /** The change of a context's names, or of a page of prose, that it is about. */
  change: ReviewChange | null;
  text: string | null;
  /** When a planned publication happens. */
  publishAt: string | null;
};

type NoticeRow = Awaited<ReturnType<typeof readRows>>[number];

const USUAL_PAGE = 30;
const MOST_COUNTED = 100;
const MOST_LETTERS = 300;

/** How many notices a person has not read; counts no further than a hundred. */
export async function countUnread(store: Store, person: PersonId): Promise<number> {
  const db = kysely(store.prisma);
  const unread = db
    .selectFrom('notification')
    .select('id')
    .where('person_id', '=', person)
    .where('read_at', 'is', null)
    .limit(MOST_COUNTED);
  return (await db.selectFrom(unread.as('unread')).select(count.as('count')).executeTakeFirstOrThrow()).count;
}

/** A page of a person's notices, newest first, and the cursor of the next page. */
export async function listNotices(
  store: Store,
  person: PersonId,
  filter: NoticeFilter,
): Promise<{ items: NoticeView[]; next: string | null }> {
  const limit = filter.limit ?? USUAL_PAGE;
  const rows = await readRows(store, person, filter, limit + 1);
  const read = await commentReader(
    store,
    rows.map(({ text }) => text),
  );
  const items = rows.slice(0, limit).map((row) => viewOf(row, read));
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? String(last.id) : null };
}

function readRows(store: Store, person: PersonId, { unread, kind, cursor }: NoticeFilter, limit: number) {
  const db = kysely(store.prisma);
  const page = db
    .selectFrom('notification')
    .selectAll()
    .where('person_id', '=', person)
    .$if(Boolean(unread), (notices) => notices.where('read_at', 'is', null))
    .$if(kind !== undefined, (notices) => notices.where('kind', '=', kind ?? 'followed'))
    .$if(cursor !== undefined, (notices) => notices.where('id', '<', cursor ?? 0))
    .orderBy('id', 'desc')
    .limit(limit);
  return db
    .selectFrom(page.as('n'))
    .innerJoin('audit_event as f', 'f.id', 'n.audit_event_id')
    .leftJoin('entry as e', 'e.id', 'f.entry_id')
    .leftJoin('person as a', 'a.id', 'f.actor_id')
    .leftJoin('context as k', (on) =>
      on
        .on('f.entry_id', 'is', null)
        .on((eb) => eb('k.id', '=', sql<ContextId>`(${eb.ref('f.detail')} ->> 'context')::int`)),
    )
    .leftJoin('comment_thread as t', (on) =>
      on.on((eb) => eb('t.id', '=', sql<number>`(${eb.ref('f.detail')} ->> 'thread')::int`)),
    )
    .leftJoin('comment as c', (on) =>
      on.on((eb) => eb('c.id', '=', sql<number>`(${eb.ref('f.detail')} ->> 'comment')::int`)),
    )
    .select((eb) => [
      'n.id',
      'n.kind',
      'n.at',
      'n.read_at as readAt',
      'a.name as by',
      'f.entry_id as entry',
      eb.fn.coalesce('e.title', 'k.name').as('title'),
      'f.type',
      'f.detail',
      asDay(eb.ref('e.day')).as('day'),
      'f.reason',
      't.id as thread',
      sql<string | null>`left(${eb.ref('c.text')}, ${MOST_LETTERS}::int)`.as('text'),
    ])
    .orderBy('n.id', 'desc')
    .execute();
}

function viewOf({ type, detail, ...row }: NoticeRow, read: (text: string) => string): NoticeView {
  const event = readEvent(type, detail);
  const about = changeOf(event);
  return {
    ...row,
    title: row.title ?? about?.title ?? null,
    change: about?.change ?? null,
    text: row.text && read(row.text),
    publishAt: plannedFor(event),
    at: row.at.toISOString(),
    readAt: row.readAt?.toISOString() ?? null,
  };
}

function plannedFor(event: ReadEvent): string | null {
  return event.type === 'schedule' || event.type === 'schedule-failed' ? event.payload.at : null;
}

/** Whether a person follows an event. */
export async function isFollowing(store: Store, person: PersonId, entry: EntryId): Promise<boolean> {
  return (await store.prisma.follow.count({ where: { personId: person, entryId: entry } })) > 0;
}
