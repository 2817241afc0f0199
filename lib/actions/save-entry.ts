import { type Opened, save, writes } from '../domain/entry/save.ts';
import type { EventId, ProposalId, RevisionId } from '../domain/ids.ts';
import { type Actor, forbidden } from '../domain/permission/actor.ts';
import type { Refusal } from '../domain/refusals.ts';
import { ok, type Result, refuse } from '../domain/result.ts';
import { sameValue } from '../domain/revision/canonical.ts';
import { clashesWithOthers, mergeTexts } from '../domain/revision/merge.ts';
import { type EntryInput, inputOf, revise } from '../domain/revision/revise.ts';
import { contentHash } from '../store/content-hash.ts';
import type { Store } from '../store/database.ts';
import { type EarlierText, readEarlierText } from '../store/earlier-texts.ts';
import { addText, insertEvent, type NewText, openProposal, rebase, type Saved } from '../store/entry-writing.ts';
import { contextsToSave, unknownReferences } from '../store/references.ts';
import { readSaveOf, type Taken } from '../store/save-keys.ts';
import { readStanding, type Standing } from '../store/standing.ts';

/**
 * What a save left. `revision` is the text as it was sent, from which a form goes on to descend; `current` the one that stands,
 * with its `hash`: another one only where `merged` says what was taken from others. `changed` is false where nothing was
 * written. An entry without an open proposal has none then.
 */
export type SaveOutcome = Omit<Saved, 'proposal'> & { proposal: ProposalId | null; changed: boolean; merged: Taken | null };

/** What a save is made of. `key` stands for this one save of the actor: repeated with the same text, it is the same one. */
type Sent = { opened: { revision: RevisionId; base?: RevisionId | undefined }; input: EntryInput; key: string | undefined };

/** How often a save that others overtake is decided anew. Each time somebody else's was written. */
const MOST_TRIES = 20;

/** Begins a new event as a draft of the actor. */
export async function createEntry(store: Store, actor: Actor, input: EntryInput, key?: string): Promise<Result<SaveOutcome, Refusal>> {
  const no = forbidden(actor, 'entry.write');
  if (no) return refuse(no);
  const unknown = await unknownReferences(store, input);
  if (unknown.length) return refuse({ code: 'invalid', fields: unknown });
  const text = revise(undefined, { ...input, contexts: await contextsToSave(store, [], input.contexts) });
  if (!text.ok) return refuse({ code: 'invalid', fields: text.problem });
  return untilSettled(async () => {
    const known = await repeated(store, actor, key, undefined, input);
    if (known) return known;
    const done = await insertEvent(store, actor, { text: text.value, key });
    return done && ok(written(done));
  });
}

/**
 * Saves an editor's text: opens a proposal on a published or withdrawn event, or adds a text to the open one.
 * `opened` is the revision that the form descends from, any of this event. Where that is not what stands now, the text is merged
 * with what others wrote, and both are kept; where both changed one thing, nothing is written and the refusal
 * `stale-save` says what clashes. Saving what stands already changes nothing.
 */
export async function saveEntry(store: Store, actor: Actor, event: EventId, opened: Sent['opened'], input: EntryInput, key?: string): Promise<Result<SaveOutcome, Refusal>> {
  const no = forbidden(actor, 'entry.write');
  if (no) return refuse(no);
  return untilSettled(async () => (await repeated(store, actor, key, event, input)) ?? (await saveOnce(store, actor, event, { opened, input, key })));
}

/** The answer that the key's save had; undefined where there was none. */
async function repeated(store: Store, actor: Actor, key: string | undefined, event: EventId | undefined, input: EntryInput): Promise<Result<SaveOutcome, Refusal> | undefined> {
  const known = key === undefined ? undefined : await readSaveOf(store, actor.person, key);
  if (!known) return undefined;
  const isSame = event === undefined ? known.began : known.saved.event === event;
  const sent = { ...input, contexts: await contextsToSave(store, known.text.contexts, input.contexts) };
  return isSame && sameValue(inputOf(known.text), sent) ? ok(written(known.saved, known.taken)) : refuse({ code: 'key-reused' });
}

/** Undefined where somebody else's write came in between. */
async function saveOnce(store: Store, actor: Actor, event: EventId, sent: Sent): Promise<Result<SaveOutcome, Refusal> | undefined> {
  const { opened, input, key } = sent;
  const standing = await readStanding(store, event);
  if (!standing) return refuse({ code: 'not-found', what: `Entry ${event}` });
  const current = currentOf(standing);
  const earlier = current?.revision === opened.revision ? undefined : await readEarlierText(store, actor.person, event, opened.revision);
  if (current?.revision !== opened.revision && !earlier) return refuse({ code: 'invalid', fields: [{ field: 'If-Match', message: 'is not a revision of this entry.' }] });
  const unknown = await unknownReferences(store, input, event);
  const before = (earlier ?? current)?.text;
  const text = revise(before, { ...input, contexts: await contextsToSave(store, before?.contexts ?? [], input.contexts) });
  const fields = [...unknown, ...(text.ok ? [] : text.problem)];
  if (!text.ok || fields.length) return refuse({ code: 'invalid', fields });
  const decision = save(standing, opened, contentHash(text.value));
  if (!decision.ok) return decision;
  const move = decision.value;
  if (move.kind === 'unchanged') return ok(unchanged(standing));
  if (move.kind === 'rebase') return done(await rebase(store, actor, at(standing), move.base));
  if (move.kind !== 'merge') return done(await write(store, actor, standing, move.base, { text: text.value, key }));
  if (!earlier || !current) return refuse({ code: 'stale-save' });
  return mergeOver(store, actor, { standing, current, earlier, base: move.base }, opened, { text: text.value, key });
}

type Over = { standing: Standing; current: NonNullable<Standing['published']>; earlier: EarlierText; base: RevisionId | undefined };

/** Saves a text that began from an earlier one, together with what others wrote since. */
async function mergeOver(store: Store, actor: Actor, over: Over, opened: Opened, sent: NewText): Promise<Result<SaveOutcome, Refusal> | undefined> {
  const { standing, current, earlier, base } = over;
  const merge = mergeTexts(earlier.text, current.text, sent.text);
  const clashes = clashesWithOthers(merge.clashes, earlier.since);
  if (clashes.length) return refuse({ code: 'stale-save', clashes, merged: inputOf(merge.text) });
  const taken: Taken = { fields: merge.fromTheirs, by: earlier.by };
  const hash = contentHash(merge.text);
  const what = writes(standing, { opened: earlier.hash, mine: contentHash(sent.text), merged: hash }, base);
  if (what === 'nothing') return ok({ ...unchanged(standing), revision: opened.revision as RevisionId, merged: taken });
  const from = { opened: opened.revision as RevisionId, theirs: current.revision };
  const newMerge = { ...from, text: what === 'both' ? merge.text : undefined, hash, fields: taken.fields, by: taken.by.map(({ id }) => id) };
  return done(await write(store, actor, standing, base, { ...sent, merge: newMerge }), taken);
}

async function write(store: Store, actor: Actor, standing: Standing, base: RevisionId | undefined, text: NewText): Promise<Saved | undefined> {
  return standing.proposal ? addText(store, actor, at(standing), base, text) : openProposal(store, actor, standing.event, base, text);
}

/** Decides and writes, anew where others came first. */
async function untilSettled(once: () => Promise<Result<SaveOutcome, Refusal> | undefined>): Promise<Result<SaveOutcome, Refusal>> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const outcome = await once();
    if (outcome) return outcome;
  }
  return refuse({ code: 'stale-save' });
}

function currentOf({ proposed, published, withdrawn }: Standing): Standing['published'] {
  return proposed ?? published ?? withdrawn;
}

function at({ proposal, event }: Standing): Saved {
  if (!proposal) throw new Error(`Event ${event} has no open proposal.`);
  const { id, revision, version, hash } = proposal;
  return { event, proposal: id, revision, current: revision, version, hash };
}

function unchanged(standing: Standing): SaveOutcome {
  const stands = standing.proposal ? at(standing) : { ...nowRead(standing), event: standing.event, proposal: null, version: 0 };
  return { ...stands, changed: false, merged: null };
}

function nowRead(standing: Standing): { revision: RevisionId; current: RevisionId; hash: string } {
  const read = currentOf(standing);
  if (!read) throw new Error(`Event ${standing.event} has no text.`);
  return { revision: read.revision, current: read.revision, hash: read.hash };
}

function done(saved: Saved | undefined, taken: Taken | null = null): Result<SaveOutcome, Refusal> | undefined {
  return saved && ok(written(saved, taken));
}

function written(saved: Saved, taken: Taken | null = null): SaveOutcome {
  return { ...saved, changed: true, merged: taken };
}
