import type { Seen } from '../domain/entry/approve.ts';
import type { EventId } from '../domain/ids.ts';
import type { Actor } from '../domain/permission/actor.ts';
import type { Refusal } from '../domain/refusals.ts';
import { ok, type Result, refuse } from '../domain/result.ts';
import { type Merge, mergeTexts } from '../domain/revision/merge.ts';
import { inputOf } from '../domain/revision/revise.ts';
import type { RevisionText } from '../domain/revision/text.ts';
import { contentHash } from '../store/content-hash.ts';
import type { Store } from '../store/database.ts';
import { readAuthor, readText } from '../store/earlier-texts.ts';
import { mergeBase } from '../store/entry-writing.ts';
import type { Reader, Standing } from '../store/standing.ts';
import { openStanding } from './move-proposal.ts';
import type { SaveOutcome } from './save-entry.ts';

/** A proposal merged with what was published since it began, and the three texts that this is made of. */
type BaseMerge = Merge & { base: RevisionText | undefined; theirs: RevisionText; mine: RevisionText };

/**
 * Puts an open proposal on top of what is published now, where nothing clashes: the text that was `seen` with the changes of
 * the published one. It keeps its authors, since no word is the actor's own, and its state; what it says now has to be
 * approved by its new hash. Where something clashes, nothing is written and the refusal `stale-base` has the texts.
 */
export async function mergeEntry(store: Store, actor: Actor, event: EventId, seen: Seen): Promise<Result<SaveOutcome, Refusal>> {
  const open = await openStanding(store, actor, event, 'entry.write');
  if (!open.ok) return open;
  const { proposal, standing } = open.value;
  const { published } = standing;
  if (proposal.asks === 'withdraw') return refuse({ code: 'withdrawal-open' });
  if (proposal.hash !== seen.hash) return refuse({ code: 'text-changed' });
  const at = { event, proposal: proposal.id, version: proposal.version, revision: proposal.revision, hash: proposal.hash };
  if (proposal.base === published?.revision) return ok({ ...at, current: proposal.revision, changed: false, merged: null });
  const merge = await mergeOfBase(store, standing);
  if (!merge || !published) return refuse({ code: 'stale-base', mergeable: false });
  if (merge.clashes.length) return refuse({ code: 'stale-base', mergeable: false, ...shown(merge) });
  const by = await readAuthor(store, published.revision);
  const onto = { text: merge.text, hash: contentHash(merge.text), base: proposal.base, onto: published.revision, fields: merge.fromTheirs, by: [by.id] };
  const done = await mergeBase(store, actor, at, onto);
  return done ? ok({ ...done, changed: true, merged: { fields: merge.fromTheirs, by: [by] } }) : refuse({ code: 'text-changed' });
}

/** How an open proposal merges with what is published now; undefined where it asks for no text, or nothing is published. */
export async function mergeOfBase(store: Reader, { event, proposal, proposed, published }: Standing): Promise<BaseMerge | undefined> {
  if (!proposal || !proposed || !published || proposal.asks === 'withdraw') return undefined;
  const base = proposal.base === undefined ? undefined : await readText(store, event, proposal.base);
  return { ...mergeTexts(base, published.text, proposed.text), base, theirs: published.text, mine: proposed.text };
}

function shown({ clashes, base, theirs, mine }: BaseMerge) {
  return { clashes, base: base ? inputOf(base) : null, theirs: inputOf(theirs), mine: inputOf(mine) };
}
