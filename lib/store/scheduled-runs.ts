import type { Store } from './database.ts';
import { RUNS_CHANNEL } from './runs.ts';
import { inTransaction } from './transaction.ts';

/**
 * Begins a run because its time has come, where the target still has a schedule and nothing like it waits already. The target is locked
 * first, in a statement of its own: only then the next one sees what another clock began. Returns the run's id.
 */
export function scheduleRun(store: Store, target: number): Promise<number | undefined> {
  return inTransaction(store, async (tx) => {
    await tx.$queryRaw`SELECT id FROM export_target WHERE id = ${target} FOR UPDATE`;
    const [begun] = await tx.$queryRaw<{ id: number }[]>`
      WITH begun AS (INSERT INTO archive_run (kind, cause, target_id)
        SELECT 'export', 'schedule', id FROM export_target t WHERE id = ${target} AND schedule IS NOT NULL AND removed_at IS NULL
          AND NOT EXISTS (SELECT FROM archive_run w WHERE w.target_id = t.id AND w.state = 'waiting' AND NOT w.options ? 'asOf' AND NOT w.options @> '{"plan": true}') RETURNING id)
      SELECT id, pg_notify(${RUNS_CHANNEL}, '')::text FROM begun`;
    return begun?.id;
  });
}
