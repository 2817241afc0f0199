import { recordEvents } from '../../../audit/store/audit.ts';
import type { AppError } from '../../../kernel/app-error.ts';
import { type Actor, forbidden } from '../../../kernel/permission/actor.ts';
import { fail, ok, type Result } from '../../../kernel/result.ts';
import type { Store } from '../../../platform/database/database.ts';
import { inTransaction } from '../../../platform/database/transaction.ts';
import { wakeWorkers } from '../../../runs/store/runs.ts';
import { endTarget } from '../store/targets.ts';

/** Takes a target out of use. Its history stays, and so does everything that was exported to it. */
export async function removeTarget(store: Store, actor: Actor, id: number): Promise<Result<{ id: number }, AppError>> {
  const no = forbidden(actor, 'target.manage');
  if (no) return fail(no);
  return inTransaction(store, async (tx) => {
    if (!(await endTarget(tx, id))) return fail({ code: 'not-found' as const, what: `Target ${id}` });
    await recordEvents(tx, actor, { type: 'remove-target', payload: { target: id } });
    await wakeWorkers(tx);
    return ok({ id });
  });
}
