import type { Store } from './database.ts';
import { RUNS_CHANNEL } from './runs.ts';

/**
 * Begins a run because its time has come, where the target still has a schedule and nothing like it waits already. Targets
 * are locked in turn, so two clocks begin one run. Returns its id.
 */
export async function scheduleRun(store: Store, target: number): Promise<number | undefined> {
  const { rows } = await store.pool.query<{ id: number }>(
    `WITH live AS (SELECT id FROM export_target WHERE id = $1 AND schedule IS NOT NULL AND removed_at IS NULL FOR UPDATE),
     begun AS (INSERT INTO archive_run (kind, cause, target_id) SELECT 'export', 'schedule', id FROM live
       WHERE NOT EXISTS (SELECT 1 FROM archive_run w WHERE w.target_id = $1 AND w.state = 'waiting' AND NOT w.options ? 'asOf' AND NOT w.options @> '{"plan": true}') RETURNING id)
     SELECT id, pg_notify('${RUNS_CHANNEL}', '') FROM begun`,
    [target],
  );
  return rows[0]?.id;
}
