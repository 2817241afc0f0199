import { mentionsIn } from '../domain/comment/mentions.ts';
import type { CommentField } from '../domain/comment/thread.ts';
import type { EventId, PersonId, ProposalId, RevisionId } from '../domain/ids.ts';
import type { NamedPerson } from '../domain/named-person.ts';
import { changesBetween, type FieldChange } from '../domain/revision/changes.ts';
import type { RevisionText } from '../domain/revision/text.ts';
import type { Store } from '../store/database.ts';
import { OPEN } from '../store/open-proposals.ts';
import { type RevisionRow, textFromRow } from '../store/rows.ts';
import { type ChangeNames, readChangeNames } from './change-names.ts';
import { peopleNamed } from './people-names.ts';

/** A comment; people that it calls stand in its text by id (`@[12]`). */
type CommentView = { id: number; author: NamedPerson; at: string; text: string };

/** A thread on a field of a proposal, '' being the whole. `since` is what became of the text that it was about: empty while it stands. */
export type ThreadView = {
  id: number;
  field: CommentField;
  revision: RevisionId;
  resolved: { by: NamedPerson; at: string } | null;
  comments: CommentView[];
  since: FieldChange[];
};

/** The threads of one proposal, and the names of whatever they call and show. `isOpen`: the proposal is not decided, so people can still answer. */
export type ThreadsView = { proposal: ProposalId | null; isOpen: boolean; items: ThreadView[]; next: string | null; people: NamedPerson[]; names: ChangeNames };

type ThreadRow = { id: number; field: CommentField; revision: RevisionId; resolvedBy: PersonId | null; resolvedAt: Date | null };
type CommentRow = { id: number; thread: number; author: PersonId; at: Date; text: string };

const USUAL_PAGE = 100;
const NOTHING: ThreadsView = { proposal: null, isOpen: false, items: [], next: null, people: [], names: { contexts: [], events: [] } };

/** The threads of an event's open proposal, or of the one that is named, in the order in which they began, behind the cursor. */
export async function readThreads(
  store: Store,
  event: EventId,
  asked: { proposal?: number | undefined; cursor?: number | undefined; limit?: number | undefined } = {},
): Promise<ThreadsView> {
  const about = await readProposal(store, event, asked.proposal);
  if (!about) return NOTHING;
  const limit = asked.limit ?? USUAL_PAGE;
  const rows = await store.prisma.$queryRaw<ThreadRow[]>`
    SELECT id, field, revision_id AS revision, resolved_by AS "resolvedBy", resolved_at AS "resolvedAt" FROM comment_thread
     WHERE proposal_id = ${about.proposal} AND id > ${asked.cursor ?? 0} ORDER BY id LIMIT ${limit + 1}`;
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

type About = { proposal: ProposalId; revision: RevisionId; isOpen: boolean };

async function readProposal(store: Store, event: EventId, proposal: number | undefined): Promise<About | undefined> {
  const [row] = await store.prisma.$queryRaw<About[]>`
    SELECT id AS proposal, revision_id AS revision, state IN ${OPEN} AS "isOpen" FROM proposal
     WHERE event_id = ${event} AND (CASE WHEN ${proposal ?? null}::int IS NULL THEN state IN ${OPEN} ELSE id = ${proposal ?? null}::int END)`;
  return row;
}

function readComments(store: Store, threads: readonly ThreadRow[]): Promise<CommentRow[]> {
  if (!threads.length) return Promise.resolve([]);
  return store.prisma.$queryRaw<CommentRow[]>`
    SELECT id, thread_id AS thread, author_id AS author, at, text FROM comment WHERE thread_id = ANY(${threads.map(({ id }) => id)}::int[]) ORDER BY id`;
}

async function readTexts(store: Store, now: RevisionId, threads: readonly ThreadRow[]): Promise<Map<RevisionId, RevisionText>> {
  const ids = [...new Set([now, ...threads.map(({ revision }) => revision)])];
  if (ids.length < 2) return new Map();
  const rows = await store.prisma.$queryRaw<{ row: RevisionRow }[]>`SELECT to_jsonb(r) AS row FROM revision r WHERE id = ANY(${ids as number[]}::int[])`;
  return new Map(rows.map(({ row }) => [row.id as RevisionId, textFromRow(row)]));
}

function peopleIn(threads: readonly ThreadRow[], comments: readonly CommentRow[]): PersonId[] {
  return [...threads.flatMap(({ resolvedBy }) => resolvedBy ?? []), ...comments.flatMap(({ author, text }) => [author, ...mentionsIn(text)])];
}

function viewOf(
  { id, field, revision, resolvedBy, resolvedAt }: ThreadRow,
  comments: readonly CommentRow[],
  texts: ReadonlyMap<RevisionId, RevisionText>,
  now: RevisionId,
  people: readonly NamedPerson[],
): ThreadView {
  const [then, current] = [texts.get(revision), texts.get(now)];
  const since = then && current ? changesBetween(then, current).filter((change) => field === '' || change.field === field) : [];
  return {
    id,
    field,
    revision,
    resolved: resolvedBy && resolvedAt ? { by: named(resolvedBy, people), at: resolvedAt.toISOString() } : null,
    comments: comments
      .filter(({ thread }) => thread === id)
      .map(({ id: comment, author, at, text }) => ({ id: comment, author: named(author, people), at: at.toISOString(), text })),
    since,
  };
}

function named(id: PersonId, people: readonly NamedPerson[]): NamedPerson {
  return people.find((person) => person.id === id) ?? { id, name: `Person ${id}` };
}
