import type { Store } from '../platform/database/database.ts';
import type { JobData } from '../platform/jobs/job-queue.ts';
import { scheduleRun } from '../runs/store/scheduled-runs.ts';

/** A target's time has come: one run waits, however often the clock struck meanwhile. */
export async function scheduledExport(
  store: Store,
  { target }: JobData<'scheduled-export'>,
): Promise<{ run: number | null }> {
  return { run: (await scheduleRun(store, target)) ?? null };
}
