import type { AppError } from '../../../../kernel/app-error.ts';
import type { EntryId } from '../../../../kernel/ids.ts';
import type { OpenProposal } from '../../../../kernel/newsroom/proposal.ts';
import { type Actor, forbidden } from '../../../../kernel/permission/actor.ts';
import type { Permission } from '../../../../kernel/permission/table.ts';
import { fail, ok, type Result } from '../../../../kernel/result.ts';
import type { Reader } from '../../../../platform/database/database.ts';
import type { Database } from '../../../../platform/database/transaction.ts';
import { type EntrySnapshot, readSnapshot } from '../../store/entry-snapshot.ts';
import { moveProposal, type ProposalMove } from '../../store/moving-proposals.ts';

export type MovedProposal = { entry: EntryId; state: string };
type ProposalMoveTo = { state: 'draft' | 'in_review' | 'changes_requested' | 'discarded'; reason?: string };

/** The event of each permission that moves a proposal. */
const MOVES = {
  'entry.submit': 'submit',
  'entry.pull-back': 'pull-back',
  'entry.discard': 'discard',
  'entry.request-changes': 'request-changes',
} as const satisfies Partial<Record<Permission, ProposalMove>>;

/** What each permission below shares: permit, load, decide, and write where the proposal still is as it was read. */
export async function decideAndMove(
  db: Database,
  actor: Actor,
  entry: EntryId,
  permission: keyof typeof MOVES,
  decide: (
    proposal: OpenProposal,
    snapshot: EntrySnapshot,
  ) => Result<ProposalMoveTo, AppError> | Promise<Result<ProposalMoveTo, AppError>>,
): Promise<Result<MovedProposal, AppError>> {
  const open = await openSnapshot(db, actor, entry, permission);
  if (!open.ok) return open;
  const { proposal, snapshot } = open.value;
  const decision = await decide(proposal, snapshot);
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
export async function openSnapshot(
  store: Reader,
  actor: Actor,
  entry: EntryId,
  permission: Permission,
): Promise<Result<{ proposal: OpenProposal; snapshot: EntrySnapshot }, AppError>> {
  const no = forbidden(actor, permission);
  if (no) return fail(no);
  const snapshot = await readSnapshot(store, entry);
  if (!snapshot) return fail({ code: 'not-found', what: `Entry ${entry}` });
  const { proposal } = snapshot;
  if (!proposal || proposal.state === 'approved' || proposal.state === 'discarded')
    return fail({ code: 'no-open-proposal' });
  return ok({ proposal, snapshot });
}
