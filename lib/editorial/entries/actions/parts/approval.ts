import type { AppError } from '../../../../kernel/app-error.ts';
import { dayToConfirm } from '../../../../kernel/far-day.ts';
import type { EntryId } from '../../../../kernel/ids.ts';
import { dayOfInstant } from '../../../../kernel/near-today.ts';
import type { OpenProposal } from '../../../../kernel/newsroom/proposal.ts';
import type { Actor } from '../../../../kernel/permission/actor.ts';
import { fail, ok, type Result } from '../../../../kernel/result.ts';
import type { Reader } from '../../../../platform/database/database.ts';
import type { Transaction } from '../../../../platform/database/transaction.ts';
import { readNewsroomSettings } from '../../../../platform/settings/newsroom-settings.ts';
import {
  type ApprovalNotes,
  approve,
  type Publish,
  type SeenText,
  type WithdrawalApproval,
} from '../../rules/approve.ts';
import { isStillPublished } from '../../rules/decide-merge.ts';
import { type EntrySnapshot, readSnapshot } from '../../store/entry-snapshot.ts';
import { publish } from '../../store/publishing.ts';
import { lockMergedEntry, takeAway, withdrawMergedEntry } from '../../store/withdrawing.ts';
import { mergeOfBase } from './base-merge.ts';
import { openSnapshot } from './move-proposal.ts';

export type Approval = { entry: EntryId; path: string };

/** Whatever reads both the status of an entry and what the newsroom settled on. */
type RuleReader = Reader & Parameters<typeof readNewsroomSettings>[0];

/**
 * Approves and publishes inside `tx`, which is taken back (Rollback) where something moved. `notes` are what the record
 * of it says besides.
 */
export async function approveWithin(
  tx: Transaction,
  actor: Actor,
  entry: EntryId,
  seen: SeenText,
  notes: ApprovalNotes = {},
): Promise<Result<Approval, AppError>> {
  const reader = { prisma: tx };
  const open = await openSnapshot(reader, actor, entry, 'entry.approve');
  if (!open.ok) return open;
  const { proposal, snapshot } = open.value;
  const decision = await decideApproval(reader, actor, snapshot, proposal, seen);
  if (!decision.ok) return decision;
  const text = snapshot.proposed?.text;
  if (!text) return fail({ code: 'no-open-proposal' });
  const move = decision.value;
  // Whose hands were in it is recorded of every entry.
  const { hands: _, ...told } = { ...notes, ...move.notes };
  if (move.does === 'take-away') return ok({ entry, ...(await takeAway(tx, actor, snapshot, proposal, move, told)) });
  const merged = move.mergedEntry && (await lockMergedEntry(tx, move.mergedEntry));
  const { path } = await publish(
    tx,
    actor,
    snapshot,
    proposal,
    text,
    move,
    merged ? { ...told, merged: merged.entry } : told,
  );
  if (merged) await withdrawMergedEntry(tx, actor, merged, { entry, path, proposal: proposal.id });
  return ok({ entry, path });
}

/** Whether the actor may approve what was seen, by the rules of this moment. */
export async function decideApproval(
  reader: RuleReader,
  actor: Actor,
  snapshot: EntrySnapshot,
  proposal: OpenProposal,
  seen: SeenText,
): Promise<Result<Publish | WithdrawalApproval, AppError>> {
  const { fourEyes } = await readNewsroomSettings(reader);
  const decision = approve(proposal, actor.person, seen, {
    published: snapshot.published?.revision,
    fourEyes,
    hands: actor.hands,
    mergedEntryMoved: await mergedEntryMoved(reader, proposal),
    farDay:
      snapshot.proposed &&
      dayToConfirm(snapshot.proposed.text.day, snapshot.published?.text.day, dayOfInstant(new Date().toISOString())),
  });
  return decision.ok || decision.error.code !== 'stale-base' ? decision : fail(await staleBase(reader, snapshot));
}

/** Whether an entry that the proposal merges is not as it was merged any more. */
async function mergedEntryMoved(reader: Reader, { mergedEntry }: OpenProposal): Promise<boolean> {
  const other = mergedEntry && (await readSnapshot(reader, mergedEntry.entry));
  return mergedEntry !== undefined && !(other && isStillPublished(other, mergedEntry.revision));
}

/** Why an approval stops: another text was published meanwhile, which merges by itself or not. */
export async function staleBase(reader: Reader, snapshot: EntrySnapshot): Promise<AppError> {
  const merge = await mergeOfBase(reader, snapshot);
  return { code: 'stale-base', mergeable: merge?.clashes.length === 0 };
}
