import type { AppError } from '../../kernel/app-error.ts';
import { BULK_RIGHTS } from '../../kernel/newsroom/bulk-actions.ts';
import { type Actor, forbidden } from '../../kernel/permission/actor.ts';
import { fail, type Result } from '../../kernel/result.ts';
import type { Store } from '../../platform/database/database.ts';
import { copyOpenItems, countItems } from '../store/bulk-items.ts';
import type { RunKind } from '../store/run-types.ts';
import { stateInWords, withRun } from './parts/run-of.ts';
import { type StartedRun, startRun } from './parts/start-run.ts';

/** Starts a run again that failed or was cancelled, as a new run of whoever retries. */
export function retryRun(store: Store, actor: Actor, kind: RunKind, id: number): Promise<Result<StartedRun, AppError>> {
  if (kind === 'bulk') return retryBulk(store, actor, id);
  return withRun(store, actor, kind, id, async (tx, run) => {
    const no = run.options.publish ? forbidden(actor, 'archive.publish-import') : undefined;
    if (no) return fail(no);
    if (run.state !== 'failed' && run.state !== 'cancelled')
      return fail({ code: 'wrong-run-state', action: 'retried', state: stateInWords(run) });
    if (run.kind === 'export' && !run.targetIsLive) return fail({ code: 'not-found', what: 'The target of this run' });
    if (run.kind === 'import' && run.upload === null)
      return fail({ code: 'not-found', what: 'The uploaded file of this run' });
    const what = run.kind === 'export' ? { target: run.target ?? 0 } : { upload: run.upload ?? 0 };
    return startRun(tx, actor, { kind, ...what, options: run.options, retryOf: id, cause: 'retry' });
  });
}

/** Starts a new run over whatever an ended one did not do, with the content that was seen then. */
export function retryBulk(store: Store, actor: Actor, id: number): Promise<Result<StartedRun, AppError>> {
  return withRun(store, actor, 'bulk', id, async (tx, run) => {
    const { action } = run.options;
    const no = action && forbidden(actor, BULK_RIGHTS[action]);
    if (no) return fail(no);
    const { failed, open } = await countItems(tx, id);
    const isOver = run.state !== 'waiting' && run.state !== 'running';
    if (!isOver || failed + open === 0)
      return fail({ code: 'wrong-run-state', action: 'retried', state: isOver ? 'done without a failure' : run.state });
    const started = await startRun(tx, actor, {
      kind: 'bulk',
      options: { ...run.options, count: failed + open },
      retryOf: id,
      cause: 'retry',
    });
    if (started.ok) await copyOpenItems(tx, id, started.value.run);
    return started;
  });
}
