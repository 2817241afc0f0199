import type { AppError } from '../../../kernel/app-error.ts';
import type { RevisionId } from '../../../kernel/ids.ts';
import type { EntryStatus } from '../../../kernel/newsroom/entry-status.ts';
import type { Proposal } from '../../../kernel/newsroom/proposal.ts';
import { fail, ok, type Result } from '../../../kernel/result.ts';

/**
 * What an editor had open: the text that the form descends from, and the published revision that it is meant to
 * replace.
 */
export type EditBase = { revision: RevisionId | undefined; base?: RevisionId | undefined };

/**
 * What a save does. `open`: begins a proposal on top of the published revision, or one that brings a withdrawn page
 * back.
 * `continue`: adds a text to the open one and leaves its state; in review, the earlier text's approval no longer
 * counts, because an approval is of exact content. `merge`: either of these, once the text is merged with what status
 * now, because the form descends from an older one. `rebase`: the same text, on top of what is published now.
 * `unchanged`: writes nothing and moves nothing.
 */
export type Save =
  | { kind: 'open'; base: RevisionId | undefined }
  | { kind: 'continue'; base: RevisionId | undefined }
  | { kind: 'merge'; base: RevisionId | undefined }
  | { kind: 'rebase'; base: RevisionId }
  | { kind: 'unchanged' };

type EntryNow = { proposal: Proposal | undefined; status: EntryStatus };

/**
 * Decides a save of the content `hash` over what status now. Refused while the page's withdrawal is asked for, which is
 * about the published text and has no other, and where nothing status any more that the text could be merged with.
 */
export function save({ proposal, status }: EntryNow, opened: EditBase, hash: string): Result<Save, AppError> {
  if (proposal && (proposal.state === 'approved' || proposal.state === 'discarded'))
    return fail({ code: 'no-open-proposal' });
  if (proposal?.asks === 'withdraw') return fail({ code: 'withdrawal-open' });
  if (!proposal) return begin(status, opened, hash);
  const published = status.state === 'published' ? status.revision : undefined;
  const rebases = opened.base !== undefined && opened.base !== proposal.base;
  if (rebases && opened.base !== published) return fail({ code: 'stale-base' });
  if (proposal.hash === hash)
    return ok(rebases && opened.base !== undefined ? { kind: 'rebase', base: opened.base } : { kind: 'unchanged' });
  return ok({
    kind: proposal.revision === opened.revision ? 'continue' : 'merge',
    base: rebases ? opened.base : proposal.base,
  });
}

/** Nothing is proposed yet. What is withdrawn may come back with the very text that it had. */
function begin(status: EntryStatus, opened: EditBase, hash: string): Result<Save, AppError> {
  if (status.state === 'unpublished') return fail({ code: 'stale-save' });
  if (status.state === 'published' && status.hash === hash) return ok({ kind: 'unchanged' });
  return ok({
    kind: status.revision === opened.revision ? 'open' : 'merge',
    base: status.state === 'published' ? status.revision : undefined,
  });
}

/** The content of the texts that a merge is about, by hash. */
type MergedHashes = { opened: string; mine: string; merged: string };

/**
 * What is written of a save that was merged. `both`: the text as it was sent, and the merged one, which status from
 * then on.
 * `mine`: only the first, since what status says all of it. `nothing`: nobody typed anything, or it is published
 * already.
 */
export function writes(
  { proposal, status }: EntryNow,
  { opened, mine, merged }: MergedHashes,
  base: RevisionId | undefined,
): 'both' | 'mine' | 'nothing' {
  if (!proposal)
    return mine === opened || (status.state === 'published' && status.hash === merged) ? 'nothing' : 'both';
  if (mine === opened && base === proposal.base) return 'nothing';
  return merged === proposal.hash ? 'mine' : 'both';
}
