import type { Day } from '../domain/day.ts';
import type { ProposalState } from '../domain/entry/proposal.ts';
import { type Sitting, sittingsOf } from '../domain/history/sittings.ts';
import type { EventId, ProposalId, RevisionId } from '../domain/ids.ts';
import type { Channel } from '../domain/permission/actor.ts';
import type { HistoryCursor } from '../schemas/history.ts';
import type { Store } from '../store/database.ts';
import { OPEN } from '../store/open-proposals.ts';

/** One thing that happened to an event. `revision` is the text that it is about, `before` the one that stood before that. */
export type HistoryLine = {
  key: string;
  verb: string;
  at: Date;
  channel: Channel;
  actor: number | null;
  name: string | null;
  proposal: ProposalId | null;
  revision: RevisionId | null;
  before: RevisionId | null;
  reason: string | null;
  comment: string | null;
  /** Of an assignment: whom the proposal was given to. */
  to: string | null;
  detail: Record<string, unknown>;
};

/** When a text was published, and at which address. */
type PublishedAs = { revision: RevisionId; at: Date; path: string };

/** What a proposal asked for and came to. */
export type HistoryProposal = { id: ProposalId; state: ProposalState; asks: 'new' | 'change' | 'withdraw'; openedBy: string };

/** What happened in one proposal, newest first; `proposal` is null for what an import did. */
export type HistoryGroup = { proposal: HistoryProposal | null; sittings: Sitting<HistoryLine>[] };

export type HistoryView = {
  event: EventId;
  title: string;
  day: Day;
  path: string | null;
  state: 'unpublished' | 'published' | 'withdrawn';
  /** The text that readers see. */
  live: RevisionId | null;
  /** The open proposal, and the text that it stands at. */
  open: { state: ProposalState; revision: RevisionId; openedBy: string; withdraws: boolean } | null;
  withdrawal: { at: Date; reason: string; askedBy: string; approvedBy: string; redirect: string | null } | null;
  /** The addresses that its page had before. */
  former: string[];
  groups: HistoryGroup[];
  published: PublishedAs[];
  next: string | null;
};

/** Lines of one page, before successive saves are folded. */
const PAGE = 100;

/** Reads an event's history, newest first, from behind a cursor; undefined where there is no such event. */
export async function readHistory(store: Store, event: EventId, cursor?: HistoryCursor): Promise<HistoryView | undefined> {
  const head = await readHead(store, event);
  if (!head) return undefined;
  const { lines, next } = await readLines(store, event, cursor ?? NEWEST);
  const ids = [...new Set(lines.flatMap(({ proposal }) => proposal ?? []))];
  const revisions = [...new Set(lines.flatMap(({ revision }) => revision ?? []))];
  const [proposals, published] = await Promise.all([readProposals(store, ids), readPublications(store, event, revisions)]);
  return { ...head, groups: groupsOf(lines, proposals), published, next };
}

const NEWEST: HistoryCursor = { fact: 2_147_483_647, revision: 2_147_483_647, publication: 2_147_483_647 };

type Head = Omit<HistoryView, 'groups' | 'published' | 'next'>;

async function readHead(store: Store, event: EventId): Promise<Head | undefined> {
  const [row] = await store.prisma.$queryRaw<(Head & { withdrawal: (Omit<NonNullable<Head['withdrawal']>, 'at'> & { at: string }) | null })[]>`
    SELECT e.id AS event, e.title, e.day::text AS day, e.path, e.published_revision_id AS live,
           CASE WHEN e.published_revision_id IS NOT NULL THEN 'published' WHEN e.withdrawn_at IS NOT NULL THEN 'withdrawn' ELSE 'unpublished' END AS state,
           (SELECT jsonb_build_object('state', p.state, 'revision', p.revision_id, 'openedBy', o.name, 'withdraws', p.withdraws)
              FROM proposal p JOIN person o ON o.id = p.opened_by WHERE p.event_id = e.id AND p.state IN ${OPEN}) AS open,
           (SELECT jsonb_build_object('at', e.withdrawn_at, 'reason', p.withdrawal_reason, 'askedBy', a.name, 'approvedBy', b.name, 'redirect', t.path)
              FROM proposal p JOIN person a ON a.id = p.opened_by JOIN person b ON b.id = p.decided_by LEFT JOIN event t ON t.id = e.redirect_to
             WHERE p.event_id = e.id AND p.withdraws AND p.state = 'approved' AND e.withdrawn_at IS NOT NULL ORDER BY p.id DESC LIMIT 1) AS withdrawal,
           ARRAY(SELECT path FROM former_path WHERE event_id = e.id ORDER BY at DESC) AS former
      FROM event e WHERE e.id = ${event}`;
  return row && { ...row, withdrawal: row.withdrawal && { ...row.withdrawal, at: new Date(row.withdrawal.at) } };
}

type Stream = 'fact' | 'revision' | 'publication';
type Row = HistoryLine & { id: number; stream: Stream };

/** What an import did has no fact of its own event by event: its texts and publications speak for it. */
async function readLines(store: Store, event: EventId, after: HistoryCursor): Promise<{ lines: HistoryLine[]; next: string | null }> {
  const streams = await Promise.all([readFacts(store, event, after.fact), readImports(store, event, after.revision), readImportApprovals(store, event, after.publication)]);
  const rows = merged(streams);
  const page = rows.slice(0, PAGE);
  const last = (stream: Stream) => page.findLast((row) => row.stream === stream)?.id ?? after[stream];
  return { lines: page, next: rows.length > PAGE ? [last('fact'), last('revision'), last('publication')].join('.') : null };
}

/** Three lists, each newest first by its ids, as one; of what happened in one moment, decisions stand above texts. */
function merged(streams: readonly (readonly Row[])[]): Row[] {
  const rest = streams.map((stream) => [...stream]);
  const rows: Row[] = [];
  for (;;) {
    const heads = rest.filter((stream) => stream.length > 0);
    const newest = heads.reduce<Row[] | undefined>((best, stream) => (best && (best[0]?.at ?? 0) >= (stream[0]?.at ?? 0) ? best : stream), undefined);
    const row = newest?.shift();
    if (!row) return rows;
    rows.push(row);
  }
}

function readFacts(store: Store, event: EventId, before: number): Promise<Row[]> {
  return store.prisma.$queryRaw<Row[]>`
    SELECT 'fact' AS stream, f.id, 'f' || f.id AS key, f.verb, f.at, f.channel::text AS channel, f.actor_id AS actor, a.name, f.proposal_id AS proposal, f.reason, f.detail,
           (f.detail ->> 'revision')::int AS revision, c.text AS comment, t.name AS "to",
           CASE WHEN f.verb NOT IN ('approve', 'withdraw') THEN (SELECT max(x.id) FROM revision x WHERE x.proposal_id = f.proposal_id
             AND x.id < least((f.detail ->> 'revision')::int, (f.detail ->> 'mine')::int)) END AS same,
           (SELECT u.revision_id FROM publication u WHERE u.event_id = f.event_id AND u.at < f.at ORDER BY u.id DESC LIMIT 1) AS earlier
      FROM (SELECT * FROM audit_fact WHERE event_id = ${event} AND id < ${before} ORDER BY id DESC LIMIT ${PAGE + 1}) f
      LEFT JOIN person a ON a.id = f.actor_id
      LEFT JOIN comment c ON f.verb = 'comment' AND c.id = (f.detail ->> 'comment')::int
      LEFT JOIN person t ON f.verb = 'assign' AND t.id = (f.detail ->> 'to')::int
     ORDER BY f.id DESC`.then((rows) => rows.map((row) => ({ ...row, before: beforeOf(row as Row & Earlier) })));
}

type Earlier = { same: RevisionId | null; earlier: RevisionId | null };

/** The text that stood before: the proposal's own one before it, else what readers saw then. */
function beforeOf({ revision, same, earlier }: Row & Earlier): RevisionId | null {
  return revision === null ? null : (same ?? earlier);
}

function readImports(store: Store, event: EventId, before: number): Promise<Row[]> {
  return store.prisma.$queryRaw<Row[]>`
    SELECT 'revision' AS stream, r.id, 'r' || r.id AS key, 'import' AS verb, r.created_at AS at, 'import' AS channel, r.author_id AS actor, a.name, r.proposal_id AS proposal,
           NULL AS reason, NULL AS comment, NULL AS "to", '{}'::jsonb AS detail, r.id AS revision,
           (SELECT max(x.id) FROM revision x WHERE x.event_id = r.event_id AND x.id < r.id) AS before
      FROM (SELECT * FROM revision WHERE event_id = ${event} AND id < ${before} AND channel = 'import' ORDER BY id DESC LIMIT ${PAGE + 1}) r
      JOIN person a ON a.id = r.author_id ORDER BY r.id DESC`;
}

/** Those of texts that came in earlier, as drafts. */
function readImportApprovals(store: Store, event: EventId, before: number): Promise<Row[]> {
  return store.prisma.$queryRaw<Row[]>`
    SELECT 'publication' AS stream, u.id, 'p' || u.id AS key, 'approve-import' AS verb, u.at, 'import' AS channel, u.approved_by AS actor, a.name, u.proposal_id AS proposal,
           NULL AS reason, NULL AS comment, NULL AS "to", '{}'::jsonb AS detail, u.revision_id AS revision, NULL AS before
      FROM publication u JOIN revision r ON r.id = u.revision_id JOIN person a ON a.id = u.approved_by
     WHERE u.event_id = ${event} AND u.id < ${before} AND u.channel = 'import' AND r.created_at <> u.at ORDER BY u.id DESC LIMIT ${PAGE + 1}`;
}

async function readProposals(store: Store, ids: readonly ProposalId[]): Promise<Map<ProposalId, HistoryProposal>> {
  if (!ids.length) return new Map();
  const rows = await store.prisma.$queryRaw<HistoryProposal[]>`
    SELECT p.id, p.state::text AS state, CASE WHEN p.withdraws THEN 'withdraw' WHEN p.base_revision_id IS NULL THEN 'new' ELSE 'change' END AS asks, o.name AS "openedBy"
      FROM proposal p JOIN person o ON o.id = p.opened_by WHERE p.id = ANY(${[...ids]}::int[])`;
  return new Map(rows.map((row) => [row.id, row]));
}

function readPublications(store: Store, event: EventId, revisions: readonly RevisionId[]): Promise<PublishedAs[]> {
  if (!revisions.length) return Promise.resolve([]);
  return store.prisma.$queryRaw<PublishedAs[]>`
    SELECT revision_id AS revision, at, path FROM publication WHERE event_id = ${event} AND revision_id = ANY(${[...revisions]}::int[]) ORDER BY id`;
}

function groupsOf(lines: readonly HistoryLine[], proposals: ReadonlyMap<ProposalId, HistoryProposal>): HistoryGroup[] {
  const groups: { id: ProposalId | null; lines: HistoryLine[] }[] = [];
  for (const line of lines) {
    const last = groups.at(-1);
    if (last && last.id === line.proposal) last.lines.push(line);
    else groups.push({ id: line.proposal, lines: [line] });
  }
  return groups.map(({ id, lines: own }) => ({ proposal: id === null ? null : (proposals.get(id) ?? null), sittings: sittingsOf(own) }));
}
