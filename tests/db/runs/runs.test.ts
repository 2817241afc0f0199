import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { PgBoss } from 'pg-boss';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyPlan } from '../../../lib/exchange/export/actions/apply-plan.ts';
import { runTargetNow } from '../../../lib/exchange/export/actions/run-target-now.ts';
import { createTarget } from '../../../lib/exchange/export/actions/save-target.ts';
import { startExport } from '../../../lib/exchange/export/actions/start-export.ts';
import { listTargets } from '../../../lib/exchange/export/queries/targets.ts';
import { saveUpload } from '../../../lib/exchange/import/actions/save-upload.ts';
import { startImport } from '../../../lib/exchange/import/actions/start-import.ts';
import { carryOut, type RunOutcome } from '../../../lib/exchange/runs/carry-out-run.ts';
import { readPlanDiff } from '../../../lib/exchange/runs/run-diff.ts';
import { failedRuns, listRuns, readRun, runFiles } from '../../../lib/exchange/runs/runs.ts';
import type { Actor } from '../../../lib/kernel/permission/actor.ts';
import { noticeChanges } from '../../../lib/notices/store/webhooks.ts';
import type { Store } from '../../../lib/platform/database/database.ts';
import { createQueues, keepSchedules } from '../../../lib/platform/jobs/job-queue.ts';
import { JOB_SCHEMA } from '../../../lib/platform/jobs/job-schema.ts';
import { cancelRun } from '../../../lib/runs/actions/cancel-run.ts';
import { retryRun } from '../../../lib/runs/actions/retry-run.ts';
import type { RunContext } from '../../../lib/runs/actions/run-context.ts';
import { renewClaim } from '../../../lib/runs/store/held-runs.ts';
import { claimAbandoned, claimRun } from '../../../lib/runs/store/run-claims.ts';
import { addRunFiles, addRunLine, endRun } from '../../../lib/runs/store/run-records.ts';
import { scheduledExport } from '../../../lib/worker/scheduled-export.ts';
import { freshStore, person } from '../../support/database.ts';
import { done, publishedEntry } from '../../support/newsroom.ts';
import { folderTarget, scratch, target as targetOf } from '../../support/runs.ts';
import { filesIn } from '../../support/trees.ts';

const work = scratch('runs');
const LEASE_MS = 20_000;

let store: Store;
let admin: Actor;
let reviewer: Actor;
let writer: Actor;
let context: RunContext;
beforeAll(async () => {
  store = await freshStore();
  [admin, reviewer, writer] = [
    await person(store, 'admin'),
    await person(store, 'reviewer'),
    await person(store, 'editor'),
  ];
  context = {
    store,
    worker: 'the worker',
    leaseMs: LEASE_MS,
    home: work.folder,
    exportRoot: path.join(work.folder, 'trees'),
  };
  await publishedEntry(store, writer, reviewer, 'A bridge opens');
});
afterAll(async () => {
  await store.close();
  work.clear();
});

/** Carries a run out as a worker would. */
async function carried(run: number): Promise<RunOutcome> {
  const claim = await claimRun(store, { worker: context.worker, leaseMs: LEASE_MS, run });
  if (!claim) throw new Error(`Run ${run} was not claimed.`);
  return carryOut(context, claim);
}

const tree = (name: string) => path.join(context.exportRoot, name);

describe('an export', () => {
  test('writes the tree, says what it did, and the next one goes on from what the target holds', async () => {
    const target = await folderTarget(store, admin, { name: 'whole' });
    const { run } = done(await startExport(store, admin, { target }));
    expect(await readRun(store, run)).toMatchObject({
      state: 'waiting',
      cause: 'hand',
      target: { id: target, name: 'whole' },
      person: { id: admin.person },
      options: {},
    });
    expect(await carried(run)).toEqual({ outcome: 'done' });
    const files = Object.keys(filesIn(tree('whole')));
    expect(files).toContain('news/2031/05/6/a-bridge-opens.md');
    const ended = await readRun(store, run);
    expect(ended).toMatchObject({
      state: 'done',
      attempts: 1,
      problem: null,
      report: { plan: false, full: true, before: null, settings: { edition: '2017' }, paths: { added: [] } },
    });
    expect(ended?.log.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^Started by the worker/),
      expect.stringMatching(/^\d+ added, 0 changed/),
      'Done.',
    ]);
    const listed = await runFiles(store, run, {});
    expect(listed.items.map(({ path: at }) => at)).toContain('news/2031/05/6/a-bridge-opens.md');
    expect(listed.counts).toMatchObject({
      added: ended?.report?.files && 'added' in ended.report.files ? ended.report.files.added : -1,
      changed: 0,
      removed: 0,
    });

    await publishedEntry(store, writer, reviewer, 'A ferry sinks');
    const again = done(await startExport(store, reviewer, { target })).run;
    await carried(again);
    expect(await readRun(store, again)).toMatchObject({
      state: 'done',
      report: { full: false, before: { position: expect.any(Number) } },
    });
    expect((await listTargets(store)).find(({ id }) => id === target)?.lastRun).toMatchObject({
      id: again,
      state: 'done',
    });
  });

  test('a plan writes nothing, shows each file before and after, and can be applied', async () => {
    const target = await folderTarget(store, admin, { name: 'planned' });
    await carried(done(await startExport(store, admin, { target })).run);
    const before = filesIn(tree('planned'));
    await publishedEntry(store, writer, reviewer, 'A tower is measured');
    const { run } = done(await startExport(store, admin, { target, plan: true }));
    await carried(run);
    expect(filesIn(tree('planned'))).toEqual(before);
    expect(await readRun(store, run)).toMatchObject({ state: 'done', options: { plan: true }, report: { plan: true } });
    expect((await runFiles(store, run, { outcome: 'added' })).items.map(({ path: at }) => at)).toContain(
      'news/2031/05/6/a-tower-is-measured.md',
    );
    expect((await runFiles(store, run, { q: 'TOWER' })).items).toHaveLength(1);
    expect((await runFiles(store, run, { q: '%' })).items).toEqual([]);

    const applied = done(await applyPlan(store, admin, run)).run;
    await carried(applied);
    const after = filesIn(tree('planned'));
    for (const { path: at } of (await runFiles(store, run, {})).items) {
      const diff = await readPlanDiff(store, run, at);
      if (diff?.after === null && diff.before === null) throw new Error(`${at} has no text`);
      expect([at, diff?.before, diff?.after]).toEqual([at, before[at] ?? null, after[at] ?? null]);
    }
    expect(await readPlanDiff(store, run, 'news/2031/05/6/a-bridge-opens.md')).toBeUndefined();
    expect(await applyPlan(store, admin, applied)).toMatchObject({ error: { code: 'wrong-run-state' } });
  });

  test('of an earlier instant gives the tree of then; an instant to come is refused', async () => {
    const target = await folderTarget(store, admin, { name: 'then' });
    const { rows } = await store.pool.query('SELECT at FROM archive_change ORDER BY position LIMIT 1');
    const asOf = (rows[0].at as Date).toISOString();
    await carried(done(await startExport(store, admin, { target, asOf })).run);
    expect(Object.keys(filesIn(tree('then'))).filter((at) => at.startsWith('news/2031/05/6/a-'))).toEqual([
      'news/2031/05/6/a-bridge-opens.md',
    ]);
    expect(
      await startExport(store, admin, { target, asOf: new Date(Date.now() + 60_000).toISOString() }),
    ).toMatchObject({ error: { fields: [{ field: 'asOf' }] } });
  });

  test('into a folder that is not ours fails loudly, and a retry heals it', async () => {
    const target = await folderTarget(store, admin, { name: 'foreign' });
    await carried(done(await startExport(store, admin, { target, plan: true })).run);
    const file = path.join(tree('foreign'), 'index.md');
    mkdirSync(tree('foreign'), { recursive: true });
    writeFileSync(file, 'Somebody else wrote this.\n');
    const { run } = done(await startExport(store, admin, { target }));
    expect(await carried(run)).toMatchObject({ outcome: 'failed' });
    const failed = await readRun(store, run);
    expect(failed).toMatchObject({ state: 'failed', problem: expect.stringContaining('index.md'), report: null });
    expect(failed?.log.at(-1)).toMatchObject({ level: 'error', text: failed?.problem });
    expect(readFileSync(file, 'utf8')).toBe('Somebody else wrote this.\n');
    expect((await failedRuns(store)).map(({ id }) => id)).toEqual([run]);
    rmSync(file);
    const retried = done(await retryRun(store, reviewer, 'export', run)).run;
    await carried(retried);
    expect(await readRun(store, retried)).toMatchObject({
      state: 'done',
      cause: 'retry',
      retryOf: run,
      person: { id: reviewer.person },
    });
    expect(await failedRuns(store)).toEqual([]);
    expect(await retryRun(store, reviewer, 'export', retried)).toMatchObject({ error: { code: 'wrong-run-state' } });
  });

  test('to a repository is one commit, and none where nothing changed', async () => {
    const remote = path.join(work.folder, 'remote.git');
    execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', remote]);
    const { id: target } = done(
      await createTarget(store, admin, targetOf({ name: 'repository', kind: 'git', place: remote })),
    );
    const commits: unknown[] = [];
    for (const state of ['done', 'done']) {
      const { run } = done(await startExport(store, admin, { target }));
      await carried(run);
      const ended = await readRun(store, run);
      expect([ended?.state, ended?.problem]).toEqual([state, null]);
      commits.push(ended?.report && 'commit' in ended.report ? ended.report.commit : undefined);
    }
    const head = execFileSync('git', ['-C', remote, 'rev-parse', 'main'], { encoding: 'utf8' }).trim();
    expect(commits).toEqual([head, null]);
    expect(
      execFileSync('git', ['-C', remote, 'show', 'main:news/2031/05/6/a-bridge-opens.md'], { encoding: 'utf8' }),
    ).toContain('A bridge opens');
  });

  test('whoever lost the right since they asked exports nothing', async () => {
    const target = await folderTarget(store, admin, { name: 'rightless' });
    const leaving = await person(store, 'reviewer');
    const { run } = done(await startExport(store, leaving, { target }));
    await store.pool.query("UPDATE person SET role = 'editor' WHERE id = $1", [leaving.person]);
    await carried(run);
    expect(await readRun(store, run)).toMatchObject({
      state: 'failed',
      problem: expect.stringContaining('no longer has permission'),
    });
    expect(existsSync(tree('rightless'))).toBe(false);
  });

  test('in the process that asks waits for the run before it, and follows it', async () => {
    const target = await folderTarget(store, admin, { name: 'inline' });
    const { run: first } = done(await startExport(store, admin, { target }));
    const claim = await claimRun(store, { worker: 'another', leaseMs: LEASE_MS, run: first });
    const here = runTargetNow(store, { ...admin, channel: 'cli' }, target, {
      full: true,
      home: context.home,
      exportRoot: context.exportRoot,
    });
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(existsSync(tree('inline'))).toBe(false);
    if (claim) await carryOut({ ...context, worker: 'another' }, claim);
    expect(done(await here)).toMatchObject({ state: 'done', cause: 'cli', options: { full: true } });
    expect(await runTargetNow(store, writer, target, {})).toMatchObject({ error: { code: 'not-allowed' } });
  });
});

describe('where no worker runs', () => {
  test('an export in the process that asks first ends what a dead process left of the target', async () => {
    const target = await folderTarget(store, admin, { name: 'left behind' });
    const left = done(await startExport(store, admin, { target })).run;
    await claimRun(store, { worker: 'dead', leaseMs: 10, run: left });
    const deadly = done(await startExport(store, admin, { target })).run;
    await store.pool.query(`UPDATE archive_run SET attempts = 2 WHERE id = $1`, [deadly]);
    await new Promise((resolve) => setTimeout(resolve, 30));
    const now = done(
      await runTargetNow(store, { ...admin, channel: 'cli' }, target, {
        home: context.home,
        exportRoot: context.exportRoot,
      }),
    );
    expect(now).toMatchObject({ state: 'done' });
    expect(await readRun(store, left)).toMatchObject({ state: 'done', attempts: 2 });
    expect(await readRun(store, deadly)).toMatchObject({ state: 'done', attempts: 3 });
  });
});

describe('asking', () => {
  test('the same key with the same request is the same run, also at once; with another one it is refused', async () => {
    const target = await folderTarget(store, admin, { name: 'keyed' });
    const started = await Promise.all(
      Array.from({ length: 5 }, () => startExport(store, admin, { target, plan: true, full: false }, 'key-1')),
    );
    expect(new Set(started.map((one) => done(one).run)).size).toBe(1);
    expect(done(await startExport(store, admin, { full: undefined, plan: true, target }, 'key-1'))).toEqual(
      done(started[0] ?? started[1] ?? (await startExport(store, admin, { target }))),
    );
    expect(await startExport(store, admin, { target }, 'key-1')).toMatchObject({ error: { code: 'key-reused' } });
    expect(done(await startExport(store, reviewer, { target }, 'key-1'))).not.toEqual(
      done(started[0] ?? (await startExport(store, admin, { target }))),
    );
  });

  test('rights are those of the table', async () => {
    const target = await folderTarget(store, admin, { name: 'guarded' });
    const { run } = done(await startExport(store, reviewer, { target }));
    for (const actor of [writer, { ...reviewer, scopes: ['archive:read', 'import'] as const }]) {
      expect(await startExport(store, actor, { target })).toMatchObject({ error: { code: 'not-allowed' } });
      expect(await cancelRun(store, actor, 'export', run)).toMatchObject({ error: { code: 'not-allowed' } });
      expect(await retryRun(store, actor, 'export', run)).toMatchObject({ error: { code: 'not-allowed' } });
      expect(await applyPlan(store, actor, run)).toMatchObject({ error: { code: 'not-allowed' } });
    }
    expect(await cancelRun(store, { ...reviewer, scopes: ['import'] }, 'import', run)).toMatchObject({
      error: { code: 'not-found' },
    });
    expect(done(await cancelRun(store, { ...reviewer, scopes: ['export'] }, 'export', run))).toEqual({ run });
    expect(await readRun(store, run)).toMatchObject({ state: 'cancelled' });
    expect(await cancelRun(store, reviewer, 'export', run)).toMatchObject({ error: { code: 'wrong-run-state' } });
    expect(await claimRun(store, { worker: 'w', leaseMs: LEASE_MS, run })).toBeUndefined();
  });

  test('the list goes page by page, of one target or all', async () => {
    const target = await folderTarget(store, admin, { name: 'listed' });
    const runs: number[] = [];
    for (let n = 0; n < 5; n += 1) runs.unshift(done(await startExport(store, admin, { target })).run);
    const first = await listRuns(store, { kind: 'export', target, limit: 3 });
    const second = await listRuns(store, { kind: 'export', target, limit: 3, cursor: Number(first.next) });
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(runs);
    expect(second.next).toBeNull();
    expect((await listRuns(store, { kind: 'import' })).items).toEqual([]);
    for (const run of runs) done(await cancelRun(store, admin, 'export', run));
  });
});

describe('what begins by itself', () => {
  test('ten approvals begin one run after its pause, and one more after it was taken', async () => {
    const target = await folderTarget(store, admin, { name: 'following', onApproval: true, debounceSeconds: 60 });
    await folderTarget(store, admin, { name: 'not following' });
    await noticeChanges(store);
    const waiting = async () =>
      (
        await store.pool.query(
          `SELECT id, cause::text, not_before > now() + interval '50 seconds' AS later FROM archive_run
            WHERE target_id = $1 AND state = 'waiting'`,
          [target],
        )
      ).rows;
    expect(await waiting()).toEqual([]);
    for (let n = 0; n < 10; n += 1) {
      await publishedEntry(store, writer, reviewer, `Approval number ${n}`);
      await Promise.all([noticeChanges(store), noticeChanges(store)]);
    }
    const [only, ...others] = await waiting();
    expect([only, others]).toEqual([{ id: expect.any(Number), cause: 'approval', later: true }, []]);
    expect(await claimRun(store, { worker: 'w', leaseMs: LEASE_MS, kind: 'export', run: only.id })).toBeUndefined();
    await store.pool.query("UPDATE archive_run SET not_before = now() - interval '1 second' WHERE id = $1", [only.id]);
    await carried(only.id);
    await noticeChanges(store);
    expect(await waiting()).toEqual([]);
    await publishedEntry(store, writer, reviewer, 'One more approval');
    await noticeChanges(store);
    expect(await waiting()).toHaveLength(1);
    done(await cancelRun(store, admin, 'export', (await waiting())[0].id));
  });

  test('what a run by hand took with it begins no run', async () => {
    const target = await folderTarget(store, admin, { name: 'by hand first', onApproval: true });
    await publishedEntry(store, writer, reviewer, 'Taken by hand');
    await carried(done(await startExport(store, admin, { target })).run);
    await noticeChanges(store);
    expect((await listRuns(store, { kind: 'export', target })).items).toHaveLength(1);
  });

  test('schedules are kept as the targets say, and each time begins one run', async () => {
    const target = await folderTarget(store, admin, { name: 'nightly', schedule: '30 4 * * *' });
    const boss = new PgBoss({
      connectionString: store.url,
      schema: JOB_SCHEMA,
      max: 2,
      schedule: false,
      supervise: false,
    });
    await boss.start();
    await createQueues(boss);
    const kept = async () =>
      (await boss.getSchedules('scheduled-export')).map(({ key, cron, data }) => ({ key, cron, data }));
    await keepSchedules(boss, await listTargets(store));
    await keepSchedules(boss, await listTargets(store));
    expect(await kept()).toEqual([{ key: String(target), cron: '30 4 * * *', data: { target } }]);
    await store.pool.query(`UPDATE export_target SET schedule = '*/5 * * * *' WHERE id = $1`, [target]);
    await keepSchedules(boss, await listTargets(store));
    expect(await kept()).toEqual([{ key: String(target), cron: '*/5 * * * *', data: { target } }]);

    const begun = await Promise.all([scheduledExport(store, { target }), scheduledExport(store, { target })]);
    const runs = begun.flatMap(({ run }) => (run === null ? [] : [run]));
    expect(runs).toHaveLength(1);
    expect(await readRun(store, runs[0] ?? 0)).toMatchObject({ state: 'waiting', cause: 'schedule', person: null });
    await carried(runs[0] ?? 0);
    expect(existsSync(path.join(tree('nightly'), 'index.md'))).toBe(true);

    await store.pool.query('UPDATE export_target SET schedule = NULL WHERE id = $1', [target]);
    expect(await scheduledExport(store, { target })).toEqual({ run: null });
    await keepSchedules(boss, await listTargets(store));
    expect(await kept()).toEqual([]);
    await boss.stop();
  });
});

describe('a claim', () => {
  test('is one worker’s: of many who reach for it one gets it, and a target has one run', async () => {
    const target = await folderTarget(store, admin, { name: 'contested' });
    for (let n = 0; n < 3; n += 1) done(await startExport(store, admin, { target }));
    const claims = await Promise.all(
      Array.from({ length: 12 }, (_, n) => claimRun(store, { worker: `w${n}`, leaseMs: LEASE_MS, kind: 'export' })),
    );
    const got = claims.filter((claim) => claim?.target?.id === target);
    expect(got).toHaveLength(1);
    for (const claim of claims) if (claim) await endRun(store, claim, { state: 'cancelled', problem: 'Cancelled.' });
    for (const { id, state } of (await listRuns(store, { kind: 'export', target })).items)
      if (state === 'waiting') done(await cancelRun(store, admin, 'export', id));
  });

  test('that was taken over writes nothing: no line, no file, no progress, no end, nothing held', async () => {
    const target = await folderTarget(store, admin, { name: 'taken over' });
    const { run } = done(await startExport(store, admin, { target }));
    const old = await claimRun(store, { worker: 'old', leaseMs: 50, run });
    await new Promise((resolve) => setTimeout(resolve, 80));
    const now = await claimRun(store, { worker: 'now', leaseMs: LEASE_MS, run });
    if (!old || !now) throw new Error('not claimed');
    expect(now).toMatchObject({ fence: old.fence + 1, attempts: 2 });
    expect(await renewClaim(store, old, LEASE_MS, { done: 99 })).toBe('lost');
    await addRunLine(store, old, 'info', 'I am still here.');
    await addRunFiles(store, old, [{ n: 1, outcome: 'added', path: 'x', line: null, detail: null }]);
    expect(
      await endRun(store, old, {
        state: 'done',
        report: {},
        holds: { held: { stale: true }, settings: now.target?.settings as never },
        summary: {},
      }),
    ).toBe(false);
    expect(await readRun(store, run)).toMatchObject({ state: 'running', progress: {}, report: null, log: [] });
    expect((await runFiles(store, run, {})).items).toEqual([]);
    expect((await store.pool.query('SELECT held FROM export_target WHERE id = $1', [target])).rows).toEqual([
      { held: null },
    ]);
    await endRun(store, now, { state: 'cancelled', problem: 'Cancelled.' });
  });

  test('a lease that passed cannot be renewed, even where nobody took it', async () => {
    const target = await folderTarget(store, admin, { name: 'lapsed' });
    const { run } = done(await startExport(store, admin, { target }));
    const claim = await claimRun(store, { worker: 'late', leaseMs: 50, run });
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect(claim && (await renewClaim(store, claim, LEASE_MS, undefined))).toBe('lost');
    await carried(run);
  });

  test('three workers that die over a run are enough: it fails with the reason', async () => {
    const target = await folderTarget(store, admin, { name: 'deadly' });
    const { run } = done(await startExport(store, admin, { target }));
    for (let n = 0; n < 3; n += 1) {
      expect(await claimAbandoned(store, 'undertaker', LEASE_MS)).toBeUndefined();
      expect(await claimRun(store, { worker: `w${n}`, leaseMs: 10, run })).toMatchObject({ attempts: n + 1 });
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    expect(await claimRun(store, { worker: 'w4', leaseMs: LEASE_MS, run })).toBeUndefined();
    const dead = await claimAbandoned(store, 'undertaker', LEASE_MS);
    expect(dead?.run).toBe(run);
    if (dead) await endRun(store, dead, { state: 'failed', problem: 'Given up.' });
    expect(await readRun(store, run)).toMatchObject({ state: 'failed', problem: 'Given up.' });
    expect((await failedRuns(store)).map(({ id }) => id)).toContain(run);
  });

  test('a worker that stops gives its run back, as if it had not taken it', async () => {
    const target = await folderTarget(store, admin, { name: 'given back' });
    const { run } = done(await startExport(store, admin, { target }));
    const claim = await claimRun(store, { worker: context.worker, leaseMs: LEASE_MS, run });
    const stop = AbortSignal.abort();
    if (claim)
      await addRunFiles(store, claim, [
        { n: 1, outcome: 'added', path: 'listed before the end', line: null, detail: null },
      ]);
    expect(claim && (await carryOut({ ...context, stop }, claim))).toMatchObject({ outcome: 'given-back' });
    expect(await readRun(store, run)).toMatchObject({ state: 'waiting', attempts: 0 });
    await carried(run);
    expect(await readRun(store, run)).toMatchObject({ state: 'done', problem: null, attempts: 1 });
    expect((await runFiles(store, run, { q: 'listed before' })).items).toEqual([]);
  });
});

describe('an import', () => {
  const WELL = JSON.stringify({ date: '2031-06-01', headline: 'A well is dug', contexts: ['Karst'], sources: [] });
  const LINES = `${WELL}\n{"date": "2031-02-30", "headline": "No such day"}\n`;
  const upload = async (actor: Actor) =>
    done(await saveUpload(store, actor, 'events.jsonl', Readable.from([Buffer.from(LINES)]))).upload;

  test('a dry run says what would happen and writes nothing; the run writes it; again changes nothing', async () => {
    const file = await upload(reviewer);
    const dry = done(await startImport(store, reviewer, { upload: file, dryRun: true })).run;
    expect(await carried(dry)).toEqual({ outcome: 'done' });
    expect(await readRun(store, dry)).toMatchObject({
      kind: 'import',
      upload: { id: file, name: 'events.jsonl' },
      options: { dryRun: true },
      report: { dryRun: true, files: { refused: 1 }, entries: { created: 1 } },
    });
    expect((await runFiles(store, dry, { outcome: 'refused' })).items).toMatchObject([{ line: 2 }]);
    const entries = async () =>
      (await store.pool.query(`SELECT count(*)::int AS n FROM entry WHERE title = 'A well is dug'`)).rows[0].n;
    expect(await entries()).toBe(0);
    for (const created of [1, 0]) {
      const { run } = done(await startImport(store, reviewer, { upload: file }));
      await carried(run);
      expect(await readRun(store, run)).toMatchObject({ state: 'done', report: { entries: { created } } });
      expect(await entries()).toBe(1);
    }
  });

  test('runs with the rights of the moment: who lost them imports nothing, and only admins publish', async () => {
    const leaving = await person(store, 'admin');
    const file = await upload(leaving);
    expect(await startImport(store, reviewer, { upload: file, publish: true })).toMatchObject({
      error: { code: 'not-allowed' },
    });
    const { run } = done(await startImport(store, leaving, { upload: file, publish: true }));
    await store.pool.query("UPDATE person SET role = 'reviewer' WHERE id = $1", [leaving.person]);
    await carried(run);
    expect(await readRun(store, run)).toMatchObject({
      state: 'failed',
      problem: expect.stringContaining('does not allow'),
    });
    expect(await retryRun(store, reviewer, 'import', run)).toMatchObject({ error: { code: 'not-allowed' } });
    const again = done(await retryRun(store, admin, 'import', run)).run;
    await store.pool.query('UPDATE person SET disabled_at = now() WHERE id = $1', [admin.person]);
    await carried(again);
    expect(await readRun(store, again)).toMatchObject({
      state: 'failed',
      problem: expect.stringContaining('no longer sign in'),
    });
    await store.pool.query('UPDATE person SET disabled_at = NULL WHERE id = $1', [admin.person]);
    expect((await failedRuns(store)).map(({ id }) => id)).toContain(again);
  });

  test('one at a time', async () => {
    const file = await upload(admin);
    const runs = [
      done(await startImport(store, admin, { upload: file })).run,
      done(await startImport(store, admin, { upload: file })).run,
    ];
    const claims = await Promise.all(runs.map((run) => claimRun(store, { worker: 'w', leaseMs: LEASE_MS, run })));
    const got = claims.filter((claim) => claim !== undefined);
    expect(got).toHaveLength(1);
    for (const claim of got) await endRun(store, claim, { state: 'cancelled', problem: 'Cancelled.' });
    for (const run of runs) await cancelRun(store, admin, 'import', run);
    expect(await startImport(store, admin, { upload: 999_999 })).toMatchObject({ error: { code: 'not-found' } });
  });
});
