import type { Store } from '../../platform/database/database.ts';
import { claimAbandoned, MOST_ATTEMPTS } from '../store/run-claims.ts';
import { endRun } from '../store/run-records.ts';

const PROBLEM =
  `Given up: ${MOST_ATTEMPTS} workers stopped during this run. Check their logs and the machine’s ` +
  'memory, then retry.';

/** Ends as failed what no worker could finish. Returns how many runs that were. */
export async function endAbandoned(store: Store, worker: string, leaseMs: number): Promise<number> {
  for (let ended = 0; ; ended += 1) {
    const dead = await claimAbandoned(store, worker, leaseMs);
    if (!dead) return ended;
    await endRun(store, dead, { state: 'failed', problem: PROBLEM });
  }
}
