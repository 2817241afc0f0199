import type { AppError } from '../../../kernel/app-error.ts';
import type { EntryId, RevisionId } from '../../../kernel/ids.ts';
import { type Actor, forbidden } from '../../../kernel/permission/actor.ts';
import { fail, ok, type Result } from '../../../kernel/result.ts';
import { type RevisionText, withSlug } from '../../../kernel/revision/text.ts';
import { type CheckedText, checkText } from '../../../layout/checked-text.ts';
import { contentHash } from '../../../platform/content-hash.ts';
import type { Store } from '../../../platform/database/database.ts';
import { type Database, transact } from '../../../platform/database/transaction.ts';
import { takenSlug } from '../../published/page-place.ts';
import { restore } from '../rules/restore.ts';
import { type EntrySnapshot, readSnapshot } from '../store/entry-snapshot.ts';
import { addText, openProposal } from '../store/entry-writing.ts';
import { storedRevision } from '../store/stored-revisions.ts';

/** What came of bringing a text back: the revision that is current now, and whether that is a new one. */
export type RestoredText = { entry: EntryId; revision: RevisionId; hash: string; changed: boolean };

/**
 * Brings an earlier text of an entry back, as a proposal of the actor on top of the current text: opens one, or adds
 * the text to the open one. What no pages can say any more is refused. `seen` is the open proposal's text that the
 * actor saw (null: none was open); another one is not written over. The actor is its author, so somebody else approves
 * it. Restoring the current text changes nothing.
 */
export function restoreRevision(
  store: Store,
  actor: Actor,
  entry: EntryId,
  revision: RevisionId,
  seen?: RevisionId | null,
): Promise<Result<RestoredText, AppError>> {
  return transact(store, (db) => restoreIn(db, actor, entry, revision, seen));
}

async function restoreIn(
  db: Database,
  actor: Actor,
  entry: EntryId,
  revision: RevisionId,
  seen?: RevisionId | null,
): Promise<Result<RestoredText, AppError>> {
  const no = forbidden(actor, 'entry.write');
  if (no) return fail(no);
  const earlier = await storedRevision(db, entry, revision);
  if (!earlier) return fail({ code: 'not-found', what: `Revision ${revision} of entry ${entry}` });
  const snapshot = await readSnapshot(db, entry);
  if (!snapshot) return fail({ code: 'not-found', what: `Entry ${entry}` });
  if (seen !== undefined && seen !== (snapshot.proposal?.revision ?? null)) return fail({ code: 'text-changed' });
  const { text: wanted, hash } = wantedOf(snapshot, earlier);
  const decision = restore(snapshot, hash);
  if (!decision.ok) return decision;
  if (decision.value.kind === 'unchanged')
    return ok({
      entry,
      revision: (snapshot.proposal ?? snapshot.published)?.revision ?? revision,
      hash,
      changed: false,
    });
  const text = checkText(wanted, [
    snapshot.published?.text,
    snapshot.proposed?.text,
    earlier.imported ? earlier.text : undefined,
  ]);
  if (!text.ok) return fail({ code: 'invalid', fields: text.error });
  const taken = snapshot.path === undefined ? await takenSlug(db.prisma, entry, wanted) : undefined;
  if (taken) return fail({ code: 'address-taken', ...taken });
  const saved = await write(db, actor, snapshot, decision.value.base, { text: text.value, restores: earlier.revision });
  return saved
    ? ok({ entry, revision: saved.revision, hash: saved.hash, changed: true })
    : fail({ code: 'stale-save' });
}

/** The earlier text; where the entry has an address by now, nothing is said of another one. */
function wantedOf(
  snapshot: EntrySnapshot,
  { text, hash }: { text: RevisionText; hash: string },
): { text: RevisionText; hash: string } {
  const slug = (snapshot.proposed ?? snapshot.published ?? snapshot.withdrawn)?.text.kept.slug;
  if (snapshot.path === undefined || text.kept.slug === slug) return { text, hash };
  const wanted = { ...text, kept: withSlug(text.kept, slug) };
  return { text: wanted, hash: contentHash(wanted) };
}

function write(
  db: Database,
  actor: Actor,
  { entry, proposal }: EntrySnapshot,
  base: RevisionId | undefined,
  written: { text: CheckedText; restores: RevisionId },
) {
  if (!proposal) return openProposal(db, actor, entry, base, written);
  return addText(db, actor, { entry, proposal: proposal.id, version: proposal.version }, base, written);
}
