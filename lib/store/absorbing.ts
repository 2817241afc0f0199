import type { Absorbed } from '../domain/entry/proposal.ts';
import type { EventId, ProposalId } from '../domain/ids.ts';
import type { Actor } from '../domain/permission/actor.ts';
import { OPEN } from './open-proposals.ts';
import type { Transaction } from './transaction.ts';

/** Marks an open proposal as one that takes another entry in, and writes who asked for that. False where that entry goes into another one already. */
export async function markAbsorbing(tx: Transaction, actor: Actor, proposal: { event: EventId; proposal: ProposalId }, absorbed: Absorbed): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    WITH marked AS (UPDATE proposal SET absorbs_id = ${absorbed.event}, absorbs_revision_id = ${absorbed.revision} WHERE id = ${proposal.proposal}
        AND NOT EXISTS (SELECT FROM proposal o WHERE o.absorbs_id = ${absorbed.event} AND o.id <> ${proposal.proposal} AND o.state IN ${OPEN}) RETURNING id),
      fact AS (INSERT INTO audit_fact (actor_id, channel, verb, event_id, proposal_id, detail)
        SELECT ${actor.person}, ${actor.channel}::channel, 'unite', ${proposal.event}, id, jsonb_build_object('absorbs', ${absorbed.event}::int, 'revision', ${absorbed.revision}::int) FROM marked)
    SELECT id FROM marked`;
  return rows.length === 1;
}

/** Writes that the text of a draft joined another entry, on both: whoever wrote part of it is an author there. */
export async function recordJoin(
  tx: Transaction,
  actor: Actor,
  into: { event: EventId; proposal: ProposalId },
  draft: { event: EventId; proposal: ProposalId; revision: number },
): Promise<void> {
  await tx.$executeRaw`
    WITH joined AS (UPDATE proposal SET joined_into = ${into.proposal} WHERE id = ${draft.proposal})
    INSERT INTO audit_fact (actor_id, channel, verb, event_id, proposal_id, detail) VALUES
      (${actor.person}, ${actor.channel}::channel, 'unite', ${into.event}, ${into.proposal}, jsonb_build_object('joins', ${draft.event}::int, 'revision', ${draft.revision}::int)),
      (${actor.person}, ${actor.channel}::channel, 'absorbed', ${draft.event}, ${draft.proposal}, jsonb_build_object('mergedInto', ${into.event}::int, 'revision', ${draft.revision}::int))`;
}
