import type { AppError } from '../app-error.ts';
import type { EntryId, PersonId, ProposalId, RevisionId } from '../ids.ts';
import { fail, ok, type Result } from '../result.ts';
import { FIELDS } from '../revision/merge.ts';
import { mentionsIn } from './mentions.ts';

/** What a comment can be about; '' is the proposal as a whole. */
export const COMMENT_FIELDS = ['', ...FIELDS] as const;

export type CommentField = (typeof COMMENT_FIELDS)[number];

/** The longest comment, in UTF-16 units. */
export const LONGEST_COMMENT = 5000;

/** The most people that one comment calls. */
export const MOST_MENTIONS = 20;

/** A thread as an action on it finds it. `isOpenWork`: its proposal is not decided yet. */
export type Thread = {
  id: number;
  entry: EntryId;
  proposal: ProposalId;
  revision: RevisionId;
  field: CommentField;
  isResolved: boolean;
  isOpenWork: boolean;
};

/** What a comment says, trimmed, and whom it calls, each once. */
export type CommentText = { text: string; mentions: PersonId[] };

/** A comment as it is written down. Refused where it says nothing, says too much, or calls too many. */
export function say(text: string): Result<CommentText, AppError> {
  const said = text.trim();
  const mentions = mentionsIn(said);
  if (!said) return fail(problem('is empty. Write something, or close the form.'));
  if (said.length > LONGEST_COMMENT)
    return fail(problem(`is ${said.length} characters long; the maximum is ${LONGEST_COMMENT}.`));
  if (mentions.length > MOST_MENTIONS)
    return fail(problem(`mentions ${mentions.length} people; the maximum is ${MOST_MENTIONS}.`));
  return ok({ text: said, mentions });
}

/** A reply. A thread whose proposal was decided is history. */
export function reply(thread: Thread, text: string): Result<CommentText, AppError> {
  return thread.isOpenWork ? say(text) : fail({ code: 'thread-over' });
}

/** Settles a thread, or takes that back. */
export function setResolved(thread: Thread, to: 'resolved' | 'open'): Result<{ resolved: boolean }, AppError> {
  if (!thread.isOpenWork) return fail({ code: 'thread-over' });
  if (thread.isResolved === (to === 'resolved')) return fail({ code: 'thread-resolved', resolved: thread.isResolved });
  return ok({ resolved: to === 'resolved' });
}

function problem(message: string): AppError {
  return { code: 'invalid', fields: [{ field: 'text', message }] };
}
