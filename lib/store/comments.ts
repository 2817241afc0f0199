import type { CommentField, Said, Thread } from '../domain/comment/thread.ts';
import type { EventId, PersonId, ProposalId, RevisionId } from '../domain/ids.ts';
import type { Actor } from '../domain/permission/actor.ts';
import type { Store } from './database.ts';
import { Prisma } from './generated/client.ts';
import { OPEN } from './open-proposals.ts';

/** A comment as it was written. */
export type Commented = { thread: number; comment: number };

type ThreadRow = { id: number; event: EventId; proposal: ProposalId; revision: RevisionId; field: CommentField; isResolved: boolean; isOpenWork: boolean };

/** Reads a thread as a verb on it needs it; undefined where there is none. */
export async function readThread(store: Store, id: number): Promise<Thread | undefined> {
  const [row] = await store.prisma.$queryRaw<ThreadRow[]>`
    SELECT t.id, t.event_id AS event, t.proposal_id AS proposal, t.revision_id AS revision, t.field, t.resolved_at IS NOT NULL AS "isResolved",
        p.state IN ${OPEN} AS "isOpenWork"
      FROM comment_thread t JOIN proposal p ON p.id = t.proposal_id WHERE t.id = ${id}`;
  return row;
}

/** Begins a thread on an open proposal with its first comment and the fact, in one statement. Undefined where it was decided meanwhile. */
export async function insertThread(
  store: Store,
  actor: Actor,
  about: { proposal: ProposalId; revision: RevisionId; field: CommentField },
  said: Said,
): Promise<Commented | undefined> {
  const [row] = await store.prisma.$queryRaw<Commented[]>`
    WITH thread AS (INSERT INTO comment_thread (event_id, proposal_id, revision_id, field, opened_by)
      SELECT event_id, id, ${about.revision}, ${about.field}, ${actor.person} FROM proposal
       WHERE id = ${about.proposal} AND state IN ${OPEN} RETURNING id, event_id, proposal_id, field),
    ${comment(actor, said)}`;
  return row;
}

/** Adds a comment to a thread whose proposal is still open. Undefined where it was decided meanwhile. */
export async function insertReply(store: Store, actor: Actor, thread: number, said: Said): Promise<Commented | undefined> {
  const [row] = await store.prisma.$queryRaw<Commented[]>`
    WITH thread AS (SELECT t.id, t.event_id, t.proposal_id, t.field FROM comment_thread t JOIN proposal p ON p.id = t.proposal_id
       WHERE t.id = ${thread} AND p.state IN ${OPEN} FOR SHARE OF p),
    ${comment(actor, said)}`;
  return row;
}

/** Settles a thread or opens it again, with the fact. False where somebody else did meanwhile. */
export async function markThread(store: Store, actor: Actor, thread: number, resolved: boolean): Promise<boolean> {
  const to = resolved ? Prisma.sql`resolved_by = ${actor.person}, resolved_at = now()` : Prisma.sql`resolved_by = NULL, resolved_at = NULL`;
  const rows = await store.prisma.$queryRaw<unknown[]>`
    WITH marked AS (UPDATE comment_thread SET ${to} WHERE id = ${thread} AND (resolved_at IS NULL) = ${resolved} RETURNING id, event_id, proposal_id, field),
    fact AS (INSERT INTO audit_fact (actor_id, channel, verb, event_id, proposal_id, detail)
      SELECT ${actor.person}, ${actor.channel}::channel, ${resolved ? 'resolve' : 'reopen'}, event_id, proposal_id, jsonb_build_object('thread', id, 'field', field) FROM marked)
    SELECT id FROM marked`;
  return rows.length === 1;
}

/** Whether a revision is a text of this event. */
export async function isTextOf(store: Store, revision: RevisionId, event: EventId): Promise<boolean> {
  const rows = await store.prisma.$queryRaw<unknown[]>`SELECT 1 FROM revision WHERE id = ${revision} AND event_id = ${event}`;
  return rows.length > 0;
}

/** Of these people, those who have access now. */
export async function activeAmong(store: Store, people: readonly PersonId[]): Promise<Set<PersonId>> {
  if (!people.length) return new Set();
  const rows = await store.prisma.$queryRaw<{ id: PersonId }[]>`SELECT id FROM person WHERE id = ANY(${[...people]}::int[]) AND disabled_at IS NULL`;
  return new Set(rows.map((row) => row.id));
}

function comment(actor: Actor, { text, mentions }: Said): Prisma.Sql {
  return Prisma.sql`said AS (INSERT INTO comment (thread_id, author_id, text, mentions)
      SELECT id, ${actor.person}, ${text}, ${mentions as number[]}::int[] FROM thread RETURNING id, thread_id),
    fact AS (INSERT INTO audit_fact (actor_id, channel, verb, event_id, proposal_id, detail)
      SELECT ${actor.person}, ${actor.channel}::channel, 'comment', t.event_id, t.proposal_id,
        jsonb_build_object('thread', t.id, 'comment', s.id, 'field', t.field, 'mentions', to_jsonb(${mentions as number[]}::int[])) FROM thread t, said s)
    SELECT thread_id AS thread, id AS comment FROM said`;
}
