import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { inHome } from '../environment/home.ts';
import { startEmbedded, stopEmbedded } from './embedded.ts';
import { embeddedStart, embeddedStatus } from './embedded-status.ts';
import { endLease, othersLeases, takeLease } from './leases.ts';

const USERS = 'postgres-users';
const STOPPING = 'postgres-stopping';
const KEPT = 'postgres-kept';
const PASSING = 'postgres-passing';

/** A use of the embedded server. `leave` ends it; the server stops with its last user, unless it ran before them. */
export type ServerUse = { url: string; started: boolean; leave(): Promise<void> };

/**
 * Uses the embedded server of `home`, starting it where it does not run. A command (`owns` false)
 * leaves the server as it was found. The app (`owns` true) also takes over a server that a crash left
 * behind, so that it stops with the app; one that `db start` was asked for keeps running.
 *
 * Who comes says so before looking for the server, and who leaves last says so before looking for
 * others. Of two at the same moment at least one therefore sees the other: no server is stopped under
 * somebody, and none is left behind.
 */
export async function joinEmbedded(home: string, owns = false): Promise<ServerUse> {
  const users = inHome(home, USERS);
  takeLease(users);
  try {
    if (othersLeases(users).length === 0) rmSync(inHome(home, PASSING), { force: true });
    await stopped(home);
    const { url, started } = await startEmbedded(home);
    if (started) markStart(home, PASSING);
    return { url, started, leave: () => leave(home, owns) };
  } catch (error) {
    endLease(users);
    throw error;
  }
}

async function leave(home: string, owns: boolean): Promise<void> {
  const [users, stopping] = [inHome(home, USERS), inHome(home, STOPPING)];
  takeLease(stopping);
  try {
    endLease(users);
    const last = othersLeases(users).length === 0;
    if (last && !marksThisStart(home, KEPT) && (owns || marksThisStart(home, PASSING))) await stopEmbedded(home);
  } finally {
    endLease(stopping);
  }
}

/** Waits until nobody is stopping the server. Each stop ends by itself, or with the death of its process. */
async function stopped(home: string): Promise<void> {
  while (othersLeases(inHome(home, STOPPING)).length > 0) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** Starts the embedded server to stay until `stopKept`. */
export async function startKept(home: string): Promise<{ url: string; started: boolean }> {
  const use = await joinEmbedded(home);
  markStart(home, KEPT);
  await use.leave();
  return { url: use.url, started: use.started };
}

/** What came of asking the server to stop: it is not stopped under processes that use it. */
export type StopOutcome = { kind: 'stopped' } | { kind: 'not-running' } | { kind: 'in-use'; by: number[] };

/** Stops the embedded server, unless other processes use it. */
export async function stopKept(home: string): Promise<StopOutcome> {
  const stopping = inHome(home, STOPPING);
  takeLease(stopping);
  try {
    const by = othersLeases(inHome(home, USERS));
    if (by.length && (await embeddedStatus(home)).running) return { kind: 'in-use', by };
    rmSync(inHome(home, KEPT), { force: true });
    return (await stopEmbedded(home)) ? { kind: 'stopped' } : { kind: 'not-running' };
  } finally {
    endLease(stopping);
  }
}

/** Marks the running server: a mark holds for this one start and no later one. */
function markStart(home: string, mark: string): void {
  writeFileSync(inHome(home, mark), embeddedStart(home) ?? '');
}

function marksThisStart(home: string, mark: string): boolean {
  const file = inHome(home, mark);
  return existsSync(file) && readFileSync(file, 'utf8') === embeddedStart(home);
}
