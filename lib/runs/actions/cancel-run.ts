import type { AppError } from '../../kernel/app-error.ts';
import type { Actor } from '../../kernel/permission/actor.ts';
import { fail, ok, type Result } from '../../kernel/result.ts';
import type { Store } from '../../platform/database/database.ts';
import type { RunKind } from '../store/run-types.ts';
import { cancelLocked } from '../store/runs.ts';
import { stateInWords, withRun } from './parts/run-of.ts';

/** Cancels a run that waits; one that is running ends within seconds, and its target stays whole. */
export function cancelRun(
  store: Store,
  actor: Actor,
  kind: RunKind,
  id: number,
): Promise<Result<{ run: number }, AppError>> {
  return withRun(store, actor, kind, id, async (tx, run) => {
    if (run.state !== 'waiting' && run.state !== 'running')
      return fail({ code: 'wrong-run-state', action: 'cancelled', state: stateInWords(run) });
    await cancelLocked(tx, run);
    return ok({ run: id });
  });
}
