import { isTheirs } from '#lib/actions/parts/run-of.ts';
import type { Actor } from '#lib/domain/permission/actor.ts';
import type { Refusal } from '#lib/domain/refusals.ts';
import { type Result, refuse } from '#lib/domain/result.ts';
import type { OfKind } from '#lib/queries/run-kind.ts';
import type { FollowedRun } from '#lib/queries/runs.ts';
import type { Store } from '#lib/store/database.ts';
import { runOfKind } from './run-of-kind.ts';

/** A bulk run of the actor's own, or for an admin anybody's. Another's is not found. */
export async function bulkRunOf(
  store: Store,
  actor: Actor,
  id: number,
): Promise<Result<OfKind<'bulk', FollowedRun>, Refusal>> {
  const run = await runOfKind(store, 'bulk', id);
  return run.ok && !isTheirs(actor, run.value.person?.id ?? null)
    ? refuse({ code: 'not-found', what: `Bulk run ${id}` })
    : run;
}
