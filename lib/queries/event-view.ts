import type { Day } from '../domain/day.ts';
import type { OpenProposal } from '../domain/entry/proposal.ts';
import type { ContextId, EventId, PersonId, ProposalId, RevisionId } from '../domain/ids.ts';
import { inputOf } from '../domain/revision/revise.ts';
import type { KeptTexts, RevisionText } from '../domain/revision/text.ts';
import type { EntryFields } from '../schemas/entry.ts';
import type { Store } from '../store/database.ts';
import { type RevisionRow, textFromRow } from '../store/rows.ts';

type NamedPerson = { id: PersonId; name: string };

/**
 * One text of an event, with who wrote it and when (ISO). `kept` and `items` hold what an import said beyond
 * the fields, so that a preview can show the exact page.
 */
export type TextView = {
  revision: RevisionId;
  hash: string;
  author: NamedPerson;
  at: string;
  fields: EntryFields;
  kept: KeptTexts;
  items: Pick<RevisionText, 'sources' | 'related'>;
};

type ProposalView = Omit<ProposalColumns, 'openedBy' | 'authors'> & { openedBy: NamedPerson; authors: NamedPerson[] } & TextView;

/** Everything that a screen shows of an event: its published text, its open proposal, and the names of what both refer to. */
export type EventView = {
  event: EventId;
  day: Day;
  title: string;
  path: string | null;
  published: TextView | null;
  proposal: ProposalView | null;
  names: { contexts: { id: ContextId; name: string }[]; events: { id: EventId; title: string; path: string | null; day: Day }[] };
};

type Row = Pick<EventView, 'event' | 'day' | 'title' | 'path'> & {
  published: RevisionRow | null;
  proposed: RevisionRow | null;
  proposal: ProposalColumns | null;
  people: NamedPerson[];
};

type ProposalColumns = {
  id: ProposalId;
  state: OpenProposal['state'];
  version: number;
  base: RevisionId | null;
  submittedAt: string | null;
  reason: string | null;
  openedBy: PersonId;
  authors: PersonId[];
};

/** Reads an event as a screen shows it, by primary keys alone; undefined where there is none. */
export async function readEventView(store: Store, id: EventId): Promise<EventView | undefined> {
  const row = await readRow(store, id);
  if (!row) return undefined;
  const { people, proposed, ...event } = row;
  const published = row.published && textView(row.published, people);
  const proposal = row.proposal && proposed && proposalView(row.proposal, textView(proposed, people), people);
  return { ...event, published, proposal, names: await namesIn(store, [published, proposal]) };
}

/** The revision that an editor's form is filled from: the proposal's, else the published one. */
export function currentRevision(view: EventView): RevisionId | undefined {
  return (view.proposal ?? view.published)?.revision;
}

async function readRow(store: Store, id: EventId): Promise<Row | undefined> {
  const [row] = await store.prisma.$queryRaw<Row[]>`
    SELECT e.id AS event, e.day::text AS day, e.title, e.path, to_jsonb(b) AS published, to_jsonb(c) AS proposed, to_jsonb(o) AS proposal,
           (SELECT jsonb_agg(jsonb_build_object('id', w.id, 'name', w.name)) FROM person w
             WHERE w.id = ANY(o.authors || ARRAY[o."openedBy", b.author_id, c.author_id])) AS people
      FROM event e
      LEFT JOIN LATERAL (SELECT p.id, p.state, p.version, p.base_revision_id AS base, p.submitted_at AS "submittedAt", p.reason, p.opened_by AS "openedBy", p.revision_id AS revision,
             ARRAY(SELECT DISTINCT author_id FROM revision WHERE proposal_id = p.id ORDER BY author_id) AS authors
        FROM proposal p WHERE p.event_id = e.id AND p.state IN ('draft', 'in_review', 'changes_requested')) o ON true
      LEFT JOIN revision c ON c.id = o.revision
      LEFT JOIN revision b ON b.id = e.published_revision_id
     WHERE e.id = ${id}`;
  return row && { ...row, people: row.people ?? [] };
}

function textView(row: RevisionRow, people: readonly NamedPerson[]): TextView {
  const text = textFromRow(row);
  const author = named(row.author_id as PersonId, people);
  return {
    revision: row.id as RevisionId,
    hash: row.hash,
    author,
    at: instant(row.created_at),
    fields: inputOf(text) as EntryFields,
    kept: text.kept,
    items: { sources: text.sources, related: text.related },
  };
}

function proposalView(row: ProposalColumns, text: TextView, people: readonly NamedPerson[]): ProposalView {
  const { id, state, version, base, reason } = row;
  const submittedAt = row.submittedAt && instant(row.submittedAt);
  const authors = row.authors.map((author) => named(author, people));
  return { id, state, version, base, submittedAt, reason, openedBy: named(row.openedBy, people), authors, ...text };
}

async function namesIn(store: Store, texts: (TextView | null)[]): Promise<EventView['names']> {
  const fields = texts.flatMap((text) => (text ? [text.fields] : []));
  const contexts = fields.flatMap((text) => text.contexts as number[]);
  const events = fields.flatMap((text) => text.related.flatMap((item) => ('event' in item ? [item.event as number] : [])));
  if (!contexts.length && !events.length) return { contexts: [], events: [] };
  const [row] = await store.prisma.$queryRaw<{ contexts: EventView['names']['contexts'] | null; events: EventView['names']['events'] | null }[]>`
    SELECT (SELECT jsonb_agg(jsonb_build_object('id', id, 'name', name) ORDER BY id) FROM context WHERE id = ANY(${contexts}::int[])) AS contexts,
           (SELECT jsonb_agg(jsonb_build_object('id', id, 'title', title, 'path', path, 'day', day) ORDER BY id) FROM event WHERE id = ANY(${events}::int[])) AS events`;
  return { contexts: row?.contexts ?? [], events: row?.events ?? [] };
}

function named(id: PersonId, people: readonly NamedPerson[]): NamedPerson {
  return people.find((person) => person.id === id) ?? { id, name: `Person ${id}` };
}

function instant(stored: string): string {
  return new Date(stored).toISOString();
}
