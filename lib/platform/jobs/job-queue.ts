import type pg from 'pg';
import { PgBoss, type Queue } from 'pg-boss';
import { z } from 'zod';
import { id } from '../../kernel/contract/text.ts';
import { type PersonId, toId } from '../../kernel/ids.ts';
import type { Store } from '../database/database.ts';
import type { Queryable } from '../database/kysely.ts';
import { JOB_SCHEMA } from './job-schema.ts';

/** The description of every job: what it carries, and how it is queued, retried and given up. */
export const JOBS = {
  'load-sample': {
    payload: z.strictObject({ person: id.transform(toId<PersonId>) }),
    queue: { policy: 'exclusive', retryLimit: 3, retryDelay: 5, expireInSeconds: 600 },
  },
  'scheduled-export': {
    payload: z.strictObject({ target: id }),
    queue: { policy: 'standard', retryLimit: 5, retryDelay: 5, expireInSeconds: 60 },
  },
  'notify-admins': {
    payload: z.strictObject({ run: id }),
    queue: { policy: 'exclusive', retryLimit: 8, retryDelay: 10, retryBackoff: true, expireInSeconds: 120 },
  },
  housekeeping: {
    payload: z.strictObject({}),
    queue: { policy: 'exclusive', retryLimit: 1, expireInSeconds: 300 },
  },
} as const satisfies Record<string, { payload: z.ZodType; queue: Omit<Queue, 'name'> }>;

export type JobName = keyof typeof JOBS;
export type JobData<Name extends JobName> = z.output<(typeof JOBS)[Name]['payload']>;

const senders = new WeakMap<Store, Promise<PgBoss>>();

/**
 * Hands a job to the worker, whichever machine that runs on. An exclusive job that waits or runs already is not queued
 * twice; the others may be. Each is safe to run again.
 */
export async function enqueue<Name extends JobName>(store: Store, name: Name, data: JobData<Name>): Promise<void> {
  const boss = await senderOf(store);
  await boss.send(name, data, { singletonKey: name });
}

/**
 * Hands a job to the worker as a part of the transaction that `client` is in: where that is rolled back, so is the job.
 */
export async function enqueueWithin<Name extends JobName>(
  store: Store,
  client: pg.ClientBase,
  name: Name,
  data: JobData<Name>,
  key: string,
): Promise<void> {
  const boss = await senderOf(store);
  await boss.send(name, data, {
    singletonKey: key,
    db: statementsOn(client),
  });
}

/** Whether a job of this name waits, runs, or is about to be tried again. */
export async function isQueued(store: Store, name: JobName): Promise<boolean> {
  const jobs = await (await senderOf(store)).findJobs(name);
  return jobs.some(({ state }) => state === 'created' || state === 'active' || state === 'retry');
}

/** The schedules of the targets, as the job queue should keep them: each by its target's id. */
export async function keepSchedules(
  boss: PgBoss,
  targets: readonly { id: number; schedule: string | null }[],
): Promise<void> {
  const wanted = new Map(
    targets.flatMap(({ id: target, schedule }) => (schedule === null ? [] : [[String(target), schedule]])),
  );
  const kept = await boss.getSchedules('scheduled-export');
  for (const { key } of kept) if (!wanted.has(key)) await boss.unschedule('scheduled-export', key);
  for (const [key, cron] of wanted) {
    if (kept.some((known) => known.key === key && known.cron === cron)) continue;
    await boss.schedule('scheduled-export', cron, { target: Number(key) }, { key, missed: 'once' });
  }
}

/** Makes the queues where they are missing. */
export async function createQueues(boss: PgBoss): Promise<void> {
  for (const [name, job] of Object.entries(JOBS)) await boss.createQueue(name, { ...job.queue });
}

/** A pg-boss that only sends, over the store's own connections. A failed start is tried again by the next job. */
function senderOf(store: Store): Promise<PgBoss> {
  const known = senders.get(store);
  if (known) return known;
  const starting = startSender(store);
  senders.set(store, starting);
  starting.catch(() => senders.delete(store));
  return starting;
}

async function startSender(store: Store): Promise<PgBoss> {
  const boss = jobsOver(store.pool, { supervise: false, schedule: false });
  boss.on('error', () => undefined);
  await boss.start();
  await createQueues(boss);
  return boss;
}

/** A pg-boss over these connections; nothing runs before it is started. */
export function jobsOver(pool: Queryable, options: { supervise?: boolean; schedule?: boolean } = {}): PgBoss {
  return new PgBoss({ ...options, db: statementsOn(pool), schema: JOB_SCHEMA });
}

function statementsOn(on: Queryable) {
  return { executeSql: (text: string, values?: unknown[]) => on.query(text, values) };
}
