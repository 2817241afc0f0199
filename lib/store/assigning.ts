import type { PersonId, ProposalId } from '../domain/ids.ts';
import type { Actor } from '../domain/permission/actor.ts';
import type { Store } from './database.ts';

/** Gives a proposal that is still in review to somebody, or to nobody, with the fact. False where it moved meanwhile. */
export async function writeAssignment(store: Store, actor: Actor, proposal: ProposalId, to: PersonId | null): Promise<boolean> {
  const rows = await store.prisma.$queryRaw<unknown[]>`
    WITH given AS (UPDATE proposal SET assigned_to = ${to}::int WHERE id = ${proposal} AND state = 'in_review' RETURNING id, event_id),
    fact AS (INSERT INTO audit_fact (actor_id, channel, verb, event_id, proposal_id, detail)
      SELECT ${actor.person}, ${actor.channel}::channel, 'assign', event_id, id, jsonb_build_object('to', ${to}::int) FROM given)
    SELECT id FROM given`;
  return rows.length === 1;
}
