import type { AppError } from '../../../kernel/app-error.ts';
import type { Actor } from '../../../kernel/permission/actor.ts';
import { fail, type Result } from '../../../kernel/result.ts';
import type { Store } from '../../../platform/database/database.ts';
import { stateInWords, withRun } from '../../../runs/actions/parts/run-of.ts';
import { type StartedRun, startRun } from '../../../runs/actions/parts/start-run.ts';

/**
 * Starts the export that a plan described. Whatever was published since then goes with it, unless the plan was of an
 * instant.
 */
export function applyPlan(store: Store, actor: Actor, id: number, key?: string): Promise<Result<StartedRun, AppError>> {
  return withRun(store, actor, 'export', id, async (tx, run) => {
    const { plan, ...options } = run.options;
    if (!plan || run.state !== 'done')
      return fail({
        code: 'wrong-run-state',
        action: 'applied',
        state: plan ? stateInWords(run) : `${run.state} and no plan`,
      });
    if (!run.targetIsLive || run.target === null) return fail({ code: 'not-found', what: 'The target of this plan' });
    return startRun(tx, actor, { kind: 'export', target: run.target, options }, key);
  });
}
