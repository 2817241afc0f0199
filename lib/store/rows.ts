import type { Day } from '../domain/day.ts';
import type { DayEntry, DayOrder, KeptDay } from '../domain/day-order.ts';
import type { EventState } from '../domain/entry/event-state.ts';
import type { Proposal, ProposalState, Withdrawal } from '../domain/entry/proposal.ts';
import type { ContextId, EventId, PersonId, ProposalId, RevisionId } from '../domain/ids.ts';
import type { KeptTexts, Related, RevisionText, Source } from '../domain/revision/text.ts';

/** A revision as `to_jsonb` gives it. */
export type RevisionRow = {
  id: number;
  event_id: number;
  day: string;
  topic: string;
  headline: string;
  summary: string;
  sources: Source[];
  contexts: number[];
  related: Related[];
  kept: KeptTexts;
  hash: string;
  author_id: number;
  created_at: string;
};

/** A proposal as `to_jsonb` gives it. */
export type ProposalRow = {
  id: number;
  event_id: number;
  state: ProposalState;
  revision_id: number;
  base_revision_id: number | null;
  version: number;
  submitted_at: string | null;
  decided_by: number | null;
  reason: string | null;
  withdraws: boolean;
  withdrawal_reason: string | null;
  redirect_to: number | null;
  absorbs_id: number | null;
  absorbs_revision_id: number | null;
};

/** What the state of an event is read from: its texts as `to_jsonb` gives them. */
export type EventStateRow = { published: RevisionRow | null; withdrawn: RevisionRow | null; withdrawn_at: Date | null; redirect_to: number | null };

/** The text that a stored revision holds. */
export function textFromRow(row: RevisionRow): RevisionText {
  return {
    day: row.day as Day,
    topic: row.topic,
    headline: row.headline,
    summary: row.summary,
    sources: row.sources,
    contexts: row.contexts as ContextId[],
    related: row.related,
    kept: row.kept,
  };
}

/** A text's columns, in the order of REVISION_COLUMNS in sql.ts. */
export function textToColumns(text: RevisionText) {
  return {
    day: text.day,
    topic: text.topic,
    headline: text.headline,
    summary: text.summary,
    sources: JSON.stringify(text.sources),
    contexts: text.contexts as number[],
    related: JSON.stringify(text.related),
    kept: JSON.stringify(text.kept),
  };
}

/** The state that a stored proposal is in. A row that no state allows is a fault and throws. */
export function proposalFromRow(row: ProposalRow, hash: string, authors: readonly number[]): Proposal {
  const common = {
    ...asksOf(row),
    id: row.id as ProposalId,
    event: row.event_id as EventId,
    version: row.version,
    base: (row.base_revision_id ?? undefined) as RevisionId | undefined,
    revision: row.revision_id as RevisionId,
    hash,
    authors: authors as readonly PersonId[],
    ...absorbsOf(row),
  };
  switch (row.state) {
    case 'draft':
      return { ...common, state: 'draft' };
    case 'in_review':
      return { ...common, state: 'in_review', submittedAt: new Date(required(row.submitted_at, row)) };
    case 'changes_requested':
      return { ...common, state: 'changes_requested', reason: required(row.reason, row) };
    case 'approved':
      return { ...common, state: 'approved', decidedBy: required(row.decided_by, row) as PersonId };
    case 'discarded':
      return { ...common, state: 'discarded', decidedBy: required(row.decided_by, row) as PersonId };
  }
}

function asksOf(row: ProposalRow): { asks: 'publish' } | { asks: 'withdraw'; withdrawal: Withdrawal } {
  if (!row.withdraws) return { asks: 'publish' };
  return { asks: 'withdraw', withdrawal: { reason: required(row.withdrawal_reason, row), redirect: (row.redirect_to ?? undefined) as EventId | undefined } };
}

function absorbsOf({ absorbs_id: event, absorbs_revision_id: revision }: ProposalRow): Pick<Proposal, 'absorbs'> {
  return event && revision ? { absorbs: { event: event as EventId, revision: revision as RevisionId } } : {};
}

/** How a stored event stands with its readers. One that was withdrawn without ever being published is a fault and throws. */
export function eventStateFromRow(row: EventStateRow): EventState {
  const { published, withdrawn, withdrawn_at: at } = row;
  if (published) return { state: 'published', revision: published.id as RevisionId, hash: published.hash };
  if (!at) return { state: 'unpublished' };
  if (!withdrawn) throw new Error('An event is withdrawn that never was published.');
  return { state: 'withdrawn', revision: withdrawn.id as RevisionId, hash: withdrawn.hash, at, redirect: (row.redirect_to ?? undefined) as EventId | undefined };
}

/** A day's order from its two JSON columns; the empty order where the day has none. */
export function dayOrderFromRow(row: { entries: DayEntry[]; kept: KeptDay } | null | undefined): DayOrder {
  return { entries: row?.entries ?? [], kept: row?.kept ?? {} };
}

function required<T>(value: T | null, row: ProposalRow): T {
  if (value === null) throw new Error(`Proposal ${row.id} is ${row.state} without what that state needs.`);
  return value;
}
