import { PgBoss } from 'pg-boss';
import pino from 'pino';
import { openStore, type Store } from '../store/database.ts';
import { createQueues, JOB_SCHEMA, JOBS, type JobData, type JobName } from '../store/job-queue.ts';
import { housekeeping } from './housekeeping.ts';
import { loadSampleJob } from './load-sample.ts';

type Handlers = { [Name in JobName]: (store: Store, data: JobData<Name>) => Promise<object> };

/** Each job's handler; a missing one does not compile. */
const HANDLERS: Handlers = { 'load-sample': loadSampleJob, housekeeping };

const HOUSEKEEPING_TIMES = '17 * * * *';
const STOP_WITHIN_MS = 8_000;

/** The driver's errors carry its whole connection, password included: of an error, only what helps is logged. */
const err = ({ message, code, stack }: Error & { code?: string }) => ({ message, code, frames: stack?.split('\n').slice(1, 4) });

const log = pino({ name: 'worker', level: process.env['DATELINE_LOG'] ?? 'info', serializers: { err } }, pino.destination({ dest: 2, sync: true }));

/** Works on the jobs of the database at `url` until a signal asks it to stop; a job cut off runs again. */
async function work(url: string): Promise<void> {
  const store = openStore(url, { connections: 4 });
  const boss = new PgBoss({ connectionString: url, schema: JOB_SCHEMA, max: 3, application_name: 'dateline worker', connectionTimeoutMillis: 5_000 });
  boss.on('error', (error) => log.error({ err: error }, 'the job queue'));
  await boss.start();
  await createQueues(boss);
  await boss.schedule('housekeeping', HOUSEKEEPING_TIMES, {});
  for (const name of Object.keys(JOBS) as JobName[]) await attend(boss, store, name);
  log.info('ready');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop(boss, store));
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
    log.error({ job: name, id: job.id, err: error }, 'failed; it is tried again');
    throw error;
  }
}

async function stop(boss: PgBoss, store: Store): Promise<void> {
  await boss.stop({ graceful: true, timeout: STOP_WITHIN_MS }).catch((error: unknown) => log.error({ err: error }, 'stopping'));
  await store.close();
  process.exit(0);
}

const url = process.env['DATABASE_URL'];
if (!url) {
  log.error('DATABASE_URL is not set. npm start sets it and starts the worker.');
  process.exit(3);
}
work(url).catch((error: unknown) => {
  log.error({ err: error }, 'the worker cannot start');
  process.exit(1);
});
