import { historyWords } from '#lib/audit/events.ts';
import type { HistoryProposal } from '#lib/editorial/history/history.ts';
import type { HistoryLine, ImportType } from '#lib/editorial/history/history-lines.ts';
import type { Sitting } from '#lib/editorial/history/sittings.ts';

/** What a proposal asked for, as the heading of what happened in it. */
export const ASKED: Readonly<Record<HistoryProposal['asks'], string>> = {
  new: 'New entry',
  change: 'Change',
  withdraw: 'Withdrawal',
};

/** The state of a proposal. */
export const STATE_WORDS: Readonly<Record<HistoryProposal['state'], string>> = {
  draft: 'draft',
  in_review: 'in review',
  changes_requested: 'changes requested',
  approved: 'approved',
  discarded: 'discarded',
};

const IMPORTED: Readonly<Record<ImportType, string>> = {
  import: 'imported it',
  'approve-import': 'published it with an import',
};

/** What a line says after the name of whoever did it. */
export function wordsOf({ newest, lines }: Sitting<HistoryLine>): string {
  return newest.event === null
    ? IMPORTED[newest.type]
    : historyWords(newest.event, { to: newest.to, saves: lines.length });
}

/** Who else could have done it, because they made what it was done with. */
export function lentIn({ hands, channel }: Pick<HistoryLine, 'hands' | 'channel'>): string {
  if (!hands.length) return '';
  return `with a ${channel === 'api' ? 'token' : 'password'} that ${hands.join(' and ')} made`;
}

/** What is below a line: a reason, a comment, what went wrong. */
export function saidIn({ reason, comment, event }: HistoryLine): string | null {
  return reason ?? comment ?? (event?.type === 'schedule-failed' ? event.payload.problem : null);
}
