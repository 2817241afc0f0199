import type { EntryId, PersonId } from '../../kernel/ids.ts';
import type { DayEntry, DayOrder, KeptDay } from '../../kernel/newsroom/day-order.ts';
import type { EntryStatus } from '../../kernel/newsroom/entry-status.ts';
import type { Proposal, Withdrawal } from '../../kernel/newsroom/proposal.ts';
import type { RevisionText } from '../../kernel/revision/text.ts';
import type { RowJson } from './tables.ts';

/** A revision as `to_jsonb` gives it. */
export type RevisionRow = RowJson<'revision'>;

/** The columns of it that hold the text. */
export type TextRow = Pick<RevisionRow, keyof RevisionText>;

/** A proposal as `to_jsonb` gives it. */
export type ProposalRow = RowJson<'proposal'>;

/** What the state of an entry is read from: its texts as `to_jsonb` gives them. */
export type EntryStatusRow = {
  published: RevisionRow | null;
  withdrawn: RevisionRow | null;
  withdrawn_at: Date | null;
  redirect_to: EntryId | null;
};

/** The text that a stored revision holds. */
export function textFromRow(row: TextRow): RevisionText {
  return {
    day: row.day,
    topic: row.topic,
    headline: row.headline,
    summary: row.summary,
    sources: row.sources,
    contexts: row.contexts,
    related: row.related,
    kept: row.kept,
  };
}

/** A text as the columns of its revision. */
export function textToColumns(text: RevisionText) {
  return {
    day: text.day,
    topic: text.topic,
    headline: text.headline,
    summary: text.summary,
    sources: JSON.stringify(text.sources),
    contexts: text.contexts,
    related: JSON.stringify(text.related),
    kept: JSON.stringify(text.kept),
  };
}

/** The state that a stored proposal is in. A row that no state allows is a fault and throws. */
export function proposalFromRow(
  row: ProposalRow,
  hash: string,
  authors: readonly number[],
  writers: readonly number[],
): Proposal {
  const common = {
    ...asksOf(row),
    id: row.id,
    entry: row.entry_id,
    version: row.version,
    base: row.base_revision_id ?? undefined,
    revision: required(row.revision_id, row),
    hash,
    authors: authors as readonly PersonId[],
    writers: writers as readonly PersonId[],
    ...mergedEntryOf(row),
  };
  switch (row.state) {
    case 'draft':
      return { ...common, state: 'draft' };
    case 'in_review':
      return { ...common, state: 'in_review', submittedAt: new Date(required(row.submitted_at, row)) };
    case 'changes_requested':
      return { ...common, state: 'changes_requested', reason: required(row.reason, row) };
    case 'approved':
      return { ...common, state: 'approved', decidedBy: required(row.decided_by, row) };
    case 'discarded':
      return { ...common, state: 'discarded', decidedBy: required(row.decided_by, row) };
  }
}

function asksOf(row: ProposalRow): { asks: 'publish' } | { asks: 'withdraw'; withdrawal: Withdrawal } {
  if (!row.withdraws) return { asks: 'publish' };
  return {
    asks: 'withdraw',
    withdrawal: { reason: required(row.withdrawal_reason, row), redirect: row.redirect_to ?? undefined },
  };
}

function mergedEntryOf({
  merged_entry_id: entry,
  merged_revision_id: revision,
}: ProposalRow): Pick<Proposal, 'mergedEntry'> {
  return entry && revision ? { mergedEntry: { entry, revision } } : {};
}

/**
 * What readers see of a stored entry. One that was withdrawn without ever being published is a fault and
 * throws.
 */
export function entryStatusFromRow(row: EntryStatusRow): EntryStatus {
  const { published, withdrawn, withdrawn_at: at } = row;
  if (published) return { state: 'published', revision: published.id, hash: published.hash };
  if (!at) return { state: 'unpublished' };
  if (!withdrawn) throw new Error('An entry is withdrawn that never was published.');
  return {
    state: 'withdrawn',
    revision: withdrawn.id,
    hash: withdrawn.hash,
    at,
    redirect: row.redirect_to ?? undefined,
  };
}

/** A day's order from its two JSON columns; the empty order where the day has none. */
export function dayOrderFromRow(row: { entries: DayEntry[]; kept: KeptDay } | null | undefined): DayOrder {
  return { entries: row?.entries ?? [], kept: row?.kept ?? {} };
}

function required<T>(value: T | null, row: ProposalRow): T {
  if (value === null) throw new Error(`Proposal ${row.id} is ${row.state} without what that state needs.`);
  return value;
}
