import { type CommentField, reply, type Said, say } from '../domain/comment/thread.ts';
import type { EventId, RevisionId } from '../domain/ids.ts';
import { type Actor, forbidden } from '../domain/permission/actor.ts';
import type { Refusal } from '../domain/refusals.ts';
import { ok, type Result, refuse } from '../domain/result.ts';
import { activeAmong, type Commented, insertReply, insertThread, isTextOf, readThread } from '../store/comments.ts';
import type { Store } from '../store/database.ts';
import { openStanding } from './move-proposal.ts';

/** What somebody says about an entry: of which field, and of which text, that of the proposal where none is named. */
export type NewThread = { field: CommentField; text: string; revision?: RevisionId | undefined };

/** Begins a thread on the open proposal of an event. */
export async function openThread(store: Store, actor: Actor, event: EventId, asked: NewThread): Promise<Result<Commented, Refusal>> {
  const open = await openStanding(store, actor, event, 'comment.write');
  if (!open.ok) return open;
  const { proposal } = open.value;
  const revision = asked.revision ?? proposal.revision;
  if (revision !== proposal.revision && !(await isTextOf(store, revision, event))) {
    return refuse({ code: 'invalid', fields: [{ field: 'revision', message: 'is no text of this entry.' }] });
  }
  const said = await withPeople(store, say(asked.text));
  if (!said.ok) return said;
  const done = await insertThread(store, actor, { proposal: proposal.id, revision, field: asked.field }, said.value);
  return done ? ok(done) : refuse({ code: 'no-open-proposal' });
}

/** Adds a comment to a thread. */
export async function replyToThread(store: Store, actor: Actor, id: number, text: string): Promise<Result<Commented, Refusal>> {
  const no = forbidden(actor, 'comment.write');
  if (no) return refuse(no);
  const thread = await readThread(store, id);
  if (!thread) return refuse({ code: 'not-found', what: `Thread ${id}` });
  const said = await withPeople(store, reply(thread, text));
  if (!said.ok) return said;
  const done = await insertReply(store, actor, id, said.value);
  return done ? ok(done) : refuse({ code: 'thread-over' });
}

/** Whoever is called has to be somebody with access, who can answer. */
async function withPeople(store: Store, said: Result<Said, Refusal>): Promise<Result<Said, Refusal>> {
  if (!said.ok) return said;
  const known = await activeAmong(store, said.value.mentions);
  const unknown = said.value.mentions.filter((id) => !known.has(id));
  return unknown.length ? refuse({ code: 'invalid', fields: [{ field: 'text', message: `calls somebody without access (${unknown.join(', ')}).` }] }) : said;
}
