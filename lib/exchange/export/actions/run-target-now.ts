import { setTimeout } from 'node:timers/promises';
import type { AppError } from '../../../kernel/app-error.ts';
import { type Actor, forbidden } from '../../../kernel/permission/actor.ts';
import { fail, ok, type Result } from '../../../kernel/result.ts';
import type { Store } from '../../../platform/database/database.ts';
import { exportRoot, homeFolder } from '../../../platform/environment/environment.ts';
import { endAbandoned } from '../../../runs/actions/end-abandoned.ts';
import type { RunProgress } from '../../../runs/actions/lease.ts';
import { LEASE_MS, workerName } from '../../../runs/actions/run-context.ts';
import { claimRun } from '../../../runs/store/run-claims.ts';
import { carryOut } from '../../runs/carry-out-run.ts';
import { type FollowedRun, readRun } from '../../runs/runs.ts';
import { type ExportStart, startExport } from './start-export.ts';

export type RunNow = Omit<ExportStart, 'target'> & {
  onProgress?: (progress: RunProgress) => void;
  stop?: AbortSignal;
  home?: string;
  exportRoot?: string;
};

const LOOK_AGAIN_MS = 300;

/**
 * Starts an export to a target and carries it out in this very process, under the same claims as every worker. What is
 * due of the target before it is carried out too, also what a dead worker left; while another run has the target it
 * waits, and where a worker was faster it follows. Returns the run as it ended.
 */
export async function runTargetNow(
  store: Store,
  actor: Actor,
  target: number,
  options: RunNow,
): Promise<Result<FollowedRun, AppError>> {
  const { onProgress, stop, home = homeFolder(), exportRoot: root = exportRoot(), ...asked } = options;
  const no = forbidden(actor, 'archive.export');
  if (no) return fail(no);
  const started = await startExport(store, actor, { target, ...asked });
  if (!started.ok) return started;
  const place = {
    store,
    worker: workerName(),
    leaseMs: LEASE_MS,
    home,
    exportRoot: root,
    ...(stop ? { stop } : {}),
    ...(onProgress ? { onProgress } : {}),
  };
  for (;;) {
    await endAbandoned(store, place.worker, place.leaseMs);
    const claim = await claimRun(store, { worker: place.worker, leaseMs: place.leaseMs, target });
    if (claim) await carryOut(place, claim);
    const run = await readRun(store, started.value.run);
    if (!run) throw new Error(`Run ${started.value.run} is gone.`);
    if (run.endedAt !== null || stop?.aborted) return ok(run);
    onProgress?.(run.progress);
    await setTimeout(LOOK_AGAIN_MS);
  }
}
