import type { QueryCreator } from 'kysely';
import { recordEvents } from '../../audit/store/audit.ts';
import type { EntryId, PersonId, ProposalId, RevisionId } from '../../kernel/ids.ts';
import type { CommentField, CommentText, Thread } from '../../kernel/newsroom/thread.ts';
import type { Actor } from '../../kernel/permission/actor.ts';
import { insertFrom } from '../../platform/database/insert-from.ts';
import { kysely } from '../../platform/database/kysely.ts';
import { OPEN } from '../../platform/database/proposal-expressions.ts';
import { anyOf, list, now } from '../../platform/database/sql-values.ts';
import type { Tables } from '../../platform/database/tables.ts';
import type { AnyDatabase, Database, Transaction } from '../../platform/database/transaction.ts';

/** A comment as it was written. */
export type NewComment = { thread: number; comment: number };

/** A thread that something is said in. */
type OpenThread = { id: number; entry_id: EntryId; proposal_id: ProposalId; field: CommentField };

/** Reads a thread as an action on it needs it; undefined where there is none. */
export async function readThread(store: Pick<AnyDatabase, 'prisma'>, id: number): Promise<Thread | undefined> {
  return kysely(store.prisma)
    .selectFrom('comment_thread as t')
    .innerJoin('proposal as p', 'p.id', 't.proposal_id')
    .select((eb) => [
      't.id',
      't.entry_id as entry',
      't.proposal_id as proposal',
      't.revision_id as revision',
      't.field',
      eb('t.resolved_at', 'is not', null).$castTo<boolean>().as('isResolved'),
      eb('p.state', 'in', OPEN).$castTo<boolean>().as('isOpenWork'),
    ])
    .where('t.id', '=', id)
    .executeTakeFirst();
}

/**
 * Begins a thread on an open proposal with its first comment and the fact, in one statement. Undefined where it was
 * decided meanwhile.
 */
export async function insertThread(
  { prisma }: Pick<Database, 'prisma'>,
  actor: Actor,
  about: { proposal: ProposalId; revision: RevisionId; field: CommentField },
  said: CommentText,
): Promise<NewComment | undefined> {
  const parts = kysely(prisma).with('thread', (part) =>
    insertFrom(
      part,
      'comment_thread',
      (eb) => eb.selectFrom('proposal').where('id', '=', about.proposal).where('state', 'in', OPEN),
      (eb) => ({
        entry_id: eb.ref('entry_id'),
        proposal_id: eb.ref('id'),
        revision_id: about.revision,
        field: about.field,
        opened_by: actor.person,
      }),
    ).returning(['id', 'entry_id', 'proposal_id', 'field']),
  );
  return writeComment(prisma, actor, parts, said);
}

/** Adds a comment to a thread whose proposal is still open. Undefined where it was decided meanwhile. */
export async function insertReply(
  { prisma }: Pick<Database, 'prisma'>,
  actor: Actor,
  thread: number,
  said: CommentText,
): Promise<NewComment | undefined> {
  const parts = kysely(prisma).with('thread', (part) =>
    part
      .selectFrom('comment_thread as t')
      .innerJoin('proposal as p', 'p.id', 't.proposal_id')
      .select(['t.id', 't.entry_id', 't.proposal_id', 't.field'])
      .where('t.id', '=', thread)
      .where('p.state', 'in', OPEN)
      .forShare('p'),
  );
  return writeComment(prisma, actor, parts, said);
}

/** Settles a thread or opens it again, with the fact. False where somebody else did meanwhile. */
export async function markThread(
  { prisma }: Pick<Database, 'prisma'>,
  actor: Actor,
  thread: number,
  resolved: boolean,
): Promise<boolean> {
  const marked = await kysely(prisma)
    .updateTable('comment_thread')
    .set(resolved ? { resolved_by: actor.person, resolved_at: now } : { resolved_by: null, resolved_at: null })
    .where('id', '=', thread)
    .where('resolved_at', resolved ? 'is' : 'is not', null)
    .returning(['entry_id as entry', 'proposal_id as proposal', 'field'])
    .executeTakeFirst();
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

/** Whether a revision is a text of this entry. */
export async function isTextOf(
  store: Pick<AnyDatabase, 'prisma'>,
  revision: RevisionId,
  entry: EntryId,
): Promise<boolean> {
  const text = await kysely(store.prisma)
    .selectFrom('revision')
    .select('id')
    .where('id', '=', revision)
    .where('entry_id', '=', entry)
    .executeTakeFirst();
  return text !== undefined;
}

/** Of these people, those who have access now. */
export async function activeAmong(
  store: Pick<AnyDatabase, 'prisma'>,
  people: readonly PersonId[],
): Promise<Set<PersonId>> {
  if (!people.length) return new Set();
  const rows = await kysely(store.prisma)
    .selectFrom('person')
    .select('id')
    .where('id', '=', anyOf(people))
    .where('disabled_at', 'is', null)
    .execute();
  return new Set(rows.map((row) => row.id));
}

/** Adds a comment to what the part `thread` gives, with the event; undefined where that gives nothing. */
async function writeComment(
  prisma: Transaction,
  actor: Actor,
  parts: QueryCreator<Tables & { thread: OpenThread }>,
  { text, mentions }: CommentText,
): Promise<NewComment | undefined> {
  const row = await parts
    .with('said', (part) =>
      insertFrom(
        part,
        'comment',
        (eb) => eb.selectFrom('thread'),
        (eb) => ({
          thread_id: eb.ref('thread.id'),
          author_id: actor.person,
          text,
          mentions: list.ints(mentions),
        }),
      ).returning('id'),
    )
    .selectFrom(['thread as t', 'said as s'])
    .select(['t.id as thread', 's.id as comment', 't.entry_id as entry', 't.proposal_id as proposal', 't.field'])
    .executeTakeFirst();
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
