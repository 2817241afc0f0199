import { type Save, save } from '../domain/entry/save.ts';
import type { EventId, ProposalId, RevisionId } from '../domain/ids.ts';
import { type Actor, forbidden } from '../domain/permission/actor.ts';
import type { Refusal } from '../domain/refusals.ts';
import { ok, type Result, refuse } from '../domain/result.ts';
import { type EntryInput, revise } from '../domain/revision/revise.ts';
import type { RevisionText } from '../domain/revision/text.ts';
import { contentHash } from '../store/content-hash.ts';
import type { Store } from '../store/database.ts';
import { addText, insertEvent, openProposal, rebase, type Saved } from '../store/entry-writing.ts';
import { unknownReferences } from '../store/references.ts';
import { readStanding, type Standing } from '../store/standing.ts';

/** What a save left: `changed` is false where it said what stood there already. An entry without an open proposal has none then. */
export type SaveOutcome = Omit<Saved, 'proposal'> & { proposal: ProposalId | null; changed: boolean };

/** Begins a new event as a draft of the actor. */
export async function createEntry(store: Store, actor: Actor, input: EntryInput): Promise<Result<SaveOutcome, Refusal>> {
  const no = forbidden(actor, 'entry.write');
  if (no) return refuse(no);
  const unknown = await unknownReferences(store, input);
  if (unknown.length) return refuse({ code: 'invalid', fields: unknown });
  const text = revise(undefined, input);
  if (!text.ok) return refuse({ code: 'invalid', fields: text.problem });
  return ok({ ...(await insertEvent(store, actor, text.value)), changed: true });
}

/**
 * Saves an editor's text: opens a proposal on a published or withdrawn event, or adds a text to the open one.
 * `opened` is the revision that the form was filled from; where another save came first, nothing is
 * written and the refusal is `stale-save`. Saving what stands already changes nothing.
 */
export async function saveEntry(
  store: Store,
  actor: Actor,
  event: EventId,
  opened: { revision: RevisionId; base?: RevisionId | undefined },
  input: EntryInput,
): Promise<Result<SaveOutcome, Refusal>> {
  const no = forbidden(actor, 'entry.write');
  if (no) return refuse(no);
  const standing = await readStanding(store, event);
  if (!standing) return refuse({ code: 'not-found', what: `Entry ${event}` });
  const unknown = await unknownReferences(store, input, event);
  const before = (standing.proposed ?? standing.published ?? standing.withdrawn)?.text;
  const text = revise(before, input, standing.path ? standing.day : undefined);
  const fields = [...unknown, ...(text.ok ? [] : text.problem)];
  if (!text.ok || fields.length) return refuse({ code: 'invalid', fields });
  const decision = save(standing, opened, contentHash(text.value));
  if (!decision.ok) return decision;
  const done = await write(store, actor, standing, decision.value, text.value);
  return done ? ok(done) : refuse({ code: 'stale-save' });
}

async function write(store: Store, actor: Actor, standing: Standing, decision: Save, text: RevisionText): Promise<SaveOutcome | undefined> {
  const { proposal, published, event } = standing;
  if (decision.kind === 'open') return changed(await openProposal(store, actor, event, decision.base, text));
  if (!proposal) return published && { event, proposal: null, revision: published.revision, version: 0, hash: published.hash, changed: false };
  const now = { event, proposal: proposal.id, revision: proposal.revision, version: proposal.version, hash: proposal.hash };
  if (decision.kind === 'unchanged') return { ...now, changed: false };
  if (decision.kind === 'continue') return changed(await addText(store, actor, now, decision.base, text));
  const moved = await rebase(store, actor, now, decision.base);
  return moved ? { ...now, version: now.version + 1, changed: true } : undefined;
}

function changed(done: Saved | undefined): SaveOutcome | undefined {
  return done && { ...done, changed: true };
}
