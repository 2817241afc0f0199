import type { RevisionId } from '../ids.ts';
import type { Refusal } from '../refusals.ts';
import { ok, type Result, refuse } from '../result.ts';
import type { Proposal } from './proposal.ts';

/** What an editor had open: the text that the form was filled from, and the published revision that it is meant to replace. */
export type Opened = { revision: RevisionId | undefined; base?: RevisionId | undefined };

/**
 * What a save does. `open`: begins a proposal on top of the published revision. `continue`: adds a
 * text to the open one and leaves its state; in review, the earlier text's approval no longer counts,
 * because an approval is of exact content. `rebase`: the same text, on top of what is published now.
 * `unchanged`: writes nothing and moves nothing.
 */
export type Save =
  | { kind: 'open'; base: RevisionId | undefined }
  | { kind: 'continue'; base: RevisionId | undefined }
  | { kind: 'rebase'; base: RevisionId }
  | { kind: 'unchanged' };

type Standing = { proposal: Proposal | undefined; published: { revision: RevisionId; hash: string } | undefined };

/** Decides a save of the content `hash` over what stands now. Refused when somebody saved since it was opened. */
export function save({ proposal, published }: Standing, opened: Opened, hash: string): Result<Save, Refusal> {
  if (proposal && (proposal.state === 'approved' || proposal.state === 'discarded')) return refuse({ code: 'no-open-proposal' });
  const current = proposal ?? published;
  const rebases = proposal !== undefined && opened.base !== undefined && opened.base !== proposal.base;
  if (rebases && opened.base !== published?.revision) return refuse({ code: 'stale-base' });
  if (current?.hash === hash) return ok(rebases && opened.base !== undefined ? { kind: 'rebase', base: opened.base } : { kind: 'unchanged' });
  if (current?.revision !== opened.revision) return refuse({ code: 'stale-save' });
  if (!proposal) return ok({ kind: 'open', base: published?.revision });
  return ok({ kind: 'continue', base: rebases ? opened.base : proposal.base });
}
