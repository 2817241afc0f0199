import type { AppError, FieldProblem } from '../../../../kernel/app-error.ts';
import type { ProposalId, RevisionId } from '../../../../kernel/ids.ts';
import { type Actor, forbidden } from '../../../../kernel/permission/actor.ts';
import { fail, ok, type Result } from '../../../../kernel/result.ts';
import { clashesWithOthers, mergeTexts } from '../../../../kernel/revision/merge.ts';
import { type EntryInput, inputOf } from '../../../../kernel/revision/revise.ts';
import type { RevisionText } from '../../../../kernel/revision/text.ts';
import { fixedSlugWords, takenWords } from '../../../../kernel/slug.ts';
import { checkText, nextText } from '../../../../layout/checked-text.ts';
import { contentHash } from '../../../../platform/content-hash.ts';
import type { Database } from '../../../../platform/database/transaction.ts';
import { contextsToSave, unknownReferences } from '../../../contexts/store/references.ts';
import { takenSlug } from '../../../published/page-place.ts';
import { type EditBase, save, writes } from '../../rules/save.ts';
import { type EarlierText, readEarlierText } from '../../store/earlier-texts.ts';
import type { SavedRevision } from '../../store/entry-events.ts';
import type { EntrySnapshot } from '../../store/entry-snapshot.ts';
import { addText, insertEntry, openProposal, rebase } from '../../store/entry-writing.ts';
import type { NewText } from '../../store/new-text.ts';
import type { KeptSave } from '../../store/save-keys.ts';

/**
 * What a save left. `revision` is the text as it was sent, from which a form goes on to descend; `current` the one that
 * is, with its `hash`: another one only where `merged` says what was taken from others. `changed` is false where
 * nothing was written. An entry without an open proposal has none then.
 */
export type SaveOutcome = Omit<SavedRevision, 'proposal'> & {
  proposal: ProposalId | null;
  changed: boolean;
  merged: KeptSave | null;
};

/**
 * What a save is made of. `key` stands for this one save of the actor: repeated with the same text, it is the same one.
 */
export type SentText = {
  opened: { revision: RevisionId; base?: RevisionId | undefined };
  input: EntryInput;
  key?: string | undefined;
};

/** Begins a new entry as a draft of the actor. Undefined where the key stands for a save already. */
export async function beginText(
  db: Database,
  actor: Actor,
  input: EntryInput,
  key?: string,
): Promise<Result<SaveOutcome, AppError> | undefined> {
  const no = forbidden(actor, 'entry.write');
  if (no) return fail(no);
  const unknown = await unknownReferences(db, input);
  if (unknown.length) return fail({ code: 'invalid', fields: unknown });
  const text = nextText(undefined, { ...input, contexts: await contextsToSave(db, [], input.contexts) });
  if (!text.ok) return fail({ code: 'invalid', fields: text.error });
  const taken = await slugProblems(db, {}, undefined, text.value);
  if (taken.length) return fail({ code: 'invalid', fields: taken });
  return done(await insertEntry(db, actor, { text: text.value, key }));
}

/**
 * Saves a text over what was seen of its entry, which the caller read in the same database: opens a proposal, or adds a
 * text to the open one. Undefined where somebody else's write came in between, so that what was seen is not what
 * is.
 */
export async function saveOver(
  db: Database,
  actor: Actor,
  snapshot: EntrySnapshot,
  sent: SentText,
): Promise<Result<SaveOutcome, AppError> | undefined> {
  const no = forbidden(actor, 'entry.write');
  if (no) return fail(no);
  const { opened, input, key } = sent;
  const { entry } = snapshot;
  const current = currentOf(snapshot);
  const earlier =
    current?.revision === opened.revision ? undefined : await readEarlierText(db, actor.person, entry, opened.revision);
  if (current?.revision !== opened.revision && !earlier)
    return fail({ code: 'invalid', fields: [{ field: 'If-Match', message: 'is not a revision of this entry.' }] });
  const unknown = await unknownReferences(db, input, entry);
  const before = (earlier ?? current)?.text;
  const wanted = { ...input, contexts: await contextsToSave(db, before?.contexts ?? [], input.contexts) };
  const text = nextText(before, wanted, [before, current?.text, snapshot.published?.text]);
  const fields = [...unknown, ...(text.ok ? await slugProblems(db, snapshot, before, text.value) : text.error)];
  if (!text.ok || fields.length) return fail({ code: 'invalid', fields });
  const decision = save(snapshot, opened, contentHash(text.value));
  if (!decision.ok) return decision;
  const move = decision.value;
  if (move.kind === 'unchanged') return ok(unchanged(snapshot));
  if (move.kind === 'rebase') return done(await rebase(db, actor, at(snapshot), move.base));
  if (move.kind !== 'merge') return done(await write(db, actor, snapshot, move.base, { text: text.value, key }));
  if (!earlier || !current) return fail({ code: 'stale-save' });
  return mergeOver(db, actor, { snapshot, current, earlier, base: move.base }, opened, { text: text.value, key });
}

type SaveBase = {
  snapshot: EntrySnapshot;
  current: NonNullable<EntrySnapshot['published']>;
  earlier: EarlierText;
  base: RevisionId | undefined;
};

/** Saves a text that began from an earlier one, together with what others wrote since. */
async function mergeOver(
  db: Database,
  actor: Actor,
  over: SaveBase,
  opened: EditBase,
  sent: NewText,
): Promise<Result<SaveOutcome, AppError> | undefined> {
  const { snapshot, current, earlier, base } = over;
  const merge = mergeTexts(earlier.text, current.text, sent.text);
  const clashes = clashesWithOthers(merge.clashes, earlier.since);
  if (clashes.length) return fail({ code: 'stale-save', clashes, merged: inputOf(merge.text) });
  const text = checkText(merge.text, [earlier.text, current.text, sent.text]);
  if (!text.ok) return fail({ code: 'invalid', fields: text.error });
  const taken: KeptSave = { fields: merge.fromTheirs, by: earlier.by };
  const hash = contentHash(merge.text);
  const what = writes(snapshot, { opened: earlier.hash, mine: contentHash(sent.text), merged: hash }, base);
  if (what === 'nothing') return ok({ ...unchanged(snapshot), revision: opened.revision as RevisionId, merged: taken });
  const from = { opened: opened.revision as RevisionId, theirs: current.revision };
  const newMerge = {
    ...from,
    text: what === 'both' ? text.value : undefined,
    hash,
    fields: taken.fields,
    by: taken.by.map(({ id }) => id),
  };
  return done(await write(db, actor, snapshot, base, { ...sent, merge: newMerge }), taken);
}

/**
 * Why a text cannot have the address that somebody chose for it: the entry has one already, or another entry has this
 * one.
 */
async function slugProblems(
  { prisma }: Database,
  { entry, path }: Partial<Pick<EntrySnapshot, 'entry' | 'path'>>,
  before: RevisionText | undefined,
  text: RevisionText,
): Promise<FieldProblem[]> {
  const isSame = before?.kept.slug === text.kept.slug;
  if (path !== undefined) return isSame ? [] : [{ field: 'slug', message: fixedSlugWords(path) }];
  if (isSame && before?.day === text.day) return [];
  const taken = await takenSlug(prisma, entry, text);
  return taken ? [{ field: 'slug', message: takenWords(taken) }] : [];
}

async function write(
  db: Database,
  actor: Actor,
  snapshot: EntrySnapshot,
  base: RevisionId | undefined,
  text: NewText,
): Promise<SavedRevision | undefined> {
  return snapshot.proposal
    ? addText(db, actor, at(snapshot), base, text)
    : openProposal(db, actor, snapshot.entry, base, text);
}

function currentOf({ proposed, published, withdrawn }: EntrySnapshot): EntrySnapshot['published'] {
  return proposed ?? published ?? withdrawn;
}

function at({ proposal, entry }: EntrySnapshot): SavedRevision {
  if (!proposal) throw new Error(`Entry ${entry} has no open proposal.`);
  const { id, revision, version, hash } = proposal;
  return { entry, proposal: id, revision, current: revision, version, hash };
}

function unchanged(snapshot: EntrySnapshot): SaveOutcome {
  const status = snapshot.proposal
    ? at(snapshot)
    : { ...nowRead(snapshot), entry: snapshot.entry, proposal: null, version: 0 };
  return { ...status, changed: false, merged: null };
}

function nowRead(snapshot: EntrySnapshot): { revision: RevisionId; current: RevisionId; hash: string } {
  const read = currentOf(snapshot);
  if (!read) throw new Error(`Entry ${snapshot.entry} has no text.`);
  return { revision: read.revision, current: read.revision, hash: read.hash };
}

function done(
  saved: SavedRevision | undefined,
  taken: KeptSave | null = null,
): Result<SaveOutcome, AppError> | undefined {
  return saved && ok(written(saved, taken));
}

/** What a save that was written is answered. */
export function written(saved: SavedRevision, taken: KeptSave | null = null): SaveOutcome {
  return { ...saved, changed: true, merged: taken };
}
