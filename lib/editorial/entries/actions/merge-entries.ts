import type { AppError } from '../../../kernel/app-error.ts';
import type { EntryId } from '../../../kernel/ids.ts';
import { type Actor, forbidden } from '../../../kernel/permission/actor.ts';
import { fail, ok, type Result } from '../../../kernel/result.ts';
import { type Choice, mergeEntryTexts } from '../../../kernel/revision/merge-entry-texts.ts';
import { type CheckedText, checkText } from '../../../layout/checked-text.ts';
import { hashBeside } from '../../../platform/content-hash.ts';
import type { Store } from '../../../platform/database/database.ts';
import { Overtaken, Rollback, type Transaction, transact } from '../../../platform/database/transaction.ts';
import { type MergeDecision, merge } from '../rules/decide-merge.ts';
import type { SavedRevision } from '../store/entry-events.ts';
import { markMerging, recordJoin } from '../store/entry-merges.ts';
import { type EntrySnapshot, readSnapshot } from '../store/entry-snapshot.ts';
import { addText, openProposal } from '../store/entry-writing.ts';
import { moveProposal } from '../store/moving-proposals.ts';

/**
 * What is to become one: `merge` goes into the entry that stays. `fields`: which of both a text field is taken from.
 */
export type MergeRequest = { merge: EntryId; fields?: Choice | undefined };

/**
 * What became of it: the proposal on the entry that stays, and its text with its hash. `joined`: the other was a draft,
 * which is discarded.
 */
export type MergeProposed = { entry: EntryId; proposal: number; revision: number; hash: string; joined: boolean };

/**
 * Opens a change of `keep` whose text unites it with another entry. Approved like any change, it publishes that text,
 * takes the other's page away and sends its readers here. Of an entry that was never published the text joins, and its
 * draft is discarded at once; its words stay in its history.
 */
export async function mergeEntries(
  store: Store,
  actor: Actor,
  keep: EntryId,
  asked: MergeRequest,
): Promise<Result<MergeProposed, AppError>> {
  const no = forbidden(actor, 'entry.write');
  if (no) return fail(no);
  return transact(store, ({ prisma }) => mergeWithin(prisma, actor, keep, asked));
}

async function mergeWithin(
  tx: Transaction,
  actor: Actor,
  keep: EntryId,
  asked: MergeRequest,
): Promise<Result<MergeProposed, AppError>> {
  const reader = { prisma: tx };
  const [mine, other] = [await readSnapshot(reader, keep), await readSnapshot(reader, asked.merge)];
  if (!mine) return fail({ code: 'not-found', what: `Entry ${keep}` });
  if (!other) return fail({ code: 'not-found', what: `Entry ${asked.merge}` });
  const decision = merge(mine, other, actor.person);
  if (!decision.ok) return decision;
  const text = merged(mine, other, asked.fields);
  if (!text.ok) return fail({ code: 'invalid', fields: text.error });
  const saved = await write(tx, actor, mine, decision.value, text.value);
  if (!saved) throw new Overtaken();
  await finish(tx, actor, decision.value, saved, other);
  return ok({
    entry: keep,
    proposal: saved.proposal,
    revision: saved.current,
    hash: saved.hash,
    joined: decision.value.kind === 'join',
  });
}

/** The text of both. A change that unites them already is what the other's newest text is added to. */
function merged(keep: EntrySnapshot, other: EntrySnapshot, fields: Choice | undefined): ReturnType<typeof checkText> {
  const [mine, theirs] = [keep.proposed ?? keep.published, other.published ?? other.proposed];
  if (!mine || !theirs) throw new Error(`Of the entries ${keep.entry} and ${other.entry} one has no text.`);
  return checkText(
    mergeEntryTexts({ entry: keep.entry, text: mine.text }, { entry: other.entry, text: theirs.text }, fields),
    [mine.text, theirs.text],
  );
}

async function write(
  tx: Transaction,
  actor: Actor,
  keep: EntrySnapshot,
  decision: MergeDecision,
  text: CheckedText,
): Promise<SavedRevision | undefined> {
  const store = { prisma: tx };
  if (decision.kind !== 'again' || !keep.proposal)
    return openProposal(store, actor, keep.entry, decision.base, { text });
  const { id: proposal, version, base, revision, hash } = keep.proposal;
  if (hashBeside(text, [keep.proposed]) === hash)
    return { entry: keep.entry, proposal, revision, current: revision, version, hash };
  return addText(store, actor, { entry: keep.entry, proposal, version }, base, { text });
}

async function finish(
  tx: Transaction,
  actor: Actor,
  decision: MergeDecision,
  saved: SavedRevision,
  other: EntrySnapshot,
): Promise<void> {
  if (decision.kind !== 'join') {
    if (!(await markMerging(tx, actor, saved, decision.merged)))
      throw new Rollback({ code: 'cannot-merge', why: 'other-change-open' });
    return;
  }
  const draft = other.proposal;
  const gone =
    draft &&
    (await moveProposal(
      { prisma: tx },
      actor,
      { proposal: draft.id, version: draft.version },
      { state: 'discarded' },
      'discard',
    ));
  if (!draft || !gone) throw new Overtaken();
  await recordJoin(tx, actor, saved, { entry: other.entry, proposal: draft.id, revision: draft.revision });
}
