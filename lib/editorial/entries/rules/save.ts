import type { AppError } from '../../../kernel/app-error.ts';
import type { RevisionId } from '../../../kernel/ids.ts';
import type { EntryStatus } from '../../../kernel/newsroom/entry-status.ts';
import type { Proposal } from '../../../kernel/newsroom/proposal.ts';
import { fail, ok, type Result } from '../../../kernel/result.ts';

/**
 * What an editor had open: the text that the form descends from, and the published revision that it is meant to
 * replace.
 */
export type Opened = { revision: RevisionId | undefined; base?: RevisionId | undefined };

/**
 * What a save does. `open`: begins a proposal on top of the published revision, or one that brings a withdrawn page
 * back.
 * `continue`: adds a text to the open one and leaves its state; in review, the earlier text's approval no longer
 * counts, because an approval is of exact content. `merge`: either of these, once the text is merged with what stands
 * now, because the form descends from an older one. `rebase`: the same text, on top of what is published now.
 * `unchanged`: writes nothing and moves nothing.
 */
export type Save =
  | { kind: 'open'; base: RevisionId | undefined }
  | { kind: 'continue'; base: RevisionId | undefined }
  | { kind: 'merge'; base: RevisionId | undefined }
  | { kind: 'rebase'; base: RevisionId }
  | { kind: 'unchanged' };

type Standing = { proposal: Proposal | undefined; stands: EntryStatus };

/**
 * Decides a save of the content `hash` over what stands now. Refused while the page's withdrawal is asked for, which is
 * about the published text and has no other, and where nothing stands any more that the text could be merged with.
 */
export function save({ proposal, stands }: Standing, opened: Opened, hash: string): Result<Save, AppError> {
  if (proposal && (proposal.state === 'approved' || proposal.state === 'discarded'))
    return fail({ code: 'no-open-proposal' });
  if (proposal?.asks === 'withdraw') return fail({ code: 'withdrawal-open' });
  if (!proposal) return begin(stands, opened, hash);
  const published = stands.state === 'published' ? stands.revision : undefined;
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
function begin(stands: EntryStatus, opened: Opened, hash: string): Result<Save, AppError> {
  if (stands.state === 'unpublished') return fail({ code: 'stale-save' });
  if (stands.state === 'published' && stands.hash === hash) return ok({ kind: 'unchanged' });
  return ok({
    kind: stands.revision === opened.revision ? 'open' : 'merge',
    base: stands.state === 'published' ? stands.revision : undefined,
  });
}

/** The content of the texts that a merge is about, by hash. */
type Merging = { opened: string; mine: string; merged: string };

/**
 * What is written of a save that was merged. `both`: the text as it was sent, and the merged one, which stands from
 * then on.
 * `mine`: only the first, since what stands says all of it. `nothing`: nobody typed anything, or it is published
 * already.
 */
export function writes(
  { proposal, stands }: Standing,
  { opened, mine, merged }: Merging,
  base: RevisionId | undefined,
): 'both' | 'mine' | 'nothing' {
  if (!proposal)
    return mine === opened || (stands.state === 'published' && stands.hash === merged) ? 'nothing' : 'both';
  if (mine === opened && base === proposal.base) return 'nothing';
  return merged === proposal.hash ? 'mine' : 'both';
}
