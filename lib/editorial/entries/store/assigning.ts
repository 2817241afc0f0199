import { recordEvents } from '../../../audit/store/audit.ts';
import type { EventId, PersonId, ProposalId } from '../../../kernel/ids.ts';
import type { Actor } from '../../../kernel/permission/actor.ts';
import { REVIEWS } from '../../../people/store/people.ts';
import type { Database } from '../../../platform/database/transaction.ts';

/**
 * Gives a proposal that is still in review, as it was seen, to somebody, or to nobody, with the fact. False where it
 * moved meanwhile.
 */
export async function writeAssignment(
  { prisma }: Pick<Database, 'prisma'>,
  actor: Actor,
  at: { proposal: ProposalId; version: number },
  to: PersonId | null,
): Promise<boolean> {
  const rows = await prisma.$queryRaw<{ entry: EventId }[]>`
    UPDATE proposal SET assigned_to = ${to}::int WHERE id = ${at.proposal} AND version = ${at.version} AND state = 'in_review' AND (${to}::int IS NULL OR EXISTS (${REVIEWS(to)})) RETURNING event_id AS entry`;
  const [given] = rows;
  if (!given) return false;
  await recordEvents(prisma, actor, { type: 'assign', entry: given.entry, proposal: at.proposal, payload: { to } });
  return true;
}
