import { approveEntry } from '../../lib/actions/approve-entry.ts';
import { createEntry } from '../../lib/actions/save-entry.ts';
import { submitEntry } from '../../lib/actions/submit-entry.ts';
import { withdrawEntry } from '../../lib/actions/withdraw-entry.ts';
import type { EventId } from '../../lib/domain/ids.ts';
import type { Actor } from '../../lib/domain/permission/actor.ts';
import type { EntryInput } from '../../lib/domain/revision/revise.ts';
import type { Store } from '../../lib/store/database.ts';
import { readStanding } from '../../lib/store/standing.ts';
import { entry } from './entries.ts';
import { done } from './newsroom.ts';

/** A published entry that `writer` wrote and `reviewer` approved. */
export async function publishedEntry(store: Store, writer: Actor, reviewer: Actor, headline: string, fields: Partial<EntryInput> = {}) {
  const { event, hash, revision } = done(await createEntry(store, writer, entry(headline, fields)));
  done(await submitEntry(store, writer, event));
  const { path } = done(await approveEntry(store, reviewer, event, { hash }));
  return { event, hash, revision, path };
}

/** Has `asker` ask that a page be taken away, and `reviewer` take it away. */
export async function takenAway(store: Store, asker: Actor, reviewer: Actor, event: EventId, redirectTo?: EventId): Promise<void> {
  done(await withdrawEntry(store, asker, event, { reason: 'It says the same as another page.', redirectTo }));
  const { proposal } = (await readStanding(store, event)) ?? {};
  done(await approveEntry(store, reviewer, event, { hash: proposal?.hash ?? '' }));
}
