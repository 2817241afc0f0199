import { setTimeout } from 'node:timers/promises';
import { joinEmbedded } from '../../platform/embedded/server-use.ts';
import { onDisk } from '../../platform/environment/disk-fault.ts';
import type { Environment } from '../../platform/environment/environment.ts';
import { keptSecret } from '../../platform/environment/home.ts';
import { Missing } from '../../platform/environment/missing.ts';
import { bringUpToDate } from '../../platform/migrations/migration-state.ts';
import { STATUS } from '../exit-status.ts';
import { printLine, printNote } from '../output.ts';
import { watchDatabase } from './database-watch.ts';
import { endRun, isHealthy, type RunRecord, readRun, takeRun } from './run-record.ts';

const STEP_ENDS_WITHIN_MS = 5_000;
const OTHER_READY_WITHIN_MS = 180_000;

/** What was begun, to be ended in the opposite order. */
export type CleanUps = (() => Promise<void> | void)[];

/** Starts what an app needs, and notes how to end each part as soon as it is begun. */
export type ServeStep = (begun: CleanUps, stopAsked: AbortSignal) => Promise<void>;

/**
 * Takes the home of an app, begins, serves until a signal comes, and ends everything that was begun. Where an app
 * runs from the same home already, says where it is.
 */
export async function serve(environment: Environment, begin: ServeStep): Promise<number> {
  const { home } = environment;
  const running = await onDisk(home, () => takeRun(home, environment));
  if (running) return sayItRuns(home, running, () => serve(environment, begin));
  const stopAsked = signalled();
  const begun: CleanUps = [() => endRun(home)];
  const ready = begin(begun, stopAsked);
  try {
    await Promise.race([ready, once(stopAsked)]);
    await once(stopAsked);
    printLine('Stopping …');
    await Promise.race([ready.catch(() => undefined), setTimeout(STEP_ENDS_WITHIN_MS)]);
    return STATUS.done;
  } finally {
    for (const end of begun.reverse()) await end();
  }
}

/** The address of the database, which is started where it is the embedded one, and brought up to date. */
export async function beginDatabase(
  environment: Environment,
  begun: CleanUps,
  stopAsked: AbortSignal,
): Promise<string> {
  const url = environment.databaseUrl ?? (await beginEmbedded(environment.home, begun));
  stopAsked.throwIfAborted();
  const applied = await bringUpToDate(url);
  if (applied.length)
    printLine(`The database was migrated (${applied.length} ${applied.length === 1 ? 'migration' : 'migrations'}).`);
  stopAsked.throwIfAborted();
  return url;
}

async function beginEmbedded(home: string, begun: CleanUps): Promise<string> {
  const server = await onDisk(home, () => joinEmbedded(home, true));
  printLine(server.started ? 'The embedded PostgreSQL was started.' : 'Using the running embedded PostgreSQL.');
  const unwatch = watchDatabase(home);
  begun.push(async () => {
    unwatch();
    await server.leave();
  });
  return server.url;
}

/** The variables that the web server and the worker of an app share. */
export function sharedVariables({ home, port, url: address, secret }: Environment, url: string) {
  return {
    DATABASE_URL: url,
    DATELINE_HOME: home,
    PORT: String(port),
    NEXTAUTH_URL: address,
    NEXTAUTH_SECRET: secret ?? keptSecret(home, 'session-secret'),
    NEXT_TELEMETRY_DISABLED: '1',
    // Next reads files of its own (.env.local and others) otherwise, which no other process sees.
    __NEXT_PROCESSED_ENV: 'true',
  };
}

/** Waits until an app answers; fails after `withinMs`, or as soon as `stopAsked`. */
export async function untilHealthy(
  where: Pick<RunRecord, 'host' | 'port'>,
  withinMs: number,
  stopAsked: AbortSignal,
): Promise<void> {
  const until = Date.now() + withinMs;
  while (!(await isHealthy(where))) {
    stopAsked.throwIfAborted();
    if (Date.now() > until)
      throw new Missing(
        `The app isn’t responding on port ${where.port}.`,
        'See the lines above, or run npm run dateline -- doctor.',
      );
    await setTimeout(150);
  }
}

/** Another start from this home is under way or done: waits until it answers, and says where. */
async function sayItRuns(home: string, record: RunRecord, again: () => Promise<number>): Promise<number> {
  const until = Date.now() + OTHER_READY_WITHIN_MS;
  let told = false;
  while (Date.now() < until) {
    if (await isHealthy(record)) {
      printLine(
        `Dateline is already running: ${record.url} (process ${record.pid}). Stop it with Ctrl-C in its terminal, ` +
          `or: kill ${record.pid}`,
      );
      return STATUS.done;
    }
    if (readRun(home)?.pid !== record.pid) return again();
    if (!told) printNote(`Another start is in progress (process ${record.pid}); waiting for it …`);
    told = true;
    await setTimeout(300);
  }
  throw new Missing(
    `Dateline is running as process ${record.pid}, but isn’t responding at ${record.url}.`,
    `Stop it with kill ${record.pid}, then start again.`,
  );
}

function signalled(): AbortSignal {
  const asked = new AbortController();
  // A second signal changes nothing: what is being stopped is stopped in order.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => asked.abort());
  return asked.signal;
}

function once(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
