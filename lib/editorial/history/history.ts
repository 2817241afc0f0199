import { type Expression, type NotNull, type RawBuilder, sql } from 'kysely';
import { jsonObjectFrom } from 'kysely/helpers/postgres';
import { type ReadEvent, readEvent } from '../../audit/events.ts';
import type { Day } from '../../kernel/day.ts';
import type { EventId, PersonId, ProposalId, RevisionId } from '../../kernel/ids.ts';
import type { ProposalState } from '../../kernel/newsroom/proposal.ts';
import type { Channel } from '../../kernel/permission/actor.ts';
import type { Store } from '../../platform/database/database.ts';
import { kysely } from '../../platform/database/kysely.ts';
import { OPEN, readersState } from '../../platform/database/proposal-expressions.ts';
import { anyOf, asDay, listOf, literal } from '../../platform/database/sql-values.ts';
import { commentReader } from '../comments/comment-reader.ts';
import type { HistoryCursor } from './history-input.ts';
import { type Sitting, sittingsOf } from './sittings.ts';

/** What an import did. It has no audit event entry by entry: its texts and publications speak for it. */
export type Imported = 'import' | 'approve-import';

/** One thing that happened to an entry: an audit event, or what an import did. */
export type HistoryLine = Line & ({ verb: string; event: ReadEvent } | { verb: Imported; event: null });

/** `revision` is the text that it is about, `before` the one that stood before that. */
type Line = {
  key: string;
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
  /** Who else held what the actor came in with: whoever made the token, or set the password. */
  hands: string[];
};

/** When a text was published, and at which address. */
type PublishedAs = { revision: RevisionId; at: Date; path: string };

/** What a proposal asked for and came to. */
export type HistoryProposal = {
  id: ProposalId;
  state: ProposalState;
  asks: 'new' | 'change' | 'withdraw';
  openedBy: string;
};

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
export async function readHistory(
  store: Store,
  event: EventId,
  cursor?: HistoryCursor,
): Promise<HistoryView | undefined> {
  const head = await readHead(store, event);
  if (!head) return undefined;
  const { lines, next } = await readLines(store, event, cursor ?? NEWEST);
  const ids = [...new Set(lines.flatMap(({ proposal }) => proposal ?? []))];
  const revisions = [...new Set(lines.flatMap(({ revision }) => revision ?? []))];
  const [proposals, published] = await Promise.all([
    readProposals(store, ids),
    readPublications(store, event, revisions),
  ]);
  return { ...head, groups: groupsOf(lines, proposals), published, next };
}

const NEWEST: HistoryCursor = { fact: 2_147_483_647, revision: 2_147_483_647, publication: 2_147_483_647 };

type Head = Omit<HistoryView, 'groups' | 'published' | 'next'>;

async function readHead(store: Store, event: EventId): Promise<Head | undefined> {
  const row = await kysely(store.prisma)
    .selectFrom('event as e')
    .select((eb) => [
      'e.id as event',
      'e.title',
      asDay(eb.ref('e.day')).as('day'),
      'e.path',
      'e.published_revision_id as live',
      readersState('unpublished').as('state'),
      jsonObjectFrom(
        eb
          .selectFrom('proposal as p')
          .innerJoin('person as o', 'o.id', 'p.opened_by')
          .select(['p.state', 'p.revision_id as revision', 'o.name as openedBy', 'p.withdraws'])
          .whereRef('p.event_id', '=', 'e.id')
          .where('p.state', 'in', OPEN)
          .where('p.revision_id', 'is not', null)
          .$narrowType<{ revision: NotNull }>(),
      ).as('open'),
      jsonObjectFrom(
        eb
          .selectFrom('proposal as p')
          .innerJoin('person as a', 'a.id', 'p.opened_by')
          .innerJoin('person as b', 'b.id', 'p.decided_by')
          .leftJoin('event as t', (on) => on.on('t.id', '=', eb.ref('e.redirect_to')))
          .select([
            'e.withdrawn_at as at',
            'p.withdrawal_reason as reason',
            'a.name as askedBy',
            'b.name as approvedBy',
            't.path as redirect',
          ])
          .whereRef('p.event_id', '=', 'e.id')
          .where('p.withdraws', '=', true)
          .where('p.state', '=', literal('approved'))
          .where('p.withdrawal_reason', 'is not', null)
          .where('e.withdrawn_at', 'is not', null)
          .$narrowType<{ at: NotNull; reason: NotNull }>()
          .orderBy('p.id', 'desc')
          .limit(1),
      ).as('withdrawal'),
      listOf(
        eb.selectFrom('former_path as f').select('f.path').whereRef('f.event_id', '=', 'e.id').orderBy('f.at', 'desc'),
      ).as('former'),
    ])
    .where('e.id', '=', event)
    .executeTakeFirst();
  return row && { ...row, withdrawal: row.withdrawal && { ...row.withdrawal, at: new Date(row.withdrawal.at) } };
}

type Stream = 'fact' | 'revision' | 'publication';
type Row = HistoryLine & { id: number; stream: Stream };

async function readLines(
  store: Store,
  event: EventId,
  after: HistoryCursor,
): Promise<{ lines: HistoryLine[]; next: string | null }> {
  const streams = await Promise.all([
    readFacts(store, event, after.fact),
    readImports(store, event, after.revision),
    readImportApprovals(store, event, after.publication),
  ]);
  const rows = merged(streams);
  const page = rows.slice(0, PAGE);
  const last = (stream: Stream) => page.findLast((row) => row.stream === stream)?.id ?? after[stream];
  const read = await commentReader(
    store,
    page.map(({ comment }) => comment),
  );
  return {
    lines: page.map((row) => ({ ...row, comment: row.comment && read(row.comment) })),
    next: rows.length > PAGE ? [last('fact'), last('revision'), last('publication')].join('.') : null,
  };
}

/** Three lists, each newest first by its ids, as one; of what happened in one moment, decisions stand above texts. */
function merged(streams: readonly (readonly Row[])[]): Row[] {
  const rest = streams.map((stream) => [...stream]);
  const rows: Row[] = [];
  for (;;) {
    const heads = rest.filter((stream) => stream.length > 0);
    const newest = heads.reduce<Row[] | undefined>(
      (best, stream) => (best && (best[0]?.at ?? 0) >= (stream[0]?.at ?? 0) ? best : stream),
      undefined,
    );
    const row = newest?.shift();
    if (!row) return rows;
    rows.push(row);
  }
}

async function readFacts(store: Store, event: EventId, before: number): Promise<Row[]> {
  const db = kysely(store.prisma);
  const page = db
    .selectFrom('audit_fact')
    .selectAll()
    .where('event_id', '=', event)
    .where('id', '<', before)
    .orderBy('id', 'desc')
    .limit(PAGE + 1);
  const rows = await db
    .selectFrom(page.as('f'))
    .leftJoin('person as a', 'a.id', 'f.actor_id')
    .leftJoin('comment as c', (on) =>
      on.on('f.verb', '=', sql.lit('comment')).on((eb) => eb('c.id', '=', numberIn(eb.ref('f.detail'), 'comment'))),
    )
    .leftJoin('person as t', (on) =>
      on.on('f.verb', '=', sql.lit('assign')).on((eb) => eb('t.id', '=', numberIn<PersonId>(eb.ref('f.detail'), 'to'))),
    )
    .select((eb) => {
      const revision = numberIn<RevisionId>(eb.ref('f.detail'), 'revision');
      const hands = sql<boolean>`${eb.ref('f.detail')} ? 'hands'`;
      const same = eb
        .selectFrom('revision as x')
        .select((of) => of.fn.max('x.id').as('id'))
        .whereRef('x.proposal_id', '=', 'f.proposal_id')
        .where('x.id', '<', sql<RevisionId>`least(${revision}, ${numberIn(eb.ref('f.detail'), 'mine')})`);
      return [
        'f.id',
        'f.verb',
        'f.at',
        'f.channel',
        'f.actor_id as actor',
        'a.name',
        'f.proposal_id as proposal',
        'f.reason',
        'f.detail',
        revision.as('revision'),
        listOf(
          eb
            .selectFrom('person as h')
            .select('h.name')
            .where(hands)
            .where((of) => sql<boolean>`${eb.ref('f.detail')} -> 'hands' @> to_jsonb(${of.ref('h.id')})`)
            .orderBy('h.id'),
        ).as('hands'),
        'c.text as comment',
        't.name as to',
        sql<RevisionId | null>`CASE WHEN ${eb.ref('f.verb')} NOT IN ('approve', 'withdraw') THEN ${same} END`.as(
          'same',
        ),
        eb
          .selectFrom('publication as u')
          .select('u.revision_id')
          .whereRef('u.event_id', '=', 'f.event_id')
          .whereRef('u.at', '<', 'f.at')
          .orderBy('u.id', 'desc')
          .limit(1)
          .as('earlier'),
      ];
    })
    .orderBy('f.id', 'desc')
    .execute();
  return rows.map(({ detail, same, earlier, ...row }) => ({
    ...row,
    stream: 'fact',
    key: `f${row.id}`,
    event: readEvent(row.verb, detail),
    before: row.revision === null ? null : (same ?? earlier),
  }));
}

/** A number in the details of an event. */
function numberIn<T extends number>(detail: Expression<unknown>, name: string): RawBuilder<T | null> {
  return sql<T | null>`(${detail} ->> ${sql.lit(name)})::int`;
}

/** What an import did, beside what a row says of it. */
const BY_IMPORT = { channel: 'import', reason: null, comment: null, to: null, event: null } as const;

async function readImports(store: Store, event: EventId, before: number): Promise<Row[]> {
  const db = kysely(store.prisma);
  const page = db
    .selectFrom('revision')
    .selectAll()
    .where('event_id', '=', event)
    .where('id', '<', before as RevisionId)
    .where('channel', '=', literal('import'))
    .orderBy('id', 'desc')
    .limit(PAGE + 1);
  const rows = await db
    .selectFrom(page.as('r'))
    .innerJoin('person as a', 'a.id', 'r.author_id')
    .select((eb) => [
      'r.id',
      'r.created_at as at',
      'r.author_id as actor',
      'a.name',
      'r.proposal_id as proposal',
      eb
        .selectFrom('revision as x')
        .select((of) => of.fn.max('x.id').as('id'))
        .whereRef('x.event_id', '=', 'r.event_id')
        .whereRef('x.id', '<', 'r.id')
        .as('before'),
    ])
    .orderBy('r.id', 'desc')
    .execute();
  return rows.map((row) => ({
    ...row,
    ...BY_IMPORT,
    hands: [],
    stream: 'revision',
    key: `r${row.id}`,
    verb: 'import',
    revision: row.id,
  }));
}

/** Those of texts that came in earlier, as drafts. */
async function readImportApprovals(store: Store, event: EventId, before: number): Promise<Row[]> {
  const rows = await kysely(store.prisma)
    .selectFrom('publication as u')
    .innerJoin('revision as r', 'r.id', 'u.revision_id')
    .innerJoin('person as a', 'a.id', 'u.approved_by')
    .select([
      'u.id',
      'u.at',
      'u.approved_by as actor',
      'a.name',
      'u.proposal_id as proposal',
      'u.revision_id as revision',
    ])
    .where('u.event_id', '=', event)
    .where('u.id', '<', before)
    .where('u.channel', '=', literal('import'))
    .whereRef('r.created_at', '<>', 'u.at')
    .orderBy('u.id', 'desc')
    .limit(PAGE + 1)
    .execute();
  return rows.map((row) => ({
    ...row,
    ...BY_IMPORT,
    hands: [],
    stream: 'publication',
    key: `p${row.id}`,
    verb: 'approve-import',
    before: null,
  }));
}

async function readProposals(store: Store, ids: readonly ProposalId[]): Promise<Map<ProposalId, HistoryProposal>> {
  if (!ids.length) return new Map();
  const rows = await kysely(store.prisma)
    .selectFrom('proposal as p')
    .innerJoin('person as o', 'o.id', 'p.opened_by')
    .select((eb) => [
      'p.id',
      'p.state',
      eb
        .case()
        .when('p.withdraws', '=', true)
        .then(sql.lit<HistoryProposal['asks']>('withdraw'))
        .when('p.base_revision_id', 'is', null)
        .then(sql.lit<HistoryProposal['asks']>('new'))
        .else(sql.lit<HistoryProposal['asks']>('change'))
        .end()
        .as('asks'),
      'o.name as openedBy',
    ])
    .where('p.id', '=', anyOf(ids))
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

async function readPublications(
  store: Store,
  event: EventId,
  revisions: readonly RevisionId[],
): Promise<PublishedAs[]> {
  if (!revisions.length) return [];
  return kysely(store.prisma)
    .selectFrom('publication')
    .select(['revision_id as revision', 'at', 'path'])
    .where('event_id', '=', event)
    .where('revision_id', '=', anyOf(revisions))
    .orderBy('id')
    .execute();
}

function groupsOf(lines: readonly HistoryLine[], proposals: ReadonlyMap<ProposalId, HistoryProposal>): HistoryGroup[] {
  const groups: { id: ProposalId | null; lines: HistoryLine[] }[] = [];
  for (const line of lines) {
    const last = groups.at(-1);
    if (last && last.id === line.proposal) last.lines.push(line);
    else groups.push({ id: line.proposal, lines: [line] });
  }
  return groups.map(({ id, lines: own }) => ({
    proposal: id === null ? null : (proposals.get(id) ?? null),
    sittings: sittingsOf(own),
  }));
}
