import type { Store } from '../store/database.ts';
import type { JobData } from '../store/job-queue.ts';
import { scheduleRun } from '../store/scheduled-runs.ts';

/** A target's time has come: one run waits, however often the clock struck meanwhile. */
export async function scheduledExport(
  store: Store,
  { target }: JobData<'scheduled-export'>,
): Promise<{ run: number | null }> {
  return { run: (await scheduleRun(store, target)) ?? null };
}
