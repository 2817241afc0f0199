import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { proxyFindings } from '../../admin/health/installation.ts';
import { makeSetupLink } from '../../people/sign-in/setup-link.ts';
import { openStore } from '../../platform/database/database.ts';
import { joinEmbedded } from '../../platform/embedded/server-use.ts';
import { onDisk } from '../../platform/environment/disk-fault.ts';
import type { Environment } from '../../platform/environment/environment.ts';
import { keptSecret } from '../../platform/environment/home.ts';
import { Missing } from '../../platform/environment/missing.ts';
import { bringUpToDate } from '../../platform/migrations/migration-state.ts';
import { checkedEnvironment } from '../checked-environment.ts';
import { STATUS } from '../exit-status.ts';
import { say, tell } from '../output.ts';
import { ensureBuild } from './build.ts';
import { watchDatabase } from './database-watch.ts';
import { waitForPort } from './free-port.ts';
import { endRun, isHealthy, type RunRecord, readRun, takeRun } from './run-record.ts';
import { type Program, supervise } from './supervisor.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const READY_WITHIN_MS = 60_000;
const STEP_ENDS_WITHIN_MS = 5_000;
const OTHER_READY_WITHIN_MS = 180_000;
/** Next tells of itself; what people need to know is said once, by us. */
const NEXT_SAYS = /^\s*(✓ Running next\.config|$)/;

/** What was begun, to be ended in the opposite order. */
type Begun = (() => Promise<void> | void)[];

/**
 * Starts what is needed, serves until a signal comes, and ends everything that it began. Where an app
 * runs from the same home already, says where it is.
 */
export async function start(): Promise<number> {
  const environment = checkedEnvironment();
  const running = await onDisk(environment.home, () => takeRun(environment.home, environment));
  if (running) return sayItRuns(environment.home, running);
  const stopAsked = signalled();
  const begun: Begun = [() => endRun(environment.home)];
  const ready = begin(environment, begun, stopAsked);
  try {
    await Promise.race([ready, once(stopAsked)]);
    await once(stopAsked);
    say('Stopping …');
    await Promise.race([ready.catch(() => undefined), setTimeout(STEP_ENDS_WITHIN_MS)]);
    return STATUS.done;
  } finally {
    for (const end of begun.reverse()) await end();
  }
}

async function begin(environment: Environment, begun: Begun, stopAsked: AbortSignal): Promise<void> {
  const { home, host, port, url: address } = environment;
  await waitForPort(host, port);
  for (const { says, remedy } of proxyFindings(environment)) tell(`Proxy: ${says}\n  ${remedy}`);
  stopAsked.throwIfAborted();
  const url = await beginDatabase(environment, begun);
  stopAsked.throwIfAborted();
  const applied = await bringUpToDate(url);
  if (applied.length)
    say(`The database was migrated (${applied.length} ${applied.length === 1 ? 'migration' : 'migrations'}).`);
  stopAsked.throwIfAborted();
  const dist = await ensureBuild(say);
  stopAsked.throwIfAborted();
  const app = supervise(programs(environment, url, dist));
  begun.push(() => app.stop());
  await untilHealthy({ host, port });
  const link = await setupLink(url, address);
  say(`\nDateline is ready: ${address}`);
  if (link) say(`\nThere is no admin yet. Create the first one with this link; it works once:\n  ${link}`);
  say(`\nHome: ${home}. Press Ctrl-C to stop everything.`);
}

async function beginDatabase({ databaseUrl, home }: Environment, begun: Begun): Promise<string> {
  if (databaseUrl) return databaseUrl;
  const server = await onDisk(home, () => joinEmbedded(home, true));
  say(server.started ? 'The embedded PostgreSQL was started.' : 'Using the running embedded PostgreSQL.');
  const unwatch = watchDatabase(home);
  begun.push(async () => {
    unwatch();
    await server.leave();
  });
  return server.url;
}

function programs({ home, host, port, url: address, secret }: Environment, url: string, dist: string): Program[] {
  const env = {
    NODE_ENV: 'production',
    DATABASE_URL: url,
    DATELINE_HOME: home,
    DATELINE_DIST: dist,
    PORT: String(port),
    NEXTAUTH_URL: address,
    NEXTAUTH_SECRET: secret ?? keptSecret(home, 'session-secret'),
    NEXT_TELEMETRY_DISABLED: '1',
    // Next reads files of its own (.env.local and others) otherwise, which no other process sees.
    __NEXT_PROCESSED_ENV: 'true',
  };
  return [
    {
      name: 'web server',
      args: [path.join(ROOT, 'lib/cli/start/web-server.ts')],
      env: { ...env, HOST: host },
      hush: NEXT_SAYS,
    },
    { name: 'worker', args: [path.join(ROOT, 'lib/worker/worker.ts')], env },
  ];
}

async function untilHealthy(where: Pick<RunRecord, 'host' | 'port'>): Promise<void> {
  const until = Date.now() + READY_WITHIN_MS;
  while (!(await isHealthy(where))) {
    if (Date.now() > until)
      throw new Missing(
        `The app isn’t responding on port ${where.port}.`,
        'See the lines above, or run npm run dateline -- doctor.',
      );
    await setTimeout(150);
  }
}

/**
 * The link that makes the first admin, where there is none. The app runs by now, so a database that is away for a
 * moment is waited for.
 */
async function setupLink(url: string, address: string, tries = 10): Promise<string | undefined> {
  const store = openStore(url, { connections: 1 });
  try {
    return await makeSetupLink(store, address);
  } catch (error) {
    if (tries > 1) return await setTimeout(1_000).then(() => setupLink(url, address, tries - 1));
    tell(
      `Could not check whether there is an admin: ${(error as Error).message}. Restart to get the link that creates the first one.`,
    );
    return undefined;
  } finally {
    await store.close();
  }
}

/** Another start from this home is under way or done: waits until it answers, and says where. */
async function sayItRuns(home: string, record: RunRecord): Promise<number> {
  const until = Date.now() + OTHER_READY_WITHIN_MS;
  let told = false;
  while (Date.now() < until) {
    if (await isHealthy(record)) {
      say(
        `Dateline is already running: ${record.url} (process ${record.pid}). Stop it with Ctrl-C in its terminal, or: kill ${record.pid}`,
      );
      return STATUS.done;
    }
    if (readRun(home)?.pid !== record.pid) return start();
    if (!told) tell(`Another start is in progress (process ${record.pid}); waiting for it …`);
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
