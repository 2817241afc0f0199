import type { NotNull } from 'kysely';
import { type EntryId, type PersonId, type ProposalId, type RevisionId, toId } from '../../kernel/ids.ts';
import type { NamedPerson } from '../../kernel/named-person.ts';
import { mentionsIn } from '../../kernel/newsroom/mentions.ts';
import { OPEN_STATES } from '../../kernel/newsroom/proposal.ts';
import type { CommentField } from '../../kernel/newsroom/thread.ts';
import { changesBetween, type FieldChange } from '../../kernel/revision/changes.ts';
import type { RevisionText } from '../../kernel/revision/text.ts';
import { peopleNamed } from '../../people/queries/people-names.ts';
import type { Store } from '../../platform/database/database.ts';
import { kysely } from '../../platform/database/kysely.ts';
import { textFromRow } from '../../platform/database/rows.ts';
import { anyOf, rowOf } from '../../platform/database/sql-values.ts';
import { type ChangeNames, readChangeNames } from '../review/queries/change-names.ts';

/** A comment; people that it calls are in its text by id (`@[12]`). */
type CommentView = { id: number; author: NamedPerson; at: string; text: string };

/**
 * A thread on a field of a proposal, '' being the whole. `since` is what became of the text that it was about: empty
 * while it is.
 */
export type ThreadView = {
  id: number;
  field: CommentField;
  revision: RevisionId;
  resolved: { by: NamedPerson; at: string } | null;
  comments: CommentView[];
  since: FieldChange[];
};

/**
 * The threads of one proposal, and the names of whatever they call and show. `isOpen`: the proposal is not decided, so
 * people can still answer.
 */
export type ThreadsView = {
  proposal: ProposalId | null;
  isOpen: boolean;
  items: ThreadView[];
  next: string | null;
  people: NamedPerson[];
  names: ChangeNames;
};

type ThreadRow = Awaited<ReturnType<typeof readRows>>[number];
type CommentRow = Awaited<ReturnType<typeof readComments>>[number];

const USUAL_PAGE = 100;
const NOTHING: ThreadsView = {
  proposal: null,
  isOpen: false,
  items: [],
  next: null,
  people: [],
  names: { contexts: [], entries: [] },
};

/**
 * The threads of an entry's open proposal, or of the one that is named, in the order in which they began, behind the
 * cursor.
 */
export async function readThreads(
  store: Store,
  entry: EntryId,
  asked: { proposal?: number | undefined; cursor?: number | undefined; limit?: number | undefined } = {},
): Promise<ThreadsView> {
  const about = await readProposal(store, entry, asked.proposal);
  if (!about) return NOTHING;
  const limit = asked.limit ?? USUAL_PAGE;
  const rows = await readRows(store, about.proposal, asked.cursor ?? 0, limit + 1);
  const threads = rows.slice(0, limit);
  const comments = await readComments(store, threads);
  const texts = await readTexts(store, about.revision, threads);
  const people = await peopleNamed(store, peopleIn(threads, comments));
  const items = threads.map((thread) => viewOf(thread, comments, texts, about.revision, people));
  const last = threads.at(-1);
  return {
    proposal: about.proposal,
    isOpen: about.isOpen,
    items,
    next: rows.length > limit && last ? String(last.id) : null,
    people,
    names: items.some((item) => item.since.length) ? await readChangeNames(store, [...texts.values()]) : NOTHING.names,
  };
}

async function readProposal(store: Store, entry: EntryId, proposal: number | undefined) {
  return kysely(store.prisma)
    .selectFrom('proposal')
    .where('revision_id', 'is not', null)
    .select((eb) => [
      'id as proposal',
      'revision_id as revision',
      eb('state', 'in', OPEN_STATES).$castTo<boolean>().as('isOpen'),
    ])
    .where('entry_id', '=', entry)
    .where((eb) =>
      proposal === undefined ? eb('state', 'in', OPEN_STATES) : eb('id', '=', toId<ProposalId>(proposal)),
    )
    .$narrowType<{ revision: NotNull }>()
    .executeTakeFirst();
}

function readRows(store: Store, proposal: ProposalId, after: number, limit: number) {
  return kysely(store.prisma)
    .selectFrom('comment_thread')
    .select(['id', 'field', 'revision_id as revision', 'resolved_by as resolvedBy', 'resolved_at as resolvedAt'])
    .where('proposal_id', '=', proposal)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
}

async function readComments(store: Store, threads: readonly ThreadRow[]) {
  return kysely(store.prisma)
    .selectFrom('comment')
    .select(['id', 'thread_id as thread', 'author_id as author', 'at', 'text'])
    .where('thread_id', '=', anyOf(threads.map(({ id }) => id)))
    .orderBy('id')
    .execute();
}

async function readTexts(
  store: Store,
  now: RevisionId,
  threads: readonly ThreadRow[],
): Promise<Map<RevisionId, RevisionText>> {
  const ids = [...new Set([now, ...threads.map(({ revision }) => revision)])];
  if (ids.length < 2) return new Map();
  const rows = await kysely(store.prisma)
    .selectFrom('revision as r')
    .select((eb) => rowOf<'revision'>(eb.table('r')).as('row'))
    .where('id', '=', anyOf(ids))
    .execute();
  return new Map(rows.map(({ row }) => [row.id, textFromRow(row)]));
}

function peopleIn(threads: readonly ThreadRow[], comments: readonly CommentRow[]): PersonId[] {
  return [
    ...threads.flatMap(({ resolvedBy }) => resolvedBy ?? []),
    ...comments.flatMap(({ author, text }) => [author, ...mentionsIn(text)]),
  ];
}

function viewOf(
  { id, field, revision, resolvedBy, resolvedAt }: ThreadRow,
  comments: readonly CommentRow[],
  texts: ReadonlyMap<RevisionId, RevisionText>,
  now: RevisionId,
  people: readonly NamedPerson[],
): ThreadView {
  const [then, current] = [texts.get(revision), texts.get(now)];
  const since =
    then && current ? changesBetween(then, current).filter((change) => field === '' || change.field === field) : [];
  return {
    id,
    field,
    revision,
    resolved: resolvedBy && resolvedAt ? { by: named(resolvedBy, people), at: resolvedAt.toISOString() } : null,
    comments: comments
      .filter(({ thread }) => thread === id)
      .map(({ id: comment, author, at, text }) => ({
        id: comment,
        author: named(author, people),
        at: at.toISOString(),
        text,
      })),
    since,
  };
}

function named(id: PersonId, people: readonly NamedPerson[]): NamedPerson {
  return people.find((person) => person.id === id) ?? { id, name: `Person ${id}` };
}
