import { recordEvents } from '../../../audit/store/audit.ts';
import type { EntryId, ProposalId } from '../../../kernel/ids.ts';
import type { Actor } from '../../../kernel/permission/actor.ts';
import { insertFrom } from '../../../platform/database/insert-from.ts';
import { kysely } from '../../../platform/database/kysely.ts';
import { OPEN, RAISED, UNSCHEDULED } from '../../../platform/database/proposal-expressions.ts';
import { list, literal, now } from '../../../platform/database/sql-values.ts';
import { type Database, unlessTaken } from '../../../platform/database/transaction.ts';
import type { WithdrawalProposed } from '../rules/withdraw.ts';

/** Whatever writes is in a transaction: the event is recorded in it. */
type Writer = Pick<Database, 'prisma'>;

/**
 * Puts the withdrawal of a published entry before the reviewers; it writes no text of its own. False where the
 * published text moved meanwhile, or somebody else opened a proposal.
 */
export async function openWithdrawal(
  store: Writer,
  actor: Actor,
  entry: EntryId,
  { of: { revision }, withdrawal }: WithdrawalProposed,
): Promise<boolean> {
  const { reason, redirect } = withdrawal;
  const opening = insertFrom(
    kysely(store.prisma),
    'proposal',
    (eb) => eb.selectFrom('entry').where('id', '=', entry).where('published_revision_id', '=', revision),
    (eb) => ({
      entry_id: eb.ref('id'),
      state: literal('in_review'),
      revision_id: revision,
      base_revision_id: revision,
      opened_by: actor.person,
      opened_hands: list.ints(actor.hands ?? []),
      submitted_at: now,
      withdraws: true,
      withdrawal_reason: reason,
      redirect_to: redirect ?? null,
    }),
  );
  const opened = await unlessTaken(() => opening.returning('id as proposal').executeTakeFirst());
  if (!opened) return false;
  const payload = { revision, ...(redirect === undefined ? {} : { redirectTo: redirect }) };
  await recordEvents(store.prisma, actor, { type: 'ask-withdrawal', entry: entry, ...opened, reason, payload });
  return true;
}

/** The entries of an open proposal that gets another state and no other text. */
export type ProposalMove = 'submit' | 'pull-back' | 'discard' | 'request-changes';

/**
 * Moves an open proposal that still is at `version` to another state, and records the event. False where it moved
 * meanwhile.
 */
export async function moveProposal(
  store: Writer,
  actor: Actor,
  at: { proposal: ProposalId; version: number },
  to: { state: 'draft' | 'in_review' | 'changes_requested' | 'discarded'; reason?: string },
  type: ProposalMove,
): Promise<boolean> {
  const { state, reason } = to;
  const isDecided = state === 'discarded' || state === 'changes_requested';
  const moved = await kysely(store.prisma)
    .updateTable('proposal')
    .set({
      ...RAISED,
      ...UNSCHEDULED,
      state,
      ...(state === 'in_review' && { submitted_at: now }),
      ...(isDecided && { decided_by: actor.person, decided_at: now }),
      ...(reason !== undefined && { reason }),
    })
    .where('id', '=', at.proposal)
    .where('version', '=', at.version)
    .where('state', 'in', OPEN)
    .returning((eb) => ['entry_id as entry', 'id as proposal', eb.ref('revision_id').$notNull().as('revision')])
    .executeTakeFirst();
  if (!moved) return false;
  const { entry, proposal, revision } = moved;
  await recordEvents(store.prisma, actor, { type, entry, proposal, reason, payload: { revision } });
  return true;
}
