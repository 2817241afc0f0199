import type { ExpressionBuilder } from 'kysely';
import type pg from 'pg';
import { notifyWebhooks } from '../../audit/store/notify-webhooks.ts';
import type { Store } from '../../platform/database/database.ts';
import { insertFrom } from '../../platform/database/insert-from.ts';
import { kysely } from '../../platform/database/kysely.ts';
import { inShortTransaction } from '../../platform/database/pool-transaction.ts';
import { json, list, notified, now, rowsOf, rowsWritten, thisMoment } from '../../platform/database/sql-values.ts';
import type { Tables } from '../../platform/database/tables.ts';
import { enqueueWithin } from '../../platform/jobs/job-queue.ts';
import { heldBy, heldRun } from './held-runs.ts';
import type { Claim, Level, TargetHolds } from './run-types.ts';
import { RUNS_CHANNEL } from './runs.ts';

/** A file of a run as its record keeps it. */
export type RunFileRow = { n: number; outcome: string; path: string; line: number | null; detail: string | null };

/** How a run ended. `holds` is what the target holds now, where the run wrote to it. */
export type RunEnding =
  | { state: 'done'; report: object; holds?: TargetHolds | undefined; summary: Record<string, unknown> }
  | { state: 'failed'; problem: string }
  | { state: 'cancelled'; problem: string };

/** Adds a line to what a run said on its way. */
export async function addRunLine(store: Store, claim: Claim, level: Level, text: string): Promise<void> {
  await insertFrom(
    kysely(store.pool).with('held', heldRun(claim)),
    'run_line',
    (eb) => eb.selectFrom('held'),
    (eb) => ({ run_id: eb.ref('held.id'), n: nextLine(eb, claim), at: thisMoment, level, text }),
  ).execute();
}

/** The number of a run's next line. */
function nextLine(eb: Pick<ExpressionBuilder<Tables, never>, 'selectFrom'>, { run }: Claim) {
  return eb
    .selectFrom('run_line')
    .select((line) => line(line.fn.coalesce(line.fn.max('n'), line.lit(0)), '+', 1).as('n'))
    .where('run_id', '=', run)
    .$asScalar()
    .$notNull();
}

/** Adds files to a run's record. */
export async function addRunFiles(store: Store, claim: Claim, files: readonly RunFileRow[]): Promise<void> {
  const rows = rowsOf('f', {
    n: list.ints(files.map(({ n }) => n)),
    outcome: list.texts(files.map(({ outcome }) => outcome)),
    path: list.texts(files.map(({ path }) => path)),
    line: list.ints(files.map(({ line }) => line)),
    detail: list.texts(files.map(({ detail }) => detail)),
  });
  await insertFrom(
    kysely(store.pool).with('held', heldRun(claim)),
    'run_file',
    (eb) => eb.selectFrom('held').crossJoin(rows),
    (eb) => ({
      run_id: eb.ref('held.id'),
      n: eb.ref('f.n'),
      outcome: eb.ref('f.outcome'),
      path: eb.ref('f.path'),
      line: eb.ref('f.line'),
      detail: eb.ref('f.detail'),
    }),
  ).execute();
}

/**
 * Ends a run: its state, what the target holds now, its last line, and who is notified, all of it or nothing. False
 * where the run is no longer this worker's; nothing was written then.
 */
export async function endRun(store: Store, claim: Claim, ending: RunEnding): Promise<boolean> {
  const problem = ending.state === 'done' ? null : ending.problem;
  return inShortTransaction(store, async (client) => {
    const db = kysely(client);
    const report = ending.state === 'done' ? json(ending.report) : null;
    const run = db.updateTable('archive_run').where(heldBy(claim));
    if (!(await rowsWritten(run.set({ state: ending.state, report, problem, ended_at: now, lease_until: null }))))
      return false;
    if (ending.state === 'done' && ending.holds && claim.target) {
      const { id, kind, place } = claim.target;
      const target = db.updateTable('export_target').where((eb) => eb.and({ id, fence: claim.fence, kind, place }));
      await target.set({ held: json(ending.holds) }).execute();
    }
    const level: Level = ending.state === 'failed' ? 'error' : 'info';
    await db
      .insertInto('run_line')
      .values((eb) => ({ run_id: claim.run, n: nextLine(eb, claim), at: thisMoment, level, text: problem ?? 'Done.' }))
      .execute();
    await tell(store, client, claim, ending);
    await db.selectNoFrom(notified(RUNS_CHANNEL).as('notified')).execute();
    return true;
  });
}

/**
 * A plan that is done changes nothing, so nobody is notified; a failure is told in any case. Of what a bulk run does,
 * each entry is told by itself.
 */
async function tell(store: Store, client: pg.ClientBase, claim: Claim, ending: RunEnding): Promise<void> {
  const { run, kind, cause, options, target } = claim;
  if (kind === 'bulk') return;
  const what = { id: run, kind, cause, options, target: target && { id: target.id, name: target.name } };
  if (ending.state === 'failed') {
    await notifyWebhooks(client, 'run.failed', { run: { ...what, problem: ending.problem } });
    await enqueueWithin(store, client, 'notify-admins', { run }, `notify-admins-${run}`);
  }
  if (ending.state === 'done' && !options.plan && !options.dryRun)
    await notifyWebhooks(client, 'run.done', { run: { ...what, ...ending.summary } });
}
