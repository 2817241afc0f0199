import type { AppError } from '../../kernel/app-error.ts';
import { explain } from '../../kernel/explain-error.ts';
import { type ContextId, type PersonId, toId } from '../../kernel/ids.ts';
import { BULK_RIGHTS, type BulkAction } from '../../kernel/newsroom/bulk-actions.ts';
import { type Actor, forbidden } from '../../kernel/permission/actor.ts';
import { fail, type Result } from '../../kernel/result.ts';
import { personById } from '../../people/store/people.ts';
import type { Store } from '../../platform/database/database.ts';
import { type Database, transact } from '../../platform/database/transaction.ts';
import { type Lease, LeaseLost } from '../../runs/actions/lease.ts';
import type { RunContext } from '../../runs/actions/run-context.ts';
import type { RunRecord } from '../../runs/actions/run-record.ts';
import { type BulkItem, beginItem, countItems, endItem } from '../../runs/store/bulk-items.ts';
import type { RunEnding } from '../../runs/store/run-records.ts';
import type { Claim } from '../../runs/store/run-types.ts';
import { assignContextIn } from '../contexts/actions/parts/context-assignment.ts';
import { approveWithin } from '../entries/actions/parts/approval.ts';
import { assignIn } from '../entries/actions/parts/assignment.ts';
import { discardIn, requestChangesIn, submitIn } from '../entries/actions/parts/moves.ts';

const GONE = 'The person who started this can no longer sign in. What was done before stays done.';

/**
 * Does one action to each entry of a claimed run, by the very rules of a hand, as whoever asked and with the rights of
 * that moment. An error is that entry's outcome; the others go on.
 */
export async function carryOutBulk(
  { store }: RunContext,
  claim: Claim,
  lease: Lease,
  record: RunRecord,
): Promise<RunEnding> {
  const { action } = claim.options;
  if (!action || claim.person === null) return { state: 'failed', problem: 'This run does not say what to do.' };
  const before = await countItems(store.prisma, claim.run);
  const total = before.done + before.failed + before.open;
  for (let ended = before.done + before.failed; ; ended += 1) {
    record.progress('deciding', ended, total);
    await lease.confirm();
    const actor = await actorNow(store, claim, claim.person);
    if (!actor) return { state: 'failed', problem: GONE };
    const item = await beginItem(store, claim);
    if (!item) break;
    await carryOutItem(store, actor, action, claim, item);
  }
  const { done, failed } = await countItems(store.prisma, claim.run);
  record.say(`${done} done, ${failed} not.`, failed ? 'warn' : 'info');
  return { state: 'done', report: { action, files: { done, failed } }, summary: { action, done, failed } };
}

/**
 * Does the action to one entry and writes that down, in one transaction. What was refused is taken back and written
 * down alone.
 */
async function carryOutItem(
  store: Store,
  actor: Actor,
  action: BulkAction,
  claim: Claim,
  item: BulkItem,
): Promise<void> {
  const done = await transact(store, async (db) => {
    const outcome = await doAction(db, actor, action, claim, item);
    if (outcome.ok && !(await endItem(db, claim, item.n, 'done', null))) throw new LeaseLost();
    return outcome;
  });
  if (!done.ok) await endItem(store, claim, item.n, 'failed', explain(done.error).detail);
}

function doAction(
  db: Database,
  actor: Actor,
  action: BulkAction,
  { options }: Claim,
  { entry, hash }: BulkItem,
): Promise<Result<unknown, AppError>> {
  const no = forbidden(actor, BULK_RIGHTS[action]);
  if (no) return Promise.resolve(fail(no));
  switch (action) {
    case 'approve':
      return approveWithin(db.prisma, actor, entry, {
        hash: hash ?? '',
        farDayConfirmed: options.farDayConfirmed === true,
      });
    case 'request-changes':
      return requestChangesIn(db, actor, entry, options.reason ?? '');
    case 'submit':
      return submitIn(db, actor, entry);
    case 'discard':
      return discardIn(db, actor, entry);
    case 'assign':
      return assignIn(db, actor, entry, options.to == null ? null : toId<PersonId>(options.to));
    case 'add-context':
    case 'remove-context':
      return assignContextIn(
        db,
        actor,
        entry,
        { action, context: toId<ContextId>(options.context ?? 0) },
        options.reason,
      );
    case 'replace-context':
      return assignContextIn(
        db,
        actor,
        entry,
        { action, context: toId<ContextId>(options.context ?? 0), by: toId<ContextId>(options.by ?? 0) },
        options.reason,
      );
  }
}

async function actorNow(store: Store, { cause, hands }: Claim, id: PersonId): Promise<Actor | undefined> {
  const person = await personById(store, id);
  if (!person || person.disabledAt) return undefined;
  return { person: id, role: person.role, channel: cause === 'api' || cause === 'cli' ? cause : 'screen', hands };
}
