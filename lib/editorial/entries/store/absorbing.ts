import { recordEvents } from '../../../audit/store/audit.ts';
import type { EventId, ProposalId, RevisionId } from '../../../kernel/ids.ts';
import type { Absorbed } from '../../../kernel/newsroom/proposal.ts';
import type { Actor } from '../../../kernel/permission/actor.ts';
import { OPEN } from '../../../platform/database/open-proposals.ts';
import type { Transaction } from '../../../platform/database/transaction.ts';

/**
 * Marks an open proposal as one that takes another entry in, and writes who asked for that. False where that entry goes
 * into another one already.
 */
export async function markAbsorbing(
  tx: Transaction,
  actor: Actor,
  proposal: { event: EventId; proposal: ProposalId },
  absorbed: Absorbed,
): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    UPDATE proposal SET absorbs_id = ${absorbed.event}, absorbs_revision_id = ${absorbed.revision} WHERE id = ${proposal.proposal}
        AND NOT EXISTS (SELECT FROM proposal o WHERE o.absorbs_id = ${absorbed.event} AND o.id <> ${proposal.proposal} AND o.state IN ${OPEN}) RETURNING id`;
  if (!rows.length) return false;
  await recordEvents(tx, actor, {
    type: 'unite',
    entry: proposal.event,
    proposal: proposal.proposal,
    payload: { absorbs: absorbed.event, revision: absorbed.revision },
  });
  return true;
}

/** Writes that the text of a draft joined another entry, on both: whoever wrote part of it is an author there. */
export async function recordJoin(
  tx: Transaction,
  actor: Actor,
  into: { event: EventId; proposal: ProposalId },
  draft: { event: EventId; proposal: ProposalId; revision: RevisionId },
): Promise<void> {
  await tx.$executeRaw`UPDATE proposal SET joined_into = ${into.proposal} WHERE id = ${draft.proposal}`;
  const { revision } = draft;
  await recordEvents(tx, actor, [
    { type: 'unite', entry: into.event, proposal: into.proposal, payload: { joins: draft.event, revision } },
    { type: 'absorbed', entry: draft.event, proposal: draft.proposal, payload: { mergedInto: into.event, revision } },
  ]);
}
