import { inTodaysWords } from '../domain/context/meaning.ts';
import type { Day } from '../domain/day.ts';
import type { ContextId, EventId, PersonId, ProposalId, RevisionId } from '../domain/ids.ts';
import type { NamedPerson } from '../domain/named-person.ts';
import type { Channel } from '../domain/permission/actor.ts';
import { changesBetween, type FieldChange } from '../domain/revision/changes.ts';
import { type EntryInput, inputOf } from '../domain/revision/revise.ts';
import type { RevisionText } from '../domain/revision/text.ts';
import type { Store } from '../store/database.ts';
import { live, readMeanings } from '../store/published.ts';
import { type RevisionRow, textFromRow } from '../store/rows.ts';
import { type ChangeNames, readChangeNames } from './change-names.ts';

/** A revision as a list shows it. Instants are ISO. */
export type RevisionSummary = {
  revision: RevisionId;
  hash: string;
  author: NamedPerson;
  channel: Channel;
  at: string;
  proposal: ProposalId | null;
  day: Day;
  headline: string;
  published: { at: string; path: string; by: NamedPerson }[];
};

/** A revision with its whole text. */
export type RevisionView = RevisionSummary & { fields: EntryInput; kept: RevisionText['kept'] };

/** What differs between two revisions of an event. */
export type Difference = { from: RevisionSummary; to: RevisionSummary; changes: FieldChange[]; names: ChangeNames };

type Row = RevisionRow & { proposal_id: ProposalId | null; channel: Channel; author: string; publications: { at: string; path: string; id: PersonId; name: string }[] | null };

const USUAL_PAGE = 50;

/** The revisions of an event, newest first, from behind a cursor; undefined where there is no such event. */
export async function listRevisions(
  store: Store,
  event: EventId,
  { cursor = 2_147_483_647, limit = USUAL_PAGE }: { cursor?: number | undefined; limit?: number | undefined },
): Promise<{ items: RevisionSummary[]; next: string | null } | undefined> {
  const rows = await readRows(store, event, { before: cursor, limit: limit + 1 });
  if (!rows.length && !(await store.prisma.event.count({ where: { id: event } }))) return undefined;
  const items = rows.slice(0, limit).map(summaryOf);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? String(last.revision) : null };
}

/** One revision of an event; undefined where it has none of that id. */
export async function readRevision(store: Store, event: EventId, revision: RevisionId): Promise<RevisionView | undefined> {
  const [row] = await readRows(store, event, { of: [revision] });
  if (!row) return undefined;
  const text = textFromRow(row);
  return { ...summaryOf(row), fields: inputOf(text), kept: text.kept };
}

/** What differs between two revisions of an event; undefined where it has not both. */
export async function readDifference(store: Store, event: EventId, from: RevisionId, to: RevisionId): Promise<Difference | undefined> {
  const rows = await readRows(store, event, { of: [from, to] });
  const [a, b] = [from, to].map((id) => rows.find((row) => row.id === id));
  if (!a || !b) return undefined;
  const { meanings } = await readMeanings(
    live(store.pool),
    [a, b].flatMap((row) => row.contexts as ContextId[]),
  );
  const texts = [a, b].map((row) => inTodaysWords(textFromRow(row), meanings)) as [RevisionText, RevisionText];
  return { from: summaryOf(a), to: summaryOf(b), changes: changesBetween(...texts), names: await readChangeNames(store, texts) };
}

function readRows(store: Store, event: EventId, which: { of: RevisionId[] } | { before: number; limit: number }): Promise<Row[]> {
  const [of, before, limit] = 'of' in which ? [which.of, 2_147_483_647, 2] : [null, which.before, which.limit];
  return store.prisma.$queryRaw<Row[]>`
    SELECT r.*, r.day::text AS day, r.created_at::text AS created_at, r.channel::text AS channel, a.name AS author,
           (SELECT jsonb_agg(jsonb_build_object('at', u.at, 'path', u.path, 'id', b.id, 'name', b.name) ORDER BY u.id)
              FROM publication u JOIN person b ON b.id = u.approved_by WHERE u.event_id = r.event_id AND u.revision_id = r.id) AS publications
      FROM (SELECT * FROM revision WHERE event_id = ${event} AND id < ${before} AND (${of}::int[] IS NULL OR id = ANY(${of}::int[])) ORDER BY id DESC LIMIT ${limit}) r
      JOIN person a ON a.id = r.author_id ORDER BY r.id DESC`;
}

function summaryOf(row: Row): RevisionSummary {
  return {
    revision: row.id as RevisionId,
    hash: row.hash,
    author: { id: row.author_id as PersonId, name: row.author },
    channel: row.channel,
    at: new Date(row.created_at).toISOString(),
    proposal: row.proposal_id,
    day: row.day as Day,
    headline: row.headline,
    published: (row.publications ?? []).map(({ at, path, id, name }) => ({ at: new Date(at).toISOString(), path, by: { id, name } })),
  };
}
