import { approveEntry } from '../../lib/actions/approve-entry.ts';
import { createEntry, saveEntry } from '../../lib/actions/save-entry.ts';
import { submitEntry } from '../../lib/actions/submit-entry.ts';
import type { EventId } from '../../lib/domain/ids.ts';
import type { Actor } from '../../lib/domain/permission/actor.ts';
import type { Result } from '../../lib/domain/result.ts';
import { type EntryInput, inputOf } from '../../lib/domain/revision/revise.ts';
import type { Store } from '../../lib/store/database.ts';
import { readStanding } from '../../lib/store/standing.ts';

/** The value of a result that a test takes for granted. */
export function done<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.value;
}

/** Writes an entry as one person and publishes it as another. */
export async function publishEntry(store: Store, editor: Actor, reviewer: Actor, input: EntryInput): Promise<EventId> {
  const { event, hash } = done(await createEntry(store, editor, input));
  await approveText(store, editor, reviewer, event, hash);
  return event;
}

/** Changes a published entry as one person and approves that as another. */
export async function changeEntry(store: Store, editor: Actor, reviewer: Actor, event: EventId, fields: Partial<EntryInput>): Promise<void> {
  const published = (await readStanding(store, event))?.published;
  if (!published) throw new Error(`Entry ${event} is not published.`);
  const { hash } = done(await saveEntry(store, editor, event, { revision: published.revision }, { ...inputOf(published.text), ...fields }));
  await approveText(store, editor, reviewer, event, hash);
}

async function approveText(store: Store, editor: Actor, reviewer: Actor, event: EventId, hash: string): Promise<void> {
  done(await submitEntry(store, editor, event));
  done(await approveEntry(store, reviewer, event, { hash }));
}
