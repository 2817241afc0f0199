import type { Store } from './database.ts';

/** How the work behind the screens stands. `workerSeconds` is how long ago a worker was last heard; null where none ever was. */
export type WorkState = { workerSeconds: number | null; waiting: number; oldestSeconds: number; failed: number; lastExport: { at: Date; problem: string | null } | null };

/** Reads the worker's sign of life, what waits and what was given up, and the last export. */
export async function workOf(store: Store): Promise<WorkState> {
  const known = await store.pool.query<{ known: boolean }>("SELECT to_regclass('pgboss.version') IS NOT NULL AS known");
  const { rows: exports } = await store.pool.query<{ at: Date; problem: string | null }>(
    "SELECT ended_at AS at, problem FROM archive_run WHERE kind = 'export' AND ended_at IS NOT NULL ORDER BY id DESC LIMIT 1",
  );
  const lastExport = exports[0] ?? null;
  if (!known.rows[0]?.known) return { workerSeconds: null, waiting: 0, oldestSeconds: 0, failed: 0, lastExport };
  const { rows } = await store.pool.query<Omit<WorkState, 'lastExport'>>(`
    SELECT (SELECT extract(epoch FROM now() - max(cron_on))::float FROM pgboss.version) AS "workerSeconds",
           count(*) FILTER (WHERE state IN ('created', 'retry') AND start_after <= now())::int AS waiting,
           coalesce(extract(epoch FROM now() - min(start_after) FILTER (WHERE state IN ('created', 'retry') AND start_after <= now())), 0)::float AS "oldestSeconds",
           count(*) FILTER (WHERE state = 'failed' AND completed_on > now() - interval '7 days')::int AS failed
      FROM pgboss.job`);
  return { ...(rows[0] as Omit<WorkState, 'lastExport'>), lastExport };
}
