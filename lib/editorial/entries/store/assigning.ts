import { recordEvents } from '../../../audit/store/audit.ts';
import type { PersonId, ProposalId } from '../../../kernel/ids.ts';
import type { Actor } from '../../../kernel/permission/actor.ts';
import { reviewer } from '../../../people/store/people.ts';
import { kysely } from '../../../platform/database/kysely.ts';
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
  const given = await kysely(prisma)
    .updateTable('proposal')
    .set({ assigned_to: to })
    .where('id', '=', at.proposal)
    .where('version', '=', at.version)
    .where('state', '=', 'in_review')
    .where(({ exists, lit }) => (to === null ? lit(true) : exists(reviewer(to))))
    .returning('entry_id as entry')
    .executeTakeFirst();
  if (!given) return false;
  await recordEvents(prisma, actor, { type: 'assign', entry: given.entry, proposal: at.proposal, payload: { to } });
  return true;
}
