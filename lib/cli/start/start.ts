import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { proxyFindings } from '../../admin/health/installation.ts';
import { messageOf } from '../../kernel/error-facts.ts';
import { makeSetupLink } from '../../people/sign-in/setup-link.ts';
import { openStore } from '../../platform/database/database.ts';
import type { Environment } from '../../platform/environment/environment.ts';
import { checkedEnvironment } from '../checked-environment.ts';
import { printLine, printNote } from '../output.ts';
import { ensureBuild } from './build.ts';
import { waitForPort } from './free-port.ts';
import { beginDatabase, type CleanUps, serve, sharedVariables, untilHealthy } from './serving.ts';
import { type Program, supervise } from './supervisor.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const READY_WITHIN_MS = 60_000;
/** Next says about itself; what people need to know is said once, by us. */
const NEXT_SAYS = /^\s*(✓ Running next\.config|$)/;

/** `npm start`: serves the built app until a signal comes. */
export async function start(): Promise<number> {
  const environment = checkedEnvironment();
  return serve(environment, (begun, stopAsked) => begin(environment, begun, stopAsked));
}

async function begin(environment: Environment, begun: CleanUps, stopAsked: AbortSignal): Promise<void> {
  const { home, host, port, url: address } = environment;
  await waitForPort(host, port, 'npm start');
  for (const { says, remedy } of proxyFindings(environment)) printNote(`Proxy: ${says}\n  ${remedy}`);
  stopAsked.throwIfAborted();
  const url = await beginDatabase(environment, begun, stopAsked);
  const dist = await ensureBuild(printLine);
  stopAsked.throwIfAborted();
  const app = supervise(programs(environment, url, dist));
  begun.push(() => app.stop());
  await untilHealthy({ host, port }, READY_WITHIN_MS, stopAsked);
  const link = await setupLink(url, address);
  printLine(`\nDateline is ready: ${address}`);
  if (link) printLine(`\nThere is no admin yet. Create the first one with this link; it works once:\n  ${link}`);
  printLine(`\nHome: ${home}. Press Ctrl-C to stop everything.`);
}

function programs(environment: Environment, url: string, dist: string): Program[] {
  const env = { NODE_ENV: 'production', DATELINE_DIST: dist, ...sharedVariables(environment, url) };
  return [
    {
      name: 'web server',
      args: [path.join(ROOT, 'lib/cli/start/web-server.ts')],
      env: { ...env, HOST: environment.host },
      hush: NEXT_SAYS,
    },
    { name: 'worker', args: [path.join(ROOT, 'lib/worker/worker.ts')], env },
  ];
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
    printNote(
      `Could not check whether there is an admin: ${messageOf(error)}. Restart to get the link that creates the ` +
        'first one.',
    );
    return undefined;
  } finally {
    await store.close();
  }
}
