import type { AppError } from '../../../../kernel/app-error.ts';
import type { EntryId } from '../../../../kernel/ids.ts';
import { type Actor, forbidden } from '../../../../kernel/permission/actor.ts';
import { fail, ok, type Result } from '../../../../kernel/result.ts';
import type { Reader } from '../../../../platform/database/database.ts';
import type { Database } from '../../../../platform/database/transaction.ts';
import { type WithdrawalProposed, type WithdrawalRequest, withdraw } from '../../rules/withdraw.ts';
import { readSnapshot } from '../../store/entry-snapshot.ts';
import { openWithdrawal } from '../../store/moving-proposals.ts';
import type { MovedProposal } from './move-proposal.ts';

/**
 * Asks that a published page be taken away, and puts that before the reviewers. Undefined where somebody else's write
 * came in between.
 */
export async function askWithdrawal(
  db: Database,
  actor: Actor,
  entry: EntryId,
  asked: WithdrawalRequest,
): Promise<Result<MovedProposal, AppError> | undefined> {
  const no = forbidden(actor, 'entry.withdraw');
  if (no) return fail(no);
  const decision = await decide(db, entry, asked);
  if (!decision.ok) return decision;
  return (await openWithdrawal(db, actor, entry, decision.value))
    ? ok({ entry, state: decision.value.state })
    : undefined;
}

async function decide(
  reader: Reader,
  entry: EntryId,
  asked: WithdrawalRequest,
): Promise<Result<WithdrawalProposed, AppError>> {
  const snapshot = await readSnapshot(reader, entry);
  if (!snapshot) return fail({ code: 'not-found', what: `Entry ${entry}` });
  const target = asked.redirectTo === undefined ? undefined : await readSnapshot(reader, asked.redirectTo);
  return withdraw({ id: entry, status: snapshot.status, proposal: snapshot.proposal }, asked, target?.status);
}
