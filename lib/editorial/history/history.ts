import { type NotNull, sql } from 'kysely';
import { jsonObjectFrom } from 'kysely/helpers/postgres';
import type { Day } from '../../kernel/day.ts';
import type { EntryId, ProposalId, RevisionId } from '../../kernel/ids.ts';
import type { ProposalState } from '../../kernel/newsroom/proposal.ts';
import type { Store } from '../../platform/database/database.ts';
import { kysely } from '../../platform/database/kysely.ts';
import { lastWithdrawal, OPEN, readersState } from '../../platform/database/proposal-expressions.ts';
import { anyOf, asDay, listOf } from '../../platform/database/sql-values.ts';
import { commentReader } from '../comments/comment-reader.ts';
import type { HistoryCursor } from './history-input.ts';
import {
  type HistoryLine,
  type LineRow,
  PAGE,
  readAuditEvents,
  readImportApprovals,
  readImports,
  type Stream,
} from './history-lines.ts';
import { type Sitting, sittingsOf } from './sittings.ts';

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
  entry: EntryId;
  title: string;
  day: Day;
  path: string | null;
  state: 'unpublished' | 'published' | 'withdrawn';
  /** The text that readers see. */
  live: RevisionId | null;
  /** The open proposal, and the text that it is at. */
  open: { state: ProposalState; revision: RevisionId; openedBy: string; withdraws: boolean } | null;
  withdrawal: { at: Date; reason: string; askedBy: string; approvedBy: string; redirect: string | null } | null;
  /** The addresses that its page had before. */
  former: string[];
  groups: HistoryGroup[];
  published: PublishedAs[];
  next: string | null;
};

/** Reads an entry's history, newest first, from behind a cursor; undefined where there is no such entry. */
export async function readHistory(
  store: Store,
  entry: EntryId,
  cursor?: HistoryCursor,
): Promise<HistoryView | undefined> {
  const head = await readHead(store, entry);
  if (!head) return undefined;
  const { lines, next } = await readLines(store, entry, cursor);
  const ids = [...new Set(lines.flatMap(({ proposal }) => proposal ?? []))];
  const revisions = [...new Set(lines.flatMap(({ revision }) => revision ?? []))];
  const [proposals, published] = await Promise.all([
    readProposals(store, ids),
    readPublications(store, entry, revisions),
  ]);
  return { ...head, groups: groupsOf(lines, proposals), published, next };
}

type HistoryHead = Omit<HistoryView, 'groups' | 'published' | 'next'>;

async function readHead(store: Store, entry: EntryId): Promise<HistoryHead | undefined> {
  const row = await kysely(store.prisma)
    .selectFrom('entry as e')
    .select((eb) => [
      'e.id as entry',
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
          .whereRef('p.entry_id', '=', 'e.id')
          .where('p.state', 'in', OPEN)
          .where('p.revision_id', 'is not', null)
          .$narrowType<{ revision: NotNull }>(),
      ).as('open'),
      jsonObjectFrom(
        lastWithdrawal(eb.ref('e.id'))
          .innerJoin('person as a', 'a.id', 'p.opened_by')
          .innerJoin('person as b', 'b.id', 'p.decided_by')
          .leftJoin('entry as t', (on) => on.on('t.id', '=', eb.ref('e.redirect_to')))
          .select([
            eb.ref('e.withdrawn_at').$notNull().as('at'),
            'p.withdrawal_reason as reason',
            'a.name as askedBy',
            'b.name as approvedBy',
            't.path as redirect',
          ])
          .where(eb('e.withdrawn_at', 'is not', null))
          .$narrowType<{ reason: NotNull }>(),
      ).as('withdrawal'),
      listOf(
        eb.selectFrom('former_path as f').select('f.path').whereRef('f.entry_id', '=', 'e.id').orderBy('f.at', 'desc'),
      ).as('former'),
    ])
    .where('e.id', '=', entry)
    .executeTakeFirst();
  return row && { ...row, withdrawal: row.withdrawal && { ...row.withdrawal, at: new Date(row.withdrawal.at) } };
}

const NEWEST: HistoryCursor = { fact: 2_147_483_647, revision: 2_147_483_647, publication: 2_147_483_647 };

async function readLines(
  store: Store,
  entry: EntryId,
  after: HistoryCursor = NEWEST,
): Promise<{ lines: HistoryLine[]; next: string | null }> {
  const streams = await Promise.all([
    readAuditEvents(store, entry, after.fact),
    readImports(store, entry, after.revision),
    readImportApprovals(store, entry, after.publication),
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

/** Three lists, each newest first by its ids, as one; of what happened in one moment, decisions are above texts. */
function merged(streams: readonly (readonly LineRow[])[]): LineRow[] {
  const rest = streams.map((stream) => [...stream]);
  const rows: LineRow[] = [];
  for (;;) {
    const heads = rest.filter((stream) => stream.length > 0);
    const newest = heads.reduce<LineRow[] | undefined>(
      (best, stream) => (best && (best[0]?.at ?? 0) >= (stream[0]?.at ?? 0) ? best : stream),
      undefined,
    );
    const row = newest?.shift();
    if (!row) return rows;
    rows.push(row);
  }
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
  entry: EntryId,
  revisions: readonly RevisionId[],
): Promise<PublishedAs[]> {
  if (!revisions.length) return [];
  return kysely(store.prisma)
    .selectFrom('publication')
    .select(['revision_id as revision', 'at', 'path'])
    .where('entry_id', '=', entry)
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
