import { type Approval, approveEntry } from '../../lib/editorial/entries/actions/approve-entry.ts';
import { createEntry, saveEntry } from '../../lib/editorial/entries/actions/save-entry.ts';
import { submitEntry } from '../../lib/editorial/entries/actions/submit-entry.ts';
import { withdrawEntry } from '../../lib/editorial/entries/actions/withdraw-entry.ts';
import { readSnapshot } from '../../lib/editorial/entries/store/entry-snapshot.ts';
import type { EntryId } from '../../lib/kernel/ids.ts';
import type { Actor } from '../../lib/kernel/permission/actor.ts';
import type { Result } from '../../lib/kernel/result.ts';
import { type EntryInput, inputOf } from '../../lib/kernel/revision/revise.ts';
import type { Store } from '../../lib/platform/database/database.ts';
import { freshStore, person } from './database.ts';
import { entryInput } from './entries.ts';

/** The value of a result that a test takes for granted. */
export function done<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** A store of its own with an editor, a reviewer and an admin. */
export async function staffedStore(): Promise<{ store: Store; wilma: Actor; rolf: Actor; anna: Actor }> {
  const store = await freshStore();
  const wilma = await person(store, 'editor', 'Wilma');
  const rolf = await person(store, 'reviewer', 'Rolf');
  return { store, wilma, rolf, anna: await person(store, 'admin', 'Anna') };
}

/** A published entry that `writer` wrote and `reviewer` approved. */
export async function publishedEntry(
  store: Store,
  writer: Actor,
  reviewer: Actor,
  headline: string,
  fields: Partial<EntryInput> = {},
) {
  const { entry, hash, revision } = done(await createEntry(store, writer, entryInput(headline, fields)));
  const { path } = await approveText(store, writer, reviewer, entry, hash);
  return { entry, hash, revision, path };
}

/** Changes a published entry as one person and approves that as another. */
export async function changeEntry(
  store: Store,
  editor: Actor,
  reviewer: Actor,
  entry: EntryId,
  fields: Partial<EntryInput>,
): Promise<void> {
  const published = (await readSnapshot(store, entry))?.published;
  if (!published) throw new Error(`Entry ${entry} is not published.`);
  const { hash } = done(
    await saveEntry(store, editor, entry, { revision: published.revision }, { ...inputOf(published.text), ...fields }),
  );
  await approveText(store, editor, reviewer, entry, hash);
}

async function approveText(
  store: Store,
  editor: Actor,
  reviewer: Actor,
  entry: EntryId,
  hash: string,
): Promise<Approval> {
  done(await submitEntry(store, editor, entry));
  return done(await approveEntry(store, reviewer, entry, { hash }));
}

/** Has `asker` ask that a page be taken away, and `reviewer` take it away. */
export async function takenAway(
  store: Store,
  asker: Actor,
  reviewer: Actor,
  entry: EntryId,
  redirectTo?: EntryId,
): Promise<void> {
  done(await withdrawEntry(store, asker, entry, { reason: 'It says the same as another page.', redirectTo }));
  const { proposal } = (await readSnapshot(store, entry)) ?? {};
  done(await approveEntry(store, reviewer, entry, { hash: proposal?.hash ?? '' }));
}

/** Has `asker` hand in the change of an entry that takes another one in, and `reviewer` approve it. */
export async function approvedMerge(store: Store, asker: Actor, reviewer: Actor, keep: EntryId): Promise<Approval> {
  const { proposal } = (await readSnapshot(store, keep)) ?? {};
  return approveText(store, asker, reviewer, keep, proposal?.hash ?? '');
}
