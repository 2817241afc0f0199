import type { AppError } from '../../../kernel/app-error.ts';
import type { EntryId } from '../../../kernel/ids.ts';
import { type Actor, forbidden } from '../../../kernel/permission/actor.ts';
import { fail, ok, type Result } from '../../../kernel/result.ts';
import { sameValue } from '../../../kernel/revision/canonical.ts';
import { type EntryInput, inputOf } from '../../../kernel/revision/revise.ts';
import type { Store } from '../../../platform/database/database.ts';
import { type Database, Overtaken, transact } from '../../../platform/database/transaction.ts';
import { contextsToSave } from '../../contexts/store/references.ts';
import { readSnapshot, readSnapshotToSave } from '../store/entry-snapshot.ts';
import { readSaveOf } from '../store/save-keys.ts';
import { beginText, type SaveOutcome, type SentText, saveOver, written } from './parts/save-text.ts';

export type { SaveOutcome } from './parts/save-text.ts';

/** Begins a new entry as a draft of the actor. */
export async function createEntry(
  store: Store,
  actor: Actor,
  input: EntryInput,
  key?: string,
): Promise<Result<SaveOutcome, AppError>> {
  const no = forbidden(actor, 'entry.write');
  if (no) return fail(no);
  let overtaken = false;
  return settled(store, async (db) => {
    const known = () => repeated(db, actor, key, undefined, input);
    const earlier = overtaken ? await known() : undefined;
    overtaken = true;
    if (earlier) return earlier;
    // What was written had a key of its own. Where nothing was, a save of before may be why.
    const begun = await beginText(db, actor, input, key);
    return begun?.ok === false ? ((await known()) ?? begun) : begun;
  });
}

/**
 * Saves an editor's text: opens a proposal on a published or withdrawn entry, or adds a text to the open one.
 * `opened` is the revision that the form descends from, any of this entry. Where that is not the current text, the text
 * is merged with what others wrote, and both are kept; where both changed one thing, nothing is written and the error
 * `stale-save` says what clashes. Saving the current text changes nothing.
 */
export async function saveEntry(
  store: Store,
  actor: Actor,
  entry: EntryId,
  opened: SentText['opened'],
  input: EntryInput,
  key?: string,
): Promise<Result<SaveOutcome, AppError>> {
  const no = forbidden(actor, 'entry.write');
  if (no) return fail(no);
  return settled(store, (db) => saveOnce(db, actor, entry, { opened, input, key }));
}

async function saveOnce(
  db: Database,
  actor: Actor,
  entry: EntryId,
  sent: SentText,
): Promise<Result<SaveOutcome, AppError> | undefined> {
  const { input, key } = sent;
  const { snapshot, repeats } =
    key === undefined
      ? { snapshot: await readSnapshot(db, entry), repeats: false }
      : await readSnapshotToSave(db, entry, actor.person, key);
  const earlier = repeats ? await repeated(db, actor, key, entry, input) : undefined;
  if (earlier) return earlier;
  return snapshot ? saveOver(db, actor, snapshot, sent) : fail({ code: 'not-found', what: `Entry ${entry}` });
}

/** The answer that the key's save had; undefined where there was none. */
async function repeated(
  db: Database,
  actor: Actor,
  key: string | undefined,
  entry: EntryId | undefined,
  input: EntryInput,
): Promise<Result<SaveOutcome, AppError> | undefined> {
  const known = key === undefined ? undefined : await readSaveOf(db, actor.person, key);
  if (!known) return undefined;
  const isSame = entry === undefined ? known.began : known.saved.entry === entry;
  const { slug = '', ...own } = inputOf(known.text);
  const sent = {
    ...input,
    slug: input.slug ?? slug,
    contexts: await contextsToSave(db, known.text.contexts, input.contexts),
  };
  return isSame && sameValue({ ...own, slug }, sent)
    ? ok(written(known.saved, known.taken))
    : fail({ code: 'key-reused' });
}

/** Decides and writes in one transaction, again where others came first. */
function settled(
  store: Store,
  once: (db: Database) => Promise<Result<SaveOutcome, AppError> | undefined>,
): Promise<Result<SaveOutcome, AppError>> {
  return transact(store, async (db) => {
    const outcome = await once(db);
    if (!outcome) throw new Overtaken();
    return outcome;
  });
}
