import { recordEvents } from '../../audit/store/audit.ts';
import type { EventId, PersonId, ProposalId, RevisionId } from '../../kernel/ids.ts';
import type { CommentField, Said, Thread } from '../../kernel/newsroom/thread.ts';
import type { Actor } from '../../kernel/permission/actor.ts';
import { Prisma } from '../../platform/database/generated/client.ts';
import { OPEN } from '../../platform/database/open-proposals.ts';
import type { AnyDatabase, Database, Transaction } from '../../platform/database/transaction.ts';

/** A comment as it was written. */
export type Commented = { thread: number; comment: number };

/** What the event of a thread says of it. */
type ThreadAbout = { entry: EventId; proposal: ProposalId; field: CommentField };

type ThreadRow = {
  id: number;
  event: EventId;
  proposal: ProposalId;
  revision: RevisionId;
  field: CommentField;
  isResolved: boolean;
  isOpenWork: boolean;
};

/** Reads a thread as a verb on it needs it; undefined where there is none. */
export async function readThread(store: Pick<AnyDatabase, 'prisma'>, id: number): Promise<Thread | undefined> {
  const [row] = await store.prisma.$queryRaw<ThreadRow[]>`
    SELECT t.id, t.event_id AS event, t.proposal_id AS proposal, t.revision_id AS revision, t.field, t.resolved_at IS NOT NULL AS "isResolved",
        p.state IN ${OPEN} AS "isOpenWork"
      FROM comment_thread t JOIN proposal p ON p.id = t.proposal_id WHERE t.id = ${id}`;
  return row;
}

/**
 * Begins a thread on an open proposal with its first comment and the fact, in one statement. Undefined where it was
 * decided meanwhile.
 */
export async function insertThread(
  { prisma }: Pick<Database, 'prisma'>,
  actor: Actor,
  about: { proposal: ProposalId; revision: RevisionId; field: CommentField },
  said: Said,
): Promise<Commented | undefined> {
  const thread = Prisma.sql`INSERT INTO comment_thread (event_id, proposal_id, revision_id, field, opened_by)
      SELECT event_id, id, ${about.revision}, ${about.field}, ${actor.person} FROM proposal
       WHERE id = ${about.proposal} AND state IN ${OPEN} RETURNING id, event_id, proposal_id, field`;
  return writeComment(prisma, actor, thread, said);
}

/** Adds a comment to a thread whose proposal is still open. Undefined where it was decided meanwhile. */
export async function insertReply(
  { prisma }: Pick<Database, 'prisma'>,
  actor: Actor,
  thread: number,
  said: Said,
): Promise<Commented | undefined> {
  const open = Prisma.sql`SELECT t.id, t.event_id, t.proposal_id, t.field FROM comment_thread t JOIN proposal p ON p.id = t.proposal_id
       WHERE t.id = ${thread} AND p.state IN ${OPEN} FOR SHARE OF p`;
  return writeComment(prisma, actor, open, said);
}

/** Settles a thread or opens it again, with the fact. False where somebody else did meanwhile. */
export async function markThread(
  { prisma }: Pick<Database, 'prisma'>,
  actor: Actor,
  thread: number,
  resolved: boolean,
): Promise<boolean> {
  const to = resolved
    ? Prisma.sql`resolved_by = ${actor.person}, resolved_at = now()`
    : Prisma.sql`resolved_by = NULL, resolved_at = NULL`;
  const [marked] = await prisma.$queryRaw<ThreadAbout[]>`
    UPDATE comment_thread SET ${to} WHERE id = ${thread} AND (resolved_at IS NULL) = ${resolved} RETURNING event_id AS entry, proposal_id AS proposal, field`;
  if (!marked) return false;
  const { entry, proposal, field } = marked;
  await recordEvents(prisma, actor, {
    type: resolved ? 'resolve' : 'reopen',
    entry,
    proposal,
    payload: { thread, field },
  });
  return true;
}

/** Whether a revision is a text of this event. */
export async function isTextOf(
  store: Pick<AnyDatabase, 'prisma'>,
  revision: RevisionId,
  event: EventId,
): Promise<boolean> {
  const rows = await store.prisma.$queryRaw<
    unknown[]
  >`SELECT 1 FROM revision WHERE id = ${revision} AND event_id = ${event}`;
  return rows.length > 0;
}

/** Of these people, those who have access now. */
export async function activeAmong(
  store: Pick<AnyDatabase, 'prisma'>,
  people: readonly PersonId[],
): Promise<Set<PersonId>> {
  if (!people.length) return new Set();
  const rows = await store.prisma.$queryRaw<
    { id: PersonId }[]
  >`SELECT id FROM person WHERE id = ANY(${[...people]}::int[]) AND disabled_at IS NULL`;
  return new Set(rows.map((row) => row.id));
}

/** Adds a comment to what the part `thread` gives, with the event; undefined where that gives nothing. */
async function writeComment(
  prisma: Transaction,
  actor: Actor,
  thread: Prisma.Sql,
  { text, mentions }: Said,
): Promise<Commented | undefined> {
  const [row] = await prisma.$queryRaw<(Commented & ThreadAbout)[]>`
    WITH thread AS (${thread}),
    said AS (INSERT INTO comment (thread_id, author_id, text, mentions)
      SELECT id, ${actor.person}, ${text}, ${mentions as number[]}::int[] FROM thread RETURNING id)
    SELECT t.id AS thread, s.id AS comment, t.event_id AS entry, t.proposal_id AS proposal, t.field FROM thread t, said s`;
  if (!row) return undefined;
  const { thread: id, comment, entry, proposal, field } = row;
  await recordEvents(prisma, actor, {
    type: 'comment',
    entry,
    proposal,
    payload: { thread: id, comment, field, mentions },
  });
  return { thread: id, comment };
}
