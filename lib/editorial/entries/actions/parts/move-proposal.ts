import type { AppError } from '../../../../kernel/app-error.ts';
import type { EntryId } from '../../../../kernel/ids.ts';
import type { OpenProposal } from '../../../../kernel/newsroom/proposal.ts';
import { type Actor, forbidden } from '../../../../kernel/permission/actor.ts';
import type { Permission } from '../../../../kernel/permission/table.ts';
import { fail, ok, type Result } from '../../../../kernel/result.ts';
import type { Reader } from '../../../../platform/database/database.ts';
import type { Database } from '../../../../platform/database/transaction.ts';
import { moveProposal, type ProposalMove } from '../../store/moving-proposals.ts';
import { readStanding, type Standing } from '../../store/standing.ts';

export type Moved = { entry: EntryId; state: string };
type Move = { state: 'draft' | 'in_review' | 'changes_requested' | 'discarded'; reason?: string };

/** The event of each permission that moves a proposal. */
const MOVES = {
  'entry.submit': 'submit',
  'entry.pull-back': 'pull-back',
  'entry.discard': 'discard',
  'entry.request-changes': 'request-changes',
} as const satisfies Partial<Record<Permission, ProposalMove>>;

/** What each permission below shares: permit, load, decide, and write where the proposal still stands as it was read. */
export async function decideAndMove(
  db: Database,
  actor: Actor,
  entry: EntryId,
  permission: keyof typeof MOVES,
  decide: (proposal: OpenProposal, standing: Standing) => Result<Move, AppError> | Promise<Result<Move, AppError>>,
): Promise<Result<Moved, AppError>> {
  const open = await openStanding(db, actor, entry, permission);
  if (!open.ok) return open;
  const { proposal, standing } = open.value;
  const decision = await decide(proposal, standing);
  if (!decision.ok) return decision;
  const done = await moveProposal(
    db,
    actor,
    { proposal: proposal.id, version: proposal.version },
    decision.value,
    MOVES[permission],
  );
  return done ? ok({ entry, state: decision.value.state }) : fail({ code: 'text-changed' });
}

/** The open proposal of an entry, where the actor may use `permission` at all. */
export async function openStanding(
  store: Reader,
  actor: Actor,
  entry: EntryId,
  permission: Permission,
): Promise<Result<{ proposal: OpenProposal; standing: Standing }, AppError>> {
  const no = forbidden(actor, permission);
  if (no) return fail(no);
  const standing = await readStanding(store, entry);
  if (!standing) return fail({ code: 'not-found', what: `Entry ${entry}` });
  const { proposal } = standing;
  if (!proposal || proposal.state === 'approved' || proposal.state === 'discarded')
    return fail({ code: 'no-open-proposal' });
  return ok({ proposal, standing });
}
