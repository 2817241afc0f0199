import { inShortTransaction } from './borrowed-connection.ts';
import type { Store } from './database.ts';
import { enqueueWithin } from './job-queue.ts';
import { type Claim, GUARD, guardOf, type TargetHolds } from './run-claims.ts';
import { RUNS_CHANNEL } from './runs.ts';
import { tellWebhooks } from './webhooks.ts';

export type Level = 'info' | 'warn' | 'error';

/** A file of a run as its record keeps it. */
export type RunFileRow = { n: number; outcome: string; path: string; line: number | null; detail: string | null };

/** How a run ended. `holds` is what the target holds now, where the run wrote to it. */
export type Ending =
  | { state: 'done'; report: object; holds?: TargetHolds | undefined; summary: Record<string, unknown> }
  | { state: 'failed'; problem: string }
  | { state: 'cancelled'; problem: string };

/** Holds the run's row against a worker that takes it over meanwhile; empty where that has happened. */
const HELD = `held AS (SELECT id FROM archive_run WHERE ${GUARD} FOR SHARE)`;

/** Adds a line to what a run said on its way. */
export async function addRunLine(store: Store, claim: Claim, level: Level, text: string): Promise<void> {
  await store.pool.query(
    `WITH ${HELD} INSERT INTO run_line (run_id, n, at, level, text)
     SELECT id, (SELECT coalesce(max(n), 0) + 1 FROM run_line WHERE run_id = $1), clock_timestamp(), $4, $5 FROM held`,
    [...guardOf(claim), level, text],
  );
}

/** Adds files to a run's record. */
export async function addRunFiles(store: Store, claim: Claim, files: readonly RunFileRow[]): Promise<void> {
  await store.pool.query(
    `WITH ${HELD} INSERT INTO run_file (run_id, n, outcome, path, line, detail)
     SELECT id, f.* FROM held, unnest($4::int[], $5::text[], $6::text[], $7::int[], $8::text[]) AS f`,
    [...guardOf(claim), files.map((f) => f.n), files.map((f) => f.outcome), files.map((f) => f.path), files.map((f) => f.line), files.map((f) => f.detail)],
  );
}

/**
 * Ends a run: its state, what the target holds now, its last line, and who is told of it, all of it or nothing. False where
 * the run is no longer this worker's; nothing was written then.
 */
export async function endRun(store: Store, claim: Claim, ending: Ending): Promise<boolean> {
  const problem = ending.state === 'done' ? null : ending.problem;
  return inShortTransaction(store, async (client) => {
    const ended = await client.query(`UPDATE archive_run SET state = $4::run_state, report = $5, problem = $6, ended_at = now(), lease_until = NULL WHERE ${GUARD}`, [
      ...guardOf(claim),
      ending.state,
      ending.state === 'done' ? JSON.stringify(ending.report) : null,
      problem,
    ]);
    if (!ended.rowCount) return false;
    if (ending.state === 'done' && ending.holds && claim.target)
      await client.query('UPDATE export_target SET held = $1 WHERE id = $2 AND fence = $3 AND kind = $4 AND place = $5', [
        JSON.stringify(ending.holds),
        claim.target.id,
        claim.fence,
        claim.target.kind,
        claim.target.place,
      ]);
    await client.query('INSERT INTO run_line (run_id, n, at, level, text) SELECT $1, coalesce(max(n), 0) + 1, clock_timestamp(), $2, $3 FROM run_line WHERE run_id = $1', [
      claim.run,
      ending.state === 'failed' ? 'error' : 'info',
      problem ?? 'Done.',
    ]);
    await tell(store, client, claim, ending);
    await client.query(`SELECT pg_notify('${RUNS_CHANNEL}', '')`);
    return true;
  });
}

/** A plan that is done changes nothing, so nobody is told; a failure is told in any case. Of what a bulk run does, each entry is told by itself. */
async function tell(store: Store, client: Parameters<typeof tellWebhooks>[0], claim: Claim, ending: Ending): Promise<void> {
  const { run, kind, cause, options, target } = claim;
  if (kind === 'bulk') return;
  const what = { id: run, kind, cause, options, target: target && { id: target.id, name: target.name } };
  if (ending.state === 'failed') {
    await tellWebhooks(client, 'run.failed', { run: { ...what, problem: ending.problem } });
    await enqueueWithin(store, client, 'tell-admins', { run }, `tell-admins-${run}`);
  }
  if (ending.state === 'done' && !options.plan && !options.dryRun) await tellWebhooks(client, 'run.done', { run: { ...what, ...ending.summary } });
}
