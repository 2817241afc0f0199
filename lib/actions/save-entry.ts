import { save } from '../domain/entry/save.ts';
import type { EventId, RevisionId } from '../domain/ids.ts';
import { type Actor, forbidden } from '../domain/permission/actor.ts';
import type { Refusal } from '../domain/refusals.ts';
import { ok, type Result, refuse } from '../domain/result.ts';
import { type EntryInput, revise } from '../domain/revision/revise.ts';
import { contentHash } from '../store/content-hash.ts';
import type { Store } from '../store/database.ts';
import { addText, insertEvent, openProposal, rebase, type Saved } from '../store/entry-writing.ts';
import { unknownReferences } from '../store/references.ts';
import { readStanding, type Standing } from '../store/standing.ts';

export type SaveOutcome = Saved & { changed: boolean };

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
 * Saves an editor's text: opens a proposal on a published event, or adds a text to the open one.
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
  const before = (standing.proposed ?? standing.published)?.text;
  const text = revise(before, input, standing.path ? standing.day : undefined);
  const fields = [...unknown, ...(text.ok ? [] : text.problem)];
  if (!text.ok || fields.length) return refuse({ code: 'invalid', fields });
  const decision = save(standing, opened, contentHash(text.value));
  if (!decision.ok) return decision;
  const done = await write(store, actor, standing, decision.value, text.value);
  return done ? ok(done) : refuse({ code: 'stale-save' });
}

async function write(
  store: Store,
  actor: Actor,
  standing: Standing,
  decision: Extract<ReturnType<typeof save>, { ok: true }>['value'],
  text: Parameters<typeof addText>[4],
): Promise<SaveOutcome | undefined> {
  const { proposal, event } = standing;
  if (decision.kind === 'open') return changed(await openProposal(store, actor, event, decision.base, text));
  if (!proposal) return standing.published && { event, proposal: 0 as Saved['proposal'], version: 0, ...standing.published, changed: false };
  const now = { event, proposal: proposal.id, revision: proposal.revision, version: proposal.version, hash: proposal.hash };
  if (decision.kind === 'unchanged') return { ...now, changed: false };
  if (decision.kind === 'rebase')
    return (await rebase(store, actor, { proposal: proposal.id, version: proposal.version }, decision.base)) ? { ...now, version: now.version + 1, changed: true } : undefined;
  return changed(await addText(store, actor, now, decision.base, text));
}

function changed(done: Saved | undefined): SaveOutcome | undefined {
  return done && { ...done, changed: true };
}
