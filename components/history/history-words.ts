import { FIELD_NAMES } from '#components/diff/field-names.ts';
import type { Sitting } from '#lib/domain/history/sittings.ts';
import type { HistoryLine, HistoryProposal } from '#lib/queries/history.ts';

/** What a proposal asked for, as the heading of what happened in it. */
export const ASKED: Readonly<Record<HistoryProposal['asks'], string>> = { new: 'New page', change: 'Change', withdraw: 'Withdrawal' };

/** How a proposal stands or ended. */
export const STANDS: Readonly<Record<HistoryProposal['state'], string>> = {
  draft: 'draft',
  in_review: 'in review',
  changes_requested: 'sent back',
  approved: 'approved',
  discarded: 'discarded',
};

const WORDS: Readonly<Record<string, string>> = {
  open: 'began to write',
  rebase: 'set it on top of what is published',
  submit: 'submitted it',
  'pull-back': 'took it back to a draft',
  discard: 'discarded it',
  'request-changes': 'sent it back',
  withdraw: 'approved the withdrawal, and the page went',
  'ask-withdrawal': 'asked to withdraw the page',
  unite: 'united it with another entry',
  absorbed: 'put its text into another entry',
  'cancel-schedule': 'took the planned publication back',
  resolve: 'resolved a comment',
  reopen: 'took a comment up again',
  import: 'imported it',
  'approve-import': 'published it by an import',
};

/** What a line says after the name of whoever did it. */
export function wordsOf({ newest, lines }: Sitting<HistoryLine>): string {
  const { verb, detail, to } = newest;
  if (verb === 'save') return lines.length > 1 ? `wrote: ${lines.length} saves` : 'saved';
  if (verb === 'approve') return approvalWords(detail);
  if (verb === 'merge') return `saved, merged with what somebody else wrote${fieldsIn(detail['fields'])}`;
  if (verb === 'comment') return `commented${fieldIn(detail['field'])}`;
  if (verb === 'assign') return to === null ? 'took its assignment back' : `gave it to ${to}`;
  if (verb === 'schedule') return `approved it for ${instant(detail['at'])}`;
  if (verb === 'schedule-failed') return `had approved it for ${instant(detail['at'])}, but it was not published`;
  if (verb === 'restore') return `brought the text of revision ${String(detail['of'])} back`;
  return WORDS[verb] ?? verb;
}

/** What stands below a line: a reason, a comment, what went wrong. */
export function saidIn({ reason, comment, detail }: HistoryLine): string | null {
  const problem = detail['problem'];
  return reason ?? comment ?? (typeof problem === 'string' ? problem : null);
}

function approvalWords(detail: Record<string, unknown>): string {
  const late = typeof detail['lateMinutes'] === 'number' ? `, ${detail['lateMinutes']} minutes late` : '';
  const moved = typeof detail['from'] === 'string' ? `, which moved the page from /${detail['from']} to /${String(detail['path'])}` : '';
  return `approved and published it${late}${moved}`;
}

function fieldsIn(fields: unknown): string {
  const names = Array.isArray(fields) ? fields.map(nameOf).filter(Boolean) : [];
  return names.length ? `: ${names.join(', ')}` : '';
}

function fieldIn(field: unknown): string {
  const name = nameOf(field);
  return name ? ` on the ${name.toLowerCase()}` : '';
}

function nameOf(field: unknown): string {
  return (FIELD_NAMES as Record<string, string>)[String(field)] ?? '';
}

function instant(at: unknown): string {
  return typeof at === 'string' ? `${at.slice(0, 16).replace('T', ' ')} UTC` : 'a later time';
}
