import { inTodaysWords, type Meanings } from '../domain/context/meaning.ts';
import type { Day } from '../domain/day.ts';
import type { OpenProposal } from '../domain/entry/proposal.ts';
import type { ContextId, EventId, PersonId, ProposalId, RevisionId } from '../domain/ids.ts';
import type { NamedPerson } from '../domain/named-person.ts';
import { inputOf } from '../domain/revision/revise.ts';
import type { KeptTexts, RevisionText } from '../domain/revision/text.ts';
import type { EntryFields } from '../schemas/entry.ts';
import type { Store } from '../store/database.ts';
import { OPEN } from '../store/open-proposals.ts';
import { AUTHORS } from '../store/proposal-columns.ts';
import { live, readMeanings } from '../store/published.ts';
import { type RevisionRow, textFromRow } from '../store/rows.ts';

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

/** An event where another one's screen names it. */
type NamedEvent = { id: EventId; title: string; path: string | null; day: Day };

/** Why a page shall go, and the event whose page its readers are sent to. */
type WithdrawalView = { reason: string; redirect: NamedEvent | null };

/** `withdrawal` where the proposal asks that the page be taken away; its text is the published one then. */
type ProposalView = Omit<ProposalColumns, 'openedBy' | 'authors' | 'withdrawal' | 'schedule'> & {
  openedBy: NamedPerson;
  authors: NamedPerson[];
  withdrawal: WithdrawalView | null;
  /** The approval that waits for its time (ISO), and whose it is. */
  schedule: { at: string; by: NamedPerson } | null;
} & TextView;

/** A page that was taken away: what readers saw last, who asked for that, who approved it and when (ISO). */
type WithdrawnView = TextView & { withdrawal: WithdrawalView & { askedBy: NamedPerson; approvedBy: NamedPerson; at: string } };

/** Everything that a screen shows of an event: its published text or the one that was withdrawn, its open proposal, and the names of what they refer to. */
export type EventView = {
  event: EventId;
  day: Day;
  title: string;
  path: string | null;
  published: TextView | null;
  withdrawn: WithdrawnView | null;
  proposal: ProposalView | null;
  names: { contexts: { id: ContextId; name: string }[]; events: NamedEvent[] };
};

type Row = Pick<EventView, 'event' | 'day' | 'title' | 'path'> & {
  published: RevisionRow | null;
  withdrawn: RevisionRow | null;
  withdrawal: WithdrawnColumns | null;
  proposed: RevisionRow | null;
  proposal: ProposalColumns | null;
  people: NamedPerson[];
};

type WithdrawnColumns = { reason: string; redirect: EventId | null; askedBy: PersonId; approvedBy: PersonId; at: string };

type ProposalColumns = {
  id: ProposalId;
  state: OpenProposal['state'];
  version: number;
  base: RevisionId | null;
  submittedAt: string | null;
  reason: string | null;
  openedBy: PersonId;
  authors: PersonId[];
  withdrawal: { reason: string; redirect: EventId | null } | null;
  schedule: { at: string; by: PersonId } | null;
};

/** Reads an event as a screen shows it, by keys and small indexes; undefined where there is none. */
export async function readEventView(store: Store, id: EventId): Promise<EventView | undefined> {
  const row = await readRow(store, id);
  if (!row) return undefined;
  const { people, event, day, title, path } = row;
  const stored = [row.published, row.withdrawn, row.proposed];
  const { meanings } = await readMeanings(
    live(store.pool),
    stored.flatMap((text) => (text?.contexts ?? []) as ContextId[]),
  );
  const [published, withdrawn, proposed] = stored.map((text) => text && textView(text, people, meanings));
  const names = await namesIn(store, [published, withdrawn, proposed], [row.withdrawal?.redirect, row.proposal?.withdrawal?.redirect]);
  return {
    event,
    day,
    title,
    path,
    published: published ?? null,
    withdrawn: withdrawn && row.withdrawal ? { ...withdrawn, withdrawal: withdrawnView(row.withdrawal, people, names) } : null,
    proposal: row.proposal && proposed ? proposalView(row.proposal, proposed, people, names) : null,
    names,
  };
}

/** The revision that an editor's form is filled from: the proposal's, else the one that readers see or saw last. */
export function currentRevision(view: EventView): RevisionId | undefined {
  return (view.proposal ?? view.published ?? view.withdrawn)?.revision;
}

async function readRow(store: Store, id: EventId): Promise<Row | undefined> {
  const [row] = await store.prisma.$queryRaw<Row[]>`
    SELECT e.id AS event, e.day::text AS day, e.title, e.path, to_jsonb(b) AS published, to_jsonb(g) AS withdrawn, to_jsonb(w) AS withdrawal, to_jsonb(c) AS proposed, to_jsonb(o) AS proposal,
           (SELECT jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name)) FROM person f
             WHERE f.id = ANY(o.authors || ARRAY[o."openedBy", o."scheduledBy", b.author_id, c.author_id, g.author_id, w."askedBy", w."approvedBy"])) AS people
      FROM event e
      LEFT JOIN LATERAL (SELECT p.id, p.state, p.version, p.base_revision_id AS base, p.submitted_at AS "submittedAt", p.reason, p.opened_by AS "openedBy", p.revision_id AS revision,
             CASE WHEN p.withdraws THEN jsonb_build_object('reason', p.withdrawal_reason, 'redirect', p.redirect_to) END AS withdrawal,
             p.scheduled_by AS "scheduledBy", CASE WHEN p.publish_at IS NOT NULL THEN jsonb_build_object('at', p.publish_at, 'by', p.scheduled_by) END AS schedule,
             ${AUTHORS} AS authors
        FROM proposal p WHERE p.event_id = e.id AND p.state IN ${OPEN}) o ON true
      LEFT JOIN LATERAL (SELECT p.revision_id AS revision, p.withdrawal_reason AS reason, e.redirect_to AS redirect, p.opened_by AS "askedBy", p.decided_by AS "approvedBy", e.withdrawn_at AS at
        FROM proposal p WHERE p.event_id = e.id AND p.withdraws AND p.state = 'approved' AND e.withdrawn_at IS NOT NULL ORDER BY p.id DESC LIMIT 1) w ON true
      LEFT JOIN revision c ON c.id = o.revision
      LEFT JOIN revision b ON b.id = e.published_revision_id
      LEFT JOIN revision g ON g.id = w.revision
     WHERE e.id = ${id}`;
  return row && { ...row, people: row.people ?? [] };
}

function textView(row: RevisionRow, people: readonly NamedPerson[], meanings: Meanings): TextView {
  const text = inTodaysWords(textFromRow(row), meanings);
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

function proposalView(row: ProposalColumns, text: TextView, people: readonly NamedPerson[], names: EventView['names']): ProposalView {
  const { id, state, version, base, reason } = row;
  const submittedAt = row.submittedAt && instant(row.submittedAt);
  const authors = row.authors.map((author) => named(author, people));
  const withdrawal = row.withdrawal && { reason: row.withdrawal.reason, redirect: eventNamed(row.withdrawal.redirect, names) };
  const schedule = row.schedule && { at: instant(row.schedule.at), by: named(row.schedule.by, people) };
  return { id, state, version, base, submittedAt, reason, openedBy: named(row.openedBy, people), authors, withdrawal, schedule, ...text };
}

function withdrawnView(row: WithdrawnColumns, people: readonly NamedPerson[], names: EventView['names']): WithdrawnView['withdrawal'] {
  return {
    reason: row.reason,
    redirect: eventNamed(row.redirect, names),
    askedBy: named(row.askedBy, people),
    approvedBy: named(row.approvedBy, people),
    at: instant(row.at),
  };
}

function eventNamed(id: EventId | null, names: EventView['names']): NamedEvent | null {
  return names.events.find((event) => event.id === id) ?? null;
}

async function namesIn(store: Store, texts: readonly (TextView | null | undefined)[], others: readonly (EventId | null | undefined)[]): Promise<EventView['names']> {
  const fields = texts.flatMap((text) => (text ? [text.fields] : []));
  const contexts = fields.flatMap((text) => text.contexts as number[]);
  const related = fields.flatMap((text) => text.related.flatMap((item) => ('event' in item ? [item.event as number] : [])));
  const events = [...related, ...others.flatMap((event) => event ?? [])];
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
