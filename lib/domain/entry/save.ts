import type { RevisionId } from '../ids.ts';
import type { Refusal } from '../refusals.ts';
import { ok, type Result, refuse } from '../result.ts';
import type { EventState } from './event-state.ts';
import type { Proposal } from './proposal.ts';

/** What an editor had open: the text that the form was filled from, and the published revision that it is meant to replace. */
export type Opened = { revision: RevisionId | undefined; base?: RevisionId | undefined };

/**
 * What a save does. `open`: begins a proposal on top of the published revision, or one that brings a withdrawn page back.
 * `continue`: adds a text to the open one and leaves its state; in review, the earlier text's approval no longer counts,
 * because an approval is of exact content. `rebase`: the same text, on top of what is published now.
 * `unchanged`: writes nothing and moves nothing.
 */
export type Save =
  | { kind: 'open'; base: RevisionId | undefined }
  | { kind: 'continue'; base: RevisionId | undefined }
  | { kind: 'rebase'; base: RevisionId }
  | { kind: 'unchanged' };

type Standing = { proposal: Proposal | undefined; stands: EventState };

/**
 * Decides a save of the content `hash` over what stands now. Refused when somebody saved since it was opened, and while
 * the page's withdrawal is asked for: that is about the published text and has no other.
 */
export function save({ proposal, stands }: Standing, opened: Opened, hash: string): Result<Save, Refusal> {
  if (proposal && (proposal.state === 'approved' || proposal.state === 'discarded')) return refuse({ code: 'no-open-proposal' });
  if (proposal?.asks === 'withdraw') return refuse({ code: 'withdrawal-open' });
  if (!proposal) return begin(stands, opened, hash);
  const published = stands.state === 'published' ? stands.revision : undefined;
  const rebases = opened.base !== undefined && opened.base !== proposal.base;
  if (rebases && opened.base !== published) return refuse({ code: 'stale-base' });
  if (proposal.hash === hash) return ok(rebases && opened.base !== undefined ? { kind: 'rebase', base: opened.base } : { kind: 'unchanged' });
  if (proposal.revision !== opened.revision) return refuse({ code: 'stale-save' });
  return ok({ kind: 'continue', base: rebases ? opened.base : proposal.base });
}

/** Nothing is proposed yet. What is withdrawn may come back with the very text that it had. */
function begin(stands: EventState, opened: Opened, hash: string): Result<Save, Refusal> {
  if (stands.state === 'published' && stands.hash === hash) return ok({ kind: 'unchanged' });
  const revision = stands.state === 'unpublished' ? undefined : stands.revision;
  if (revision !== opened.revision) return refuse({ code: 'stale-save' });
  return ok({ kind: 'open', base: stands.state === 'published' ? stands.revision : undefined });
}
