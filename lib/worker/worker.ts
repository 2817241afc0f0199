import { setTimeout as sleep } from 'node:timers/promises';
import type { PgBoss } from 'pg-boss';
import pino from 'pino';
import { liveTargets } from '../exchange/export/store/targets.ts';
import { keysOf } from '../kernel/record.ts';
import { sweepTemporary } from '../platform/backup/temporary.ts';
import { openPool } from '../platform/database/connection.ts';
import { openStore, type Store } from '../platform/database/database.ts';
import { type Environment, readEnvironment, setting } from '../platform/environment/environment.ts';
import { createQueues, JOBS, type JobData, type JobName, jobsOver, keepSchedules } from '../platform/jobs/job-queue.ts';
import { requireCurrent } from '../platform/migrations/migration-state.ts';
import { outageLog } from '../platform/outage/outage-log.ts';
import { isUnavailable } from '../platform/outage/unavailable.ts';
import { LEASE_MS, workerName } from '../runs/actions/run-context.ts';
import { housekeeping } from './housekeeping.ts';
import { startLearningLoop } from './learning-loop.ts';
import { loadSampleJob } from './load-sample.ts';
import { notifyAdmins } from './notify-admins.ts';
import { startRunLoops } from './run-loops.ts';
import { scheduledExport } from './scheduled-export.ts';
import { startSourceLoops } from './source-loops.ts';

type Handlers = { [Name in JobName]: (store: Store, data: JobData<Name>) => Promise<object> };

/** Each job's handler; a missing one does not compile. */
const HANDLERS: Handlers = {
  'load-sample': loadSampleJob,
  'scheduled-export': scheduledExport,
  'notify-admins': notifyAdmins,
  housekeeping,
};

const HOUSEKEEPING_TIMES = '17 * * * *';
const STOP_WITHIN_MS = 8_000;
const START_AGAIN_MS = 1_000;

/**
 * Of an error, only what helps is logged: the driver's errors carry its whole connection, password included, and
 * messages may carry an address with one.
 */
const err = ({ message, code, stack }: Error & { code?: string }) => ({
  message: message?.replaceAll(/\/\/[^/\s@]+@/g, '//…@'),
  code,
  frames: stack?.split('\n').slice(1, 4),
});

const log = pino(
  { name: 'worker', level: setting('LOG_LEVEL') ?? 'info', serializers: { err } },
  pino.destination({ dest: 2, sync: true }),
);
const outages = outageLog(log);

/**
 * Works on the jobs and runs of the database at `url` until a signal asks it to stop; a job cut off runs again, a run
 * is given back.
 */
async function work(url: string, environment: Environment, leaseMs: number): Promise<void> {
  sweepTemporary();
  const store = openStore(url, { connections: 8, name: 'dateline worker' });
  const failed = (error: unknown, where: string) => {
    if (!store.outage.note(error, outages, { where })) log.error({ err: error, where }, 'failed');
  };
  await untilCurrent(store, failed);
  const jobs = openPool(url, 'dateline jobs', 3);
  const boss = jobsOver(jobs);
  boss.on('error', (error) => failed(error, 'the job queue'));
  await boss.start();
  await createQueues(boss);
  await boss.schedule('housekeeping', HOUSEKEEPING_TIMES, {});
  for (const name of keysOf(JOBS)) await attend(boss, store, name);
  const runs = startRunLoops({
    store,
    worker: workerName(),
    leaseMs,
    home: environment.home,
    exportRoot: environment.exportRoot,
    reachPrivate: environment.webhooksReachPrivate,
    mail: environment.mail,
    site: environment.url,
    onTargets: async () => keepSchedules(boss, await liveTargets(store.prisma)),
    log: { done: (said) => log.info(said, 'run'), failed },
  });
  const sources = startSourceLoops({
    store,
    checks: environment.checkSources ? { reachPrivate: environment.sourcesReachPrivate } : undefined,
    failed,
  });
  const learning = startLearningLoop({ store, failed });
  log.info('ready');
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void stop(boss, store, [runs, sources, learning]));
}

/** Waits for a database that is away; throws where it is of another version. */
async function untilCurrent(store: Store, failed: (error: unknown, where: string) => void): Promise<void> {
  for (;;) {
    try {
      return await requireCurrent(store.url);
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      failed(error, 'starting');
      await sleep(START_AGAIN_MS);
    }
  }
}

async function attend<Name extends JobName>(boss: PgBoss, store: Store, name: Name): Promise<void> {
  await boss.work(name, { pollingIntervalSeconds: 1 }, async (jobs) => {
    for (const job of jobs) await run(store, name, job);
  });
}

async function run<Name extends JobName>(store: Store, name: Name, job: { id: string; data: unknown }): Promise<void> {
  const began = Date.now();
  try {
    const outcome = await HANDLERS[name](store, JOBS[name].payload.parse(job.data) as JobData<Name>);
    log.info({ job: name, id: job.id, ms: Date.now() - began, outcome }, 'done');
  } catch (error) {
    if (!store.outage.note(error, outages, { job: name }))
      log.error({ job: name, id: job.id, err: error }, 'failed; it is tried again');
    throw error;
  }
}

async function stop(boss: PgBoss, store: Store, attended: readonly { stop(): Promise<void> }[]): Promise<void> {
  setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
  await Promise.all(attended.map((one) => one.stop())).catch((error: unknown) => log.error({ err: error }, 'stopping'));
  await boss
    .stop({ graceful: true, timeout: STOP_WITHIN_MS })
    .catch((error: unknown) => log.error({ err: error }, 'stopping'));
  await store.close();
  process.exit(0);
}

/** `--lease SECONDS`: how long a run stays a worker's that says nothing. */
function leaseOf(given: readonly string[]): number {
  const seconds = Number(given[given.indexOf('--lease') + 1]);
  return given.includes('--lease') && seconds > 0 ? seconds * 1000 : LEASE_MS;
}

const url = setting('DATABASE_URL');
const environment = readEnvironment();
if (!url || !environment.ok) {
  log.error(
    url ? { problems: environment.ok ? [] : environment.error } : {},
    url ? 'Fix the environment.' : 'DATABASE_URL is not set. npm start sets it and starts the worker.',
  );
  process.exit(3);
}
work(url, environment.value, leaseOf(process.argv)).catch((error: unknown) => {
  log.error({ err: error }, 'the worker cannot start');
  process.exit(1);
});
