import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { inHome, keptSecret } from '../environment/home.ts';
import { Missing } from '../environment/missing.ts';
import { APP_PASSWORD_FILE, DATABASE, superuserUrl } from './embedded-addresses.ts';
import { initialise } from './embedded-data.ts';
import { type EmbeddedOptions, launch, READY_WITHIN_SECONDS } from './embedded-launch.ts';
import { DATA, findPrograms, LOG, serverOwner, serverPlace } from './embedded-place.ts';
import { letsIn, setUpRole } from './embedded-role.ts';
import { embeddedStatus, readLock } from './embedded-status.ts';

const run = promisify(execFile);

/**
 * Starts the embedded PostgreSQL of `home`, or adopts the one that runs already (a crash of the app
 * leaves it running; its lock file is PostgreSQL's own and never touched). Listens on 127.0.0.1 only,
 * on the port of last time where that is free. `started` says whether this call started it.
 * Throws Missing when the server cannot run here.
 */
export async function startEmbedded(
  home: string,
  options: EmbeddedOptions = {},
): Promise<{ url: string; started: boolean }> {
  const found = await embeddedStatus(home);
  if (found.running) {
    if (!(await letsIn(found.url))) await setUp(home, found.port);
    return { url: found.url, started: false };
  }
  const owner = serverOwner();
  const programs = await findPrograms(owner);
  if (!existsSync(inHome(home, DATA, 'PG_VERSION'))) await initialise(home, programs, owner);
  return untilReady(home, () => launch(home, programs, owner, options));
}

/** Stops the embedded server of `home`. Returns false when it was not running, or another process stopped it first. */
export async function stopEmbedded(home: string): Promise<boolean> {
  const found = await embeddedStatus(home);
  if (!found.running) return false;
  const owner = serverOwner();
  const [programs, place] = [await findPrograms(owner), serverPlace(home, owner)];
  try {
    await run(programs.pg_ctl, ['stop', '-D', inHome(place, DATA), '-m', 'fast', '-w'], { ...owner, cwd: place });
    return true;
  } catch (error) {
    if (readLock(home)) throw error;
    return false;
  }
}

function setUp(home: string, port: number): Promise<void> {
  return setUpRole(superuserUrl(home, port), DATABASE, keptSecret(home, APP_PASSWORD_FILE));
}

/** Starts and waits: somebody else's start counts as well, and a server that is just leaving is waited for. */
async function untilReady(
  home: string,
  start: () => Promise<Missing | undefined>,
): Promise<{ url: string; started: boolean }> {
  const until = Date.now() + READY_WITHIN_SECONDS * 1000;
  for (;;) {
    const error = await start();
    const found = await embeddedStatus(home);
    if (found.running) {
      await setUp(home, found.port);
      return { url: found.url, started: !error };
    }
    if (Date.now() > until)
      throw (
        error ??
        new Missing('The embedded PostgreSQL isn’t responding.', `Read ${inHome(home, LOG)}, then start again.`)
      );
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}
