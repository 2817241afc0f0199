import { createReadStream, existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startExport } from '../../../lib/exchange/export/actions/start-export.ts';
import { saveUpload } from '../../../lib/exchange/import/actions/save-upload.ts';
import { startImport } from '../../../lib/exchange/import/actions/start-import.ts';
import { listRuns, readRun } from '../../../lib/exchange/runs/runs.ts';
import type { Actor } from '../../../lib/kernel/permission/actor.ts';
import type { Store } from '../../../lib/platform/database/database.ts';
import { cancelRun } from '../../../lib/runs/actions/cancel-run.ts';
import { writeSyntheticEntries } from '../../bench/synthetic-entries.ts';
import { freshStore, person } from '../../support/database.ts';
import { done, publishedEntry } from '../../support/newsroom.ts';
import { ended, folderTarget, publishSynthetic, scratch, startWorker, until, type Worker } from '../../support/runs.ts';
import { filesIn } from '../../support/trees.ts';

const work = scratch('fencing');
const home = path.join(work.folder, 'home');
const tree = (name: string) => path.join(home, 'trees', name);

let store: Store;
let admin: Actor;
const workers: Worker[] = [];
beforeAll(async () => {
  store = await freshStore();
  admin = await person(store, 'admin');
  await publishSynthetic(store, admin, 4_000, work.folder);
}, 120_000);
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.end('SIGKILL')));
});
afterAll(async () => {
  await store.close();
  work.clear();
});

async function worker(leaseSeconds = 20): Promise<Worker> {
  const started = await startWorker(store, home, { leaseSeconds });
  workers.push(started);
  return started;
}

/** A target whose export takes a few seconds: every format of every page. */
function slowTarget(name: string): Promise<number> {
  return folderTarget(store, admin, {
    name,
    settings: { formats: ['md', 'html', 'json', 'xml'], site: { url: 'https://archive.example', title: 'Archive' } },
  });
}

/** Waits until a worker is at work on a run, past its beginnings. */
async function atWork(run: number): Promise<void> {
  await until(
    async () => ((await readRun(store, run))?.progress.done ?? 0) > 0,
    30,
    async () => JSON.stringify(await readRun(store, run)),
  );
}

/** Everything of a target on the disk, what begins with a dot too. */
function everything(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
}

describe('workers in processes of their own', () => {
  test('two of them carry out twenty runs on three targets, never two at once on one', async () => {
    const targets = await Promise.all(['one', 'two', 'three'].map((name) => folderTarget(store, admin, { name })));
    const runs: number[] = [];
    for (let n = 0; n < 20; n += 1)
      runs.push(done(await startExport(store, admin, { target: targets[n % 3] ?? 0, full: n % 2 === 0 })).run);
    let most = 0;
    const watch = setInterval(async () => {
      const { rows } = await store.pool.query(
        `SELECT coalesce(max(n), 0)::int AS n FROM (SELECT count(*) AS n FROM archive_run WHERE state = 'running'
          GROUP BY target_id) c`,
      );
      most = Math.max(most, rows[0].n);
    }, 15);
    await Promise.all([worker(), worker()]);
    const finished = await Promise.all(runs.map((run) => ended(store, run, 90)));
    clearInterval(watch);
    expect(finished.map(({ state, attempts }) => `${state} ${attempts}`)).toEqual(runs.map(() => 'done 1'));
    expect(most).toBe(1);
    const { rows } = await store.pool.query(
      `SELECT a.id, b.id AS other FROM archive_run a JOIN archive_run b ON a.target_id = b.target_id
        AND a.id < b.id AND a.started_at < b.ended_at AND b.started_at < a.ended_at`,
    );
    expect(rows).toEqual([]);
    expect(
      new Set((await store.pool.query('SELECT DISTINCT worker FROM archive_run')).rows.map((row) => row.worker)).size,
    ).toBe(2);
    expect(filesIn(tree('one'))).toEqual(filesIn(tree('two')));
  }, 150_000);

  test('an approval reaches the tree', async () => {
    const target = await folderTarget(store, admin, { name: 'live', onApproval: true });
    await worker();
    await ended(store, done(await startExport(store, admin, { target })).run);
    const [writer, reviewer] = [await person(store, 'editor'), await person(store, 'reviewer')];
    const { path: page } = await publishedEntry(store, writer, reviewer, 'It is in the tree before long');
    await until(() => existsSync(path.join(tree('live'), page)), 30);
  }, 60_000);

  test('a run that is asked to stop ends within seconds, and its target stays whole', async () => {
    const target = await slowTarget('cancelled');
    const { child } = await worker();
    const { run } = done(await startExport(store, admin, { target }));
    await atWork(run);
    // However fast the machine is: the worker is held up in the midst of its work until it is asked.
    child.kill('SIGSTOP');
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    done(await cancelRun(store, admin, 'export', run));
    expect(await readRun(store, run)).toMatchObject({ state: 'running', cancelAsked: true });
    child.kill('SIGCONT');
    expect(await ended(store, run, 10)).toMatchObject({
      state: 'cancelled',
      problem: expect.stringContaining('consistent'),
    });
    expect(existsSync(tree('cancelled')) ? Object.keys(filesIn(tree('cancelled'))) : []).toEqual([]);
  }, 60_000);

  test('the run of a worker that was killed is taken over and finished', async () => {
    const target = await slowTarget('killed');
    const first = await worker(2);
    const { run } = done(await startExport(store, admin, { target }));
    await atWork(run);
    await first.end('SIGKILL');
    expect(await readRun(store, run)).toMatchObject({ state: 'running' });
    await worker();
    expect(await ended(store, run, 30)).toMatchObject({ state: 'done', attempts: 2 });
    expect(filesIn(tree('killed'))).toEqual(filesIn(await wholeTree()));
    expect((await readRun(store, run))?.log.map(({ text }) => text).join('\n')).toContain('attempt 2');
  }, 90_000);

  test('a worker that stood still past its lease writes nothing when it wakes', async () => {
    const target = await slowTarget('woken');
    const sleeper = await worker(2);
    const { run } = done(await startExport(store, admin, { target }));
    await atWork(run);
    sleeper.child.kill('SIGSTOP');
    expect(await readRun(store, run)).toMatchObject({ state: 'running' });
    const second = await worker();
    expect(await ended(store, run, 30)).toMatchObject({ state: 'done', attempts: 2 });
    await second.end('SIGTERM');
    const [row, files, names] = [
      JSON.stringify(await readRun(store, run)),
      filesIn(tree('woken')),
      everything(tree('woken')),
    ];
    const held = async () =>
      (await store.pool.query('SELECT held, fence FROM export_target WHERE id = $1', [target])).rows;
    const heldBefore = await held();
    // No run is left for the sleeper: whatever it writes now, it writes of the one that it lost.
    sleeper.child.kill('SIGCONT');
    await until(
      () => sleeper.said().includes('"outcome":"lost"'),
      20,
      () => sleeper.said(),
    );
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(JSON.stringify(await readRun(store, run))).toBe(row);
    expect(filesIn(tree('woken'))).toEqual(files);
    expect(everything(tree('woken'))).toEqual(names);
    expect(await held()).toEqual(heldBefore);
  }, 90_000);

  test('a worker that is asked to stop gives its run back, and the next one finishes it', async () => {
    const target = await slowTarget('handed on');
    const first = await worker();
    const { run } = done(await startExport(store, admin, { target }));
    await atWork(run);
    await first.end('SIGTERM');
    expect(await readRun(store, run)).toMatchObject({ state: 'waiting', attempts: 0 });
    await worker();
    expect(await ended(store, run)).toMatchObject({ state: 'done', problem: null, attempts: 1 });
  }, 60_000);

  test('an import whose worker stood still is taken over, and what the first one had begun is gone', async () => {
    const file = path.join(work.folder, 'more.jsonl');
    writeSyntheticEntries(file, 9_000);
    const { upload } = done(await saveUpload(store, admin, 'more.jsonl', createReadStream(file)));
    const sleeper = await worker(2);
    const { run } = done(await startImport(store, admin, { upload }));
    await atWork(run);
    sleeper.child.kill('SIGSTOP');
    expect(await readRun(store, run)).toMatchObject({ state: 'running', attempts: 1 });
    await worker();
    const finished = await ended(store, run, 60);
    expect(finished).toMatchObject({ state: 'done', attempts: 2, report: { entries: { created: 5_000 } } });
    sleeper.child.kill('SIGCONT');
    await until(
      () => sleeper.said().includes('"outcome":"lost"'),
      20,
      () => sleeper.said(),
    );
    expect((await store.pool.query('SELECT count(*)::int AS n FROM entry')).rows[0].n).toBe(9_001);
    expect(await readRun(store, run)).toEqual(finished);
    expect((await listRuns(store, { kind: 'import' })).items).toHaveLength(1);
  }, 120_000);
});

/** The tree as one undisturbed run writes it. */
async function wholeTree(): Promise<string> {
  const { run } = done(await startExport(store, admin, { target: await slowTarget('undisturbed') }));
  await ended(store, run, 30);
  return tree('undisturbed');
}
