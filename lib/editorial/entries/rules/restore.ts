import type { AppError } from '../../../kernel/app-error.ts';
import type { RevisionId } from '../../../kernel/ids.ts';
import type { EntryStatus } from '../../../kernel/newsroom/entry-status.ts';
import type { Proposal } from '../../../kernel/newsroom/proposal.ts';
import { fail, ok, type Result } from '../../../kernel/result.ts';

/**
 * What bringing an earlier text back does. `open`: begins a proposal with it; `continue`: adds it to the open one;
 * either on top of
 * `base`, what readers see now. `unchanged`: it is the current text.
 */
export type Restore = { kind: 'open' | 'continue'; base: RevisionId | undefined } | { kind: 'unchanged' };

/**
 * Decides whether the content `hash`, which the entry had once, comes back over the current text. What was withdrawn,
 * or given up before it was ever published, comes back so too. Refused while the page's withdrawal is asked for.
 */
export function restore(
  { proposal, status }: { proposal: Proposal | undefined; status: EntryStatus },
  hash: string,
): Result<Restore, AppError> {
  const open = proposal && proposal.state !== 'approved' && proposal.state !== 'discarded' ? proposal : undefined;
  if (open?.asks === 'withdraw') return fail({ code: 'withdrawal-open' });
  const snapshot = open?.hash ?? (status.state === 'published' ? status.hash : undefined);
  if (snapshot === hash) return ok({ kind: 'unchanged' });
  return ok({ kind: open ? 'continue' : 'open', base: status.state === 'published' ? status.revision : undefined });
}
