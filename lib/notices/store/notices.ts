import type pg from 'pg';
import { type ReadEvent, readEvent, type WebhookNews } from '../../audit/events.ts';
import type { EventId, PersonId } from '../../kernel/ids.ts';
import { ACCOUNT_KINDS, type Concerned, type Recipient } from '../../kernel/newsroom/recipients.ts';
import type { Store } from '../../platform/database/database.ts';
import { Prisma } from '../../platform/database/generated/client.ts';
import { AUTHORS_LIST, publishedWriters } from '../../platform/database/proposal-columns.ts';
import type { Transaction } from '../../platform/database/transaction.ts';

/** The channel on which the database says that facts wait to be told. */
export const FACTS_CHANNEL = 'dateline_facts';

/** A stored event with everybody whom it may concern. */
export type WaitingEvent = { id: number; event: ReadEvent; concerned: Concerned };

/** When mail of a new notice is due, by how a person wants it. Undefined where no mail is sent at all. */
export type MailDue = { each: Date | undefined; daily: Date | undefined };

type WaitingRow = Omit<Concerned, 'actor' | 'assignee'> & {
  id: number;
  verb: string;
  detail: unknown;
  actor: PersonId | null;
  assignee: PersonId | null;
};

/**
 * Takes events of which people are to be notified, the oldest first, with the people around them. They are gone once
 * the transaction of
 * `client` is committed and wait again where it is not; what another worker has in hand is left to it.
 */
export async function takeWaitingEvents(client: pg.ClientBase, most: number): Promise<WaitingEvent[]> {
  const { rows } = await client.query<WaitingRow>(
    `WITH taken AS (DELETE FROM fact_to_tell WHERE fact_id IN (SELECT fact_id FROM fact_to_tell ORDER BY fact_id LIMIT $1 FOR UPDATE SKIP LOCKED) RETURNING fact_id)
     SELECT f.id, f.verb, f.actor_id AS actor, f.detail, p.assigned_to AS assignee,
            CASE WHEN f.detail ? 'askedBy' THEN ARRAY[(f.detail->>'askedBy')::int] ELSE ${AUTHORS_LIST} END AS authors,
            ${publishedWriters('f.event_id')} AS writers,
            ARRAY(SELECT DISTINCT c.author_id FROM comment c WHERE c.thread_id = (f.detail->>'thread')::int) AS commenters,
            ARRAY(SELECT person_id FROM follow WHERE event_id = f.event_id) AS followers
       FROM taken JOIN audit_fact f ON f.id = taken.fact_id LEFT JOIN proposal p ON p.id = f.proposal_id ORDER BY f.id`,
    [most],
  );
  return rows.map(({ id, verb, detail, actor, assignee, ...people }) => ({
    id,
    event: readEvent(verb, detail),
    concerned: { ...people, actor: actor ?? undefined, assignee: assignee ?? undefined },
  }));
}

/** Writes the notices of events; somebody who was disabled gets none. Returns how many there are. */
export async function insertNotices(
  client: pg.ClientBase,
  notices: readonly (Recipient & { fact: number })[],
  due: MailDue,
): Promise<number> {
  if (!notices.length) return 0;
  const { rowCount } = await client.query(
    `INSERT INTO notification (person_id, fact_id, kind, at, mail_due_at)
     SELECT p.id, f.id, told.kind, f.at, CASE WHEN p.mail_notices = 'each' OR told.kind = ANY($6::text[]) THEN $4::timestamptz WHEN p.mail_notices = 'daily' THEN $5::timestamptz END
       FROM unnest($1::int[], $2::int[], $3::text[]) AS told (person, fact, kind)
       JOIN person p ON p.id = told.person AND p.disabled_at IS NULL JOIN audit_fact f ON f.id = told.fact
      ORDER BY f.id, p.id ON CONFLICT (person_id, fact_id) DO NOTHING`,
    [
      notices.map(({ person }) => person),
      notices.map(({ fact }) => fact),
      notices.map(({ kind }) => kind),
      due.each ?? null,
      due.daily ?? null,
      ACCOUNT_KINDS,
    ],
  );
  return rowCount ?? 0;
}

/**
 * Notes events for every webhook of their topic, each once. What is told are ids, the time and who did it; of texts
 * only the title of a page that readers can see: drafts, reasons and comments stay inside.
 */
export async function tellWebhooksOfEvents(
  client: pg.ClientBase,
  news: readonly (WebhookNews & { id: number })[],
): Promise<void> {
  if (!news.length) return;
  await client.query(
    `INSERT INTO webhook_delivery (webhook_id, topic, fact_id, body)
     SELECT w.id, told.topic, f.id, (jsonb_strip_nulls(jsonb_build_object('topic', told.topic, 'at', to_char(f.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'fact', f.id,
              'by', CASE WHEN f.actor_id IS NOT NULL THEN jsonb_build_object('id', f.actor_id, 'name', a.name) END, 'proposal', f.proposal_id,
              'event', CASE WHEN e.id IS NOT NULL THEN jsonb_build_object('id', e.id, 'title', CASE WHEN e.published_revision_id IS NOT NULL THEN e.title END) END)) || told.details)::text
       FROM unnest($1::int[], $2::text[], $3::jsonb[]) AS told (fact, topic, details)
       JOIN audit_fact f ON f.id = told.fact LEFT JOIN person a ON a.id = f.actor_id LEFT JOIN event e ON e.id = f.event_id
       JOIN webhook w ON w.removed_at IS NULL AND told.topic = ANY(w.topics) AND w.created_at <= f.at
      ORDER BY f.id, w.id ON CONFLICT (webhook_id, fact_id) WHERE fact_id IS NOT NULL DO NOTHING`,
    [news.map(({ id }) => id), news.map(({ topic }) => topic), news.map(({ details }) => JSON.stringify(details))],
  );
}

/**
 * What a person does with notices: some by their ids, all up to one, or the ones that were marked read at one moment
 * back.
 */
export type Marking = { ids: readonly number[]; read: boolean } | { upTo: number } | { markedAt: string };

/**
 * Marks a person's notices. Gives the moment that stands for the marking, by which it can be taken back, and how many
 * changed.
 */
export async function markNotices(
  store: Store,
  person: PersonId,
  marking: Marking,
): Promise<{ markedAt: string; changed: number }> {
  const at = new Date();
  const markedAt = at.toISOString();
  const changed = await changeMarks(store, person, marking, at);
  return { markedAt, changed };
}

/** What is read is not mailed any more, unless it is of the account itself. */
const STILL_DUE = Prisma.sql`CASE WHEN kind = ANY(${[...ACCOUNT_KINDS]}::text[]) THEN mail_due_at END`;

function changeMarks({ prisma }: Store, person: PersonId, marking: Marking, at: Date): Promise<number> {
  if ('upTo' in marking)
    return prisma.$executeRaw`UPDATE notification SET read_at = ${at}, mail_due_at = ${STILL_DUE} WHERE person_id = ${person} AND read_at IS NULL AND id <= ${marking.upTo}`;
  if ('markedAt' in marking)
    return prisma.$executeRaw`UPDATE notification SET read_at = NULL WHERE person_id = ${person} AND read_at = ${new Date(marking.markedAt)}`;
  const ids = [...marking.ids];
  return marking.read
    ? prisma.$executeRaw`UPDATE notification SET read_at = ${at}, mail_due_at = ${STILL_DUE} WHERE person_id = ${person} AND id = ANY(${ids}::int[]) AND read_at IS NULL`
    : prisma.$executeRaw`UPDATE notification SET read_at = NULL WHERE person_id = ${person} AND id = ANY(${ids}::int[]) AND read_at IS NOT NULL`;
}

/** Lets a person follow an event, or stop. False where there is no such event. */
export async function setFollowing(
  tx: Transaction,
  person: PersonId,
  event: EventId,
  following: boolean,
): Promise<boolean> {
  const known = await tx.$queryRaw<unknown[]>`SELECT 1 FROM event WHERE id = ${event}`;
  if (!known.length) return false;
  if (following)
    await tx.$executeRaw`INSERT INTO follow (person_id, event_id) VALUES (${person}, ${event}) ON CONFLICT DO NOTHING`;
  else await tx.$executeRaw`DELETE FROM follow WHERE person_id = ${person} AND event_id = ${event}`;
  return true;
}
