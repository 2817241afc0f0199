import type { AppError } from '../../../kernel/app-error.ts';
import { type Actor, forbidden } from '../../../kernel/permission/actor.ts';
import { fail, ok, type Result } from '../../../kernel/result.ts';
import type { Store } from '../../../platform/database/database.ts';
import { type Database, transact } from '../../../platform/database/transaction.ts';
import { readNewsroomSettings } from '../../../platform/settings/newsroom-settings.ts';
import { asker, ownPart } from '../../review/rules/second-person.ts';
import { decideContextChange, lockContextChange, type StoredContextChange } from '../store/context-changes.ts';
import { type ChangeRequest, carryOutChange } from './parts/asked-change.ts';
import { hashOfChange } from './parts/change-preview.ts';
import { managing, rollback } from './parts/manage-context.ts';

/** What became of a change that was asked for. */
export type DecidedChange = { change: number; state: 'approved' | 'changes_requested' | 'discarded'; pages: number };

/**
 * Does a change of names that somebody else asked for, where the pages that it touches are as the reviewer saw them.
 */
export function approveContextChange(
  store: Store,
  actor: Actor,
  id: number,
  seen: { hash: string },
): Promise<Result<DecidedChange, AppError>> {
  return managing(store, actor, 'context.merge', async (tx, db) => {
    const waits = await waiting(db, id);
    const { fourEyes } = await readNewsroomSettings(db);
    const own = ownPart(asker(waits.askedBy.id, waits.hands), actor);
    if (own && fourEyes) rollback({ code: own });
    const asked = waits.asked as ChangeRequest;
    const { pages } = await carryOutChange(db, actor, waits.context, asked, async (renaming) => {
      const { hash } = await hashOfChange(db, asked, renaming);
      if (hash !== seen.hash) rollback({ code: 'stale-preview', hash });
    });
    await decideContextChange(tx, actor, waits, { to: 'approved', event: 'approve-context-change' });
    return { change: id, state: 'approved' as const, pages };
  });
}

/** Sends a change of names back to whoever asked for it, with a reason. */
export function requestContextChanges(
  store: Store,
  actor: Actor,
  id: number,
  reason: string,
): Promise<Result<DecidedChange, AppError>> {
  return managing(store, actor, 'context.merge', async (tx, db) => {
    const waits = await waiting(db, id);
    if (!reason.trim()) rollback({ code: 'reason-missing' });
    await decideContextChange(tx, actor, waits, {
      to: 'changes_requested',
      event: 'return-context-change',
      reason: reason.trim(),
    });
    return { change: id, state: 'changes_requested' as const, pages: 0 };
  });
}

/** Gives up a change of names that one asked for oneself. */
export function discardContextChange(store: Store, actor: Actor, id: number): Promise<Result<DecidedChange, AppError>> {
  const no = forbidden(actor, 'context.merge');
  if (no) return Promise.resolve(fail(no));
  return transact(store, async (db) => {
    const found = await lockContextChange(db.prisma, id);
    if (!found) return fail({ code: 'not-found', what: `Change ${id}` });
    if (found.askedBy.id !== actor.person) return fail({ code: 'not-yours' });
    if (found.state === 'approved' || found.state === 'discarded')
      return fail({ code: 'wrong-state', action: 'discarded', state: found.state });
    await decideContextChange(db.prisma, actor, found, { to: 'discarded', event: 'discard-context-change' });
    return ok({ change: id, state: 'discarded' as const, pages: 0 });
  });
}

async function waiting({ prisma }: Database, id: number): Promise<StoredContextChange> {
  const found = (await lockContextChange(prisma, id)) ?? rollback({ code: 'not-found', what: `Change ${id}` });
  if (found.state !== 'in_review')
    rollback({
      code: 'wrong-state',
      action: 'decided',
      state: found.state === 'changes_requested' ? 'returned for changes' : found.state,
    });
  return found;
}
