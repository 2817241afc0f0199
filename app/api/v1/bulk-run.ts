import type { OfKind } from '#lib/exchange/runs/run-kind.ts';
import type { FollowedRun } from '#lib/exchange/runs/runs.ts';
import type { AppError } from '#lib/kernel/app-error.ts';
import type { Actor } from '#lib/kernel/permission/actor.ts';
import { fail, type Result } from '#lib/kernel/result.ts';
import type { Store } from '#lib/platform/database/database.ts';
import { isTheirs } from '#lib/runs/actions/parts/run-of.ts';
import { runOfKind } from './run-of-kind.ts';

/** A bulk run of the actor's own, or for an admin anybody's. Another's is not found. */
export async function bulkRunOf(
  store: Store,
  actor: Actor,
  id: number,
): Promise<Result<OfKind<'bulk', FollowedRun>, AppError>> {
  const run = await runOfKind(store, 'bulk', id);
  return run.ok && !isTheirs(actor, run.value.person?.id ?? null)
    ? fail({ code: 'not-found', what: `Bulk run ${id}` })
    : run;
}
