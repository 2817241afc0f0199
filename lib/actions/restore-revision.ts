import { restore } from '../domain/entry/restore.ts';
import type { EventId, RevisionId } from '../domain/ids.ts';
import { type Actor, forbidden } from '../domain/permission/actor.ts';
import type { Refusal } from '../domain/refusals.ts';
import { ok, type Result, refuse } from '../domain/result.ts';
import type { Store } from '../store/database.ts';
import { addText, openProposal } from '../store/entry-writing.ts';
import { readStanding } from '../store/standing.ts';
import { type StoredRevision, storedRevision } from '../store/stored-revisions.ts';

/** What came of bringing a text back: the revision that stands now, and whether that is a new one. */
export type Restored = { event: EventId; revision: RevisionId; hash: string; changed: boolean };

/**
 * Brings an earlier text of an event back, as a proposal of the actor on top of what stands: opens one, or adds the text to
 * the open one. The actor is its author, so somebody else approves it. Bringing back what stands changes nothing.
 */
export async function restoreRevision(store: Store, actor: Actor, event: EventId, revision: RevisionId): Promise<Result<Restored, Refusal>> {
  const no = forbidden(actor, 'entry.write');
  if (no) return refuse(no);
  const earlier = await storedRevision(store, event, revision);
  if (!earlier) return refuse({ code: 'not-found', what: `Revision ${revision} of entry ${event}` });
  const standing = await readStanding(store, event);
  if (!standing) return refuse({ code: 'not-found', what: `Entry ${event}` });
  const decision = restore(standing, earlier.hash);
  if (!decision.ok) return decision;
  if (decision.value.kind === 'unchanged') return ok({ event, revision: (standing.proposal ?? standing.published)?.revision ?? revision, hash: earlier.hash, changed: false });
  const saved = await write(store, actor, standing, decision.value.base, earlier);
  return saved ? ok({ event, revision: saved.revision, hash: saved.hash, changed: true }) : refuse({ code: 'stale-save' });
}

function write(
  store: Store,
  actor: Actor,
  { event, proposal }: NonNullable<Awaited<ReturnType<typeof readStanding>>>,
  base: RevisionId | undefined,
  { revision, text }: StoredRevision,
) {
  const written = { text, restores: revision };
  if (!proposal) return openProposal(store, actor, event, base, written);
  return addText(store, actor, { event, proposal: proposal.id, version: proposal.version }, base, written);
}
