import type { Day } from '../domain/day.ts';
import type { DayEntry, DayOrder, KeptDay } from '../domain/day-order.ts';
import type { Proposal, ProposalState } from '../domain/entry/proposal.ts';
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
};

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
    id: row.id as ProposalId,
    event: row.event_id as EventId,
    version: row.version,
    base: (row.base_revision_id ?? undefined) as RevisionId | undefined,
    revision: row.revision_id as RevisionId,
    hash,
    authors: authors as readonly PersonId[],
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

/** A day's order from its two JSON columns; the empty order where the day has none. */
export function dayOrderFromRow(row: { entries: DayEntry[]; kept: KeptDay } | null | undefined): DayOrder {
  return { entries: row?.entries ?? [], kept: row?.kept ?? {} };
}

function required<T>(value: T | null, row: ProposalRow): T {
  if (value === null) throw new Error(`Proposal ${row.id} is ${row.state} without what that state needs.`);
  return value;
}
