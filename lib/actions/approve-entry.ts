import { stillStands } from '../domain/entry/absorb.ts';
import { type ApprovalNotes, approve, type Publish, type Seen, type TakeAway } from '../domain/entry/approve.ts';
import type { OpenProposal } from '../domain/entry/proposal.ts';
import type { EventId } from '../domain/ids.ts';
import type { Actor } from '../domain/permission/actor.ts';
import type { Refusal } from '../domain/refusals.ts';
import { ok, type Result, refuse } from '../domain/result.ts';
import type { Store } from '../store/database.ts';
import { readNewsroomSettings } from '../store/newsroom-settings.ts';
import { publish } from '../store/publishing.ts';
import { type Reader, readStanding, type Standing } from '../store/standing.ts';
import { inTransaction, TakeBack, type Transaction } from '../store/transaction.ts';
import { holdAbsorbed, takeAway, takeAwayAbsorbed } from '../store/withdrawing.ts';
import { mergeOfBase } from './merge-entry.ts';
import { openStanding } from './move-proposal.ts';

export type Approval = { event: EventId; path: string };

/** Whatever reads both where an entry stands and what the newsroom settled on. */
type RuleReader = Reader & Parameters<typeof readNewsroomSettings>[0];

/**
 * Approves exactly the content that the reviewer saw, and publishes it; of a withdrawal, takes the page away. Of two at
 * once, one wins. Where another revision was published meanwhile, the refusal says whether the two can be merged.
 */
export async function approveEntry(store: Store, actor: Actor, event: EventId, seen: Seen): Promise<Result<Approval, Refusal>> {
  try {
    return await inTransaction(store, (tx) => approveWithin(tx, actor, event, seen));
  } catch (error) {
    if (!(error instanceof TakeBack)) throw error;
    const refusal = error.refusal as Refusal;
    const standing = refusal.code === 'stale-base' ? await readStanding(store, event) : undefined;
    return refuse(standing ? await staleBase(store, standing) : refusal);
  }
}

/** The same inside `tx`, which is taken back (TakeBack) where something moved. `notes` are what the record of it says besides. */
export async function approveWithin(tx: Transaction, actor: Actor, event: EventId, seen: Seen, notes: ApprovalNotes = {}): Promise<Result<Approval, Refusal>> {
  const reader = { prisma: tx };
  const open = await openStanding(reader, actor, event, 'entry.approve');
  if (!open.ok) return open;
  const { proposal, standing } = open.value;
  const decision = await decideApproval(reader, actor, standing, proposal, seen);
  if (!decision.ok) return decision;
  const text = standing.proposed?.text;
  if (!text) return refuse({ code: 'no-open-proposal' });
  const move = decision.value;
  const told = { ...notes, ...move.notes };
  if (move.does === 'take-away') return ok({ event, ...(await takeAway(tx, actor, standing, proposal, move, told)) });
  const absorbed = move.absorbs && (await holdAbsorbed(tx, move.absorbs));
  const { path } = await publish(tx, actor, standing, proposal, text, move, absorbed ? { ...told, absorbed: absorbed.event } : told);
  if (absorbed) await takeAwayAbsorbed(tx, actor, absorbed, { event, path, proposal: proposal.id });
  return ok({ event, path });
}

/** Whether the actor may approve what was seen, by the rules of this moment. */
export async function decideApproval(reader: RuleReader, actor: Actor, standing: Standing, proposal: OpenProposal, seen: Seen): Promise<Result<Publish | TakeAway, Refusal>> {
  const { fourEyes } = await readNewsroomSettings(reader);
  const decision = approve(proposal, actor.person, seen, { published: standing.published?.revision, fourEyes, absorbedMoved: await absorbedMoved(reader, proposal) });
  return decision.ok || decision.problem.code !== 'stale-base' ? decision : refuse(await staleBase(reader, standing));
}

/** Whether an entry that the proposal takes in is not as it was united any more. */
async function absorbedMoved(reader: Reader, { absorbs }: OpenProposal): Promise<boolean> {
  const other = absorbs && (await readStanding(reader, absorbs.event));
  return absorbs !== undefined && !(other && stillStands(other, absorbs.revision));
}

async function staleBase(reader: Reader, standing: Standing): Promise<Refusal> {
  const merge = await mergeOfBase(reader, standing);
  return { code: 'stale-base', mergeable: merge?.clashes.length === 0 };
}
