import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { stopKept } from '../../platform/embedded/server-use.ts';
import { type Environment, PRINT_MAIL, variables } from '../../platform/environment/environment.ts';
import { inHome, makeHome } from '../../platform/environment/home.ts';
import { Missing } from '../../platform/environment/missing.ts';
import { checkedEnvironment } from '../checked-environment.ts';
import { printLine, table } from '../output.ts';
import { waitForPort } from '../start/free-port.ts';
import { readRun } from '../start/run-record.ts';
import { beginDatabase, type CleanUps, serve, sharedVariables, untilHealthy } from '../start/serving.ts';
import { type Program, supervise } from '../start/supervisor.ts';
import { DEV_PASSWORD, DEV_PEOPLE, fillArchive } from './dev-archive.ts';
import { watchFiles } from './watch-files.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
/** Its own, so that nothing that is tried here reaches the archive of `npm start`. */
const HOME = path.join(ROOT, '.dateline-dev');
const DIST = '.next-dev';
/** The first page is compiled while somebody waits for it. */
const READY_WITHIN_MS = 180_000;
/** What Next says about itself, and of the question whether it is there. */
const NEXT_SAYS = /^\s*(✓ Running next\.config|GET \/api\/v1\/health |$)/;
/** Written by a generator, or of no use to the worker. */
const NOT_OF_WORKER = /^(?:platform\/database\/generated|cli)\//;

/** `npm run dev`: serves the sources as they are, from a database of its own, until a signal comes. */
export async function dev({ fresh = false }: { fresh?: boolean }): Promise<number> {
  const environment = devEnvironment();
  if (fresh) await emptyHome();
  return serve(environment, (begun, stopAsked) => begin(environment, begun, stopAsked));
}

/** The settings of this machine, except where they would lead to another archive, or out of this machine. */
function devEnvironment(): Environment {
  const mine = variables();
  for (const name of ['DATABASE_URL', 'NEXTAUTH_URL', 'NEXTAUTH_SECRET']) delete mine[name];
  Object.assign(mine, {
    NODE_ENV: 'development',
    DATELINE_HOME: HOME,
    DATELINE_DIST: DIST,
    EXPORT_ROOT: inHome(HOME, 'trees'),
    HOST: '127.0.0.1',
    [PRINT_MAIL]: '1',
  });
  return checkedEnvironment();
}

async function begin(environment: Environment, begun: CleanUps, stopAsked: AbortSignal): Promise<void> {
  const { home, host, port, url: address } = environment;
  await waitForPort(host, port, 'npm run dev');
  stopAsked.throwIfAborted();
  const url = await beginDatabase(environment, begun, stopAsked);
  await fillArchive(url, home);
  stopAsked.throwIfAborted();
  // Compiled again by each run: with what an older state of the sources left there, pages reload without end.
  rmSync(path.join(ROOT, DIST), { recursive: true, force: true });
  const app = supervise(programs(environment, url));
  begun.push(() => app.stop());
  begun.push(
    watchFiles(
      path.join(ROOT, 'lib'),
      (file) => NOT_OF_WORKER.test(file),
      () => {
        printLine('A file in lib changed; restarting the worker.');
        app.restart('worker');
      },
    ),
  );
  await untilHealthy({ host, port }, READY_WITHIN_MS, stopAsked);
  printLine(`\nDateline is ready for development: ${address}\n`);
  printLine(table(DEV_PEOPLE.map(({ role, email }) => [`  ${role}`, email])));
  printLine(`\nThe password of each is ${DEV_PASSWORD}. Mail is printed here and never sent.`);
  printLine('Changes to files are served at once. The worker restarts when a file in lib changes.');
  printLine(`Home: ${home}. Press Ctrl-C to stop everything.`);
}

function programs(environment: Environment, url: string): Program[] {
  const env = sharedVariables(environment, url);
  return [
    { name: 'web server', args: [path.join(ROOT, 'lib/cli/dev/dev-server.ts')], env, hush: NEXT_SAYS },
    { name: 'worker', args: [path.join(ROOT, 'lib/worker/worker.ts')], env },
  ];
}

/** Removes the development archive, unless it is in use. Nothing else is kept in its home. */
async function emptyHome(): Promise<void> {
  const running = readRun(makeHome(HOME));
  if (running)
    throw new Missing(
      `The development site is running (process ${running.pid}), so its database cannot be emptied.`,
      'Stop it with Ctrl-C in its terminal, then run npm run dev -- --fresh again.',
    );
  printLine(`Emptying the development database, with everything else in ${HOME} …`);
  const stopped = await stopKept(HOME);
  if (stopped.kind === 'in-use')
    throw new Missing(
      `The development database is in use by process ${stopped.by.join(', ')}.`,
      'Wait until it ends, or stop it, then run npm run dev -- --fresh again.',
    );
  for (const name of readdirSync(HOME)) rmSync(inHome(HOME, name), { recursive: true, force: true });
}
