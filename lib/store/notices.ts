import type pg from 'pg';
import type { EventId, PersonId } from '../domain/ids.ts';
import type { FactTopic } from '../domain/notice/fact-topic.ts';
import type { FactToTell, Told } from '../domain/notice/who-is-told.ts';
import type { Store } from './database.ts';
import type { Transaction } from './transaction.ts';

/** The channel on which the database says that facts wait to be told. */
export const FACTS_CHANNEL = 'dateline_facts';

/** A stored fact with everybody whom it may concern. */
export type WaitingFact = FactToTell & { id: number };

/** When mail of a new notice is due, by how a person wants it. Undefined where no mail is sent at all. */
export type MailDue = { each: Date | undefined; daily: Date | undefined };

type FactRow = Omit<WaitingFact, 'actor' | 'assignee' | 'mentions' | 'assignedTo'> & { actor: PersonId | null; assignee: PersonId | null; detail: Record<string, unknown> };

/**
 * Takes facts that wait to be told, the oldest first, with the people around them. They are gone once the transaction of
 * `client` is committed and wait again where it is not; what another worker has in hand is left to it.
 */
export async function takeFacts(client: pg.ClientBase, most: number): Promise<WaitingFact[]> {
  const { rows } = await client.query<FactRow>(
    `WITH taken AS (DELETE FROM fact_to_tell WHERE fact_id IN (SELECT fact_id FROM fact_to_tell ORDER BY fact_id LIMIT $1 FOR UPDATE SKIP LOCKED) RETURNING fact_id)
     SELECT f.id, f.verb, f.actor_id AS actor, f.detail, p.assigned_to AS assignee,
            CASE WHEN p.withdraws THEN ARRAY[p.opened_by] ELSE ARRAY(SELECT DISTINCT r.author_id FROM revision r WHERE r.proposal_id = p.id) END AS authors,
            CASE WHEN f.verb IN ('ask-withdrawal', 'withdraw', 'restore') THEN ARRAY(
              SELECT DISTINCT r.author_id FROM (SELECT * FROM publication WHERE event_id = f.event_id ORDER BY id DESC LIMIT 1) b
                JOIN revision r ON r.id = b.revision_id OR r.proposal_id = b.proposal_id WHERE r.channel <> 'import') ELSE '{}' END AS writers,
            CASE WHEN f.verb IN ('comment', 'resolve') THEN ARRAY(SELECT DISTINCT c.author_id FROM comment c WHERE c.thread_id = (f.detail->>'thread')::int) ELSE '{}' END AS commenters,
            ARRAY(SELECT person_id FROM follow WHERE event_id = f.event_id) AS followers
       FROM taken JOIN audit_fact f ON f.id = taken.fact_id LEFT JOIN proposal p ON p.id = f.proposal_id ORDER BY f.id`,
    [most],
  );
  return rows.map(factOf);
}

function factOf({ actor, assignee, detail, ...row }: FactRow): WaitingFact {
  const { mentions, to } = detail;
  return {
    ...row,
    actor: actor ?? undefined,
    assignee: assignee ?? undefined,
    mentions: Array.isArray(mentions) ? (mentions.filter(Number.isInteger) as PersonId[]) : [],
    assignedTo: Number.isInteger(to) ? (to as PersonId) : undefined,
  };
}

/** Writes the notices of facts; somebody who was disabled gets none. Returns how many there are. */
export async function insertNotices(client: pg.ClientBase, notices: readonly (Told & { fact: number })[], due: MailDue): Promise<number> {
  if (!notices.length) return 0;
  const { rowCount } = await client.query(
    `INSERT INTO notification (person_id, fact_id, kind, at, mail_due_at)
     SELECT p.id, f.id, told.kind, f.at, CASE p.mail_notices WHEN 'each' THEN $4::timestamptz WHEN 'daily' THEN $5::timestamptz END
       FROM unnest($1::int[], $2::int[], $3::text[]) AS told (person, fact, kind)
       JOIN person p ON p.id = told.person AND p.disabled_at IS NULL JOIN audit_fact f ON f.id = told.fact
      ORDER BY f.id, p.id ON CONFLICT (person_id, fact_id) DO NOTHING`,
    [notices.map(({ person }) => person), notices.map(({ fact }) => fact), notices.map(({ kind }) => kind), due.each ?? null, due.daily ?? null],
  );
  return rowCount ?? 0;
}

/**
 * Notes facts for every webhook of their topic, each once. What is told are ids, the time and who did it; of texts only the
 * title of a page that readers can see: drafts, reasons and comments stay inside.
 */
export async function tellWebhooksOfFacts(client: pg.ClientBase, facts: readonly { fact: number; topic: FactTopic }[]): Promise<void> {
  if (!facts.length) return;
  await client.query(
    `INSERT INTO webhook_delivery (webhook_id, topic, fact_id, body)
     SELECT w.id, told.topic, f.id, jsonb_strip_nulls(jsonb_build_object('topic', told.topic, 'at', to_char(f.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'fact', f.id,
              'by', CASE WHEN f.actor_id IS NOT NULL THEN jsonb_build_object('id', f.actor_id, 'name', a.name) END, 'proposal', f.proposal_id,
              'event', CASE WHEN e.id IS NOT NULL THEN jsonb_build_object('id', e.id, 'title', CASE WHEN e.published_revision_id IS NOT NULL THEN e.title END) END,
              'thread', f.detail->'thread', 'comment', f.detail->'comment', 'publishAt', CASE WHEN f.verb IN ('schedule', 'schedule-failed') THEN f.detail->'at' END,
              'day', CASE WHEN f.verb IN ('sign-off', 'reopen-day') THEN f.detail->'day' END))::text
       FROM unnest($1::int[], $2::text[]) AS told (fact, topic)
       JOIN audit_fact f ON f.id = told.fact LEFT JOIN person a ON a.id = f.actor_id LEFT JOIN event e ON e.id = f.event_id
       JOIN webhook w ON w.removed_at IS NULL AND told.topic = ANY(w.topics) AND w.created_at <= f.at
      ORDER BY f.id, w.id ON CONFLICT (webhook_id, fact_id) WHERE fact_id IS NOT NULL DO NOTHING`,
    [facts.map(({ fact }) => fact), facts.map(({ topic }) => topic)],
  );
}

/** What a person does with notices: some by their ids, all up to one, or the ones that were marked read at one moment back. */
export type Marking = { ids: readonly number[]; read: boolean } | { upTo: number } | { markedAt: string };

/** Marks a person's notices. Gives the moment that stands for the marking, by which it can be taken back, and how many changed. */
export async function markNotices(store: Store, person: PersonId, marking: Marking): Promise<{ markedAt: string; changed: number }> {
  const at = new Date();
  const markedAt = at.toISOString();
  const changed = await changeMarks(store, person, marking, at);
  return { markedAt, changed };
}

/** What is read is not mailed any more. */
function changeMarks({ prisma }: Store, person: PersonId, marking: Marking, at: Date): Promise<number> {
  if ('upTo' in marking)
    return prisma.$executeRaw`UPDATE notification SET read_at = ${at}, mail_due_at = NULL WHERE person_id = ${person} AND read_at IS NULL AND id <= ${marking.upTo}`;
  if ('markedAt' in marking) return prisma.$executeRaw`UPDATE notification SET read_at = NULL WHERE person_id = ${person} AND read_at = ${new Date(marking.markedAt)}`;
  const ids = [...marking.ids];
  return marking.read
    ? prisma.$executeRaw`UPDATE notification SET read_at = ${at}, mail_due_at = NULL WHERE person_id = ${person} AND id = ANY(${ids}::int[]) AND read_at IS NULL`
    : prisma.$executeRaw`UPDATE notification SET read_at = NULL WHERE person_id = ${person} AND id = ANY(${ids}::int[]) AND read_at IS NOT NULL`;
}

/** Lets a person follow an event, or stop. False where there is no such event. */
export async function setFollowing(tx: Transaction, person: PersonId, event: EventId, following: boolean): Promise<boolean> {
  const known = await tx.$queryRaw<unknown[]>`SELECT 1 FROM event WHERE id = ${event}`;
  if (!known.length) return false;
  if (following) await tx.$executeRaw`INSERT INTO follow (person_id, event_id) VALUES (${person}, ${event}) ON CONFLICT DO NOTHING`;
  else await tx.$executeRaw`DELETE FROM follow WHERE person_id = ${person} AND event_id = ${event}`;
  return true;
}
