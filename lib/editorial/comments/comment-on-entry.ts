import type { AppError } from '../../kernel/app-error.ts';
import type { EntryId, RevisionId } from '../../kernel/ids.ts';
import { type CommentField, type CommentText, reply, say } from '../../kernel/newsroom/thread.ts';
import { type Actor, forbidden } from '../../kernel/permission/actor.ts';
import { fail, ok, type Result } from '../../kernel/result.ts';
import type { Store } from '../../platform/database/database.ts';
import { type Database, transact } from '../../platform/database/transaction.ts';
import { openSnapshot } from '../entries/actions/parts/move-proposal.ts';
import { activeAmong, insertReply, insertThread, isTextOf, type NewComment, readThread } from './comments.ts';

/** What somebody says about an entry: of which field, and of which text, that of the proposal where none is named. */
export type NewThread = { field: CommentField; text: string; revision?: RevisionId | undefined };

/** Begins a thread on the open proposal of an entry. */
export function openThread(
  store: Store,
  actor: Actor,
  entry: EntryId,
  asked: NewThread,
): Promise<Result<NewComment, AppError>> {
  return transact(store, (db) => openThreadIn(db, actor, entry, asked));
}

async function openThreadIn(
  db: Database,
  actor: Actor,
  entry: EntryId,
  asked: NewThread,
): Promise<Result<NewComment, AppError>> {
  const open = await openSnapshot(db, actor, entry, 'comment.write');
  if (!open.ok) return open;
  const { proposal } = open.value;
  const revision = asked.revision ?? proposal.revision;
  if (revision !== proposal.revision && !(await isTextOf(db, revision, entry))) {
    return fail({ code: 'invalid', fields: [{ field: 'revision', message: 'is not a revision of this entry.' }] });
  }
  const said = await withPeople(db, say(asked.text));
  if (!said.ok) return said;
  const done = await insertThread(db, actor, { proposal: proposal.id, revision, field: asked.field }, said.value);
  return done ? ok(done) : fail({ code: 'no-open-proposal' });
}

/** Adds a comment to a thread. */
export function replyToThread(
  store: Store,
  actor: Actor,
  id: number,
  text: string,
): Promise<Result<NewComment, AppError>> {
  return transact(store, (db) => replyIn(db, actor, id, text));
}

async function replyIn(db: Database, actor: Actor, id: number, text: string): Promise<Result<NewComment, AppError>> {
  const no = forbidden(actor, 'comment.write');
  if (no) return fail(no);
  const thread = await readThread(db, id);
  if (!thread) return fail({ code: 'not-found', what: `Thread ${id}` });
  const said = await withPeople(db, reply(thread, text));
  if (!said.ok) return said;
  const done = await insertReply(db, actor, id, said.value);
  return done ? ok(done) : fail({ code: 'thread-over' });
}

/** Whoever is called has to be somebody with access, who can answer. */
async function withPeople(db: Database, said: Result<CommentText, AppError>): Promise<Result<CommentText, AppError>> {
  if (!said.ok) return said;
  const known = await activeAmong(db, said.value.mentions);
  const unknown = said.value.mentions.filter((id) => !known.has(id));
  return unknown.length
    ? fail({
        code: 'invalid',
        fields: [{ field: 'text', message: `mentions somebody without access (${unknown.join(', ')}).` }],
      })
    : said;
}
