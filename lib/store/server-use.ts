import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { embeddedStatus, startEmbedded, stopEmbedded } from './embedded.ts';
import { inHome } from './home.ts';
import { endLease, othersLeases, takeLease } from './leases.ts';

const LEASES = 'postgres-users';
const KEPT = 'postgres-kept';

/** `stops`: the server goes when the last process of this chain has left it. */
type Use = { stops: boolean };

/** A use of the embedded server. `leave` ends it; the server stops with its last user, unless it ran before them. */
export type ServerUse = { url: string; started: boolean; leave(): Promise<void> };

/**
 * Uses the embedded server of `home`, starting it where it does not run. A command (`owns` false)
 * leaves the server as it was found. The app (`owns` true) also takes over a server that a crash left
 * behind, so that it stops with the app; one that `db start` was asked for keeps running.
 */
export async function joinEmbedded(home: string, owns = false): Promise<ServerUse> {
  const folder = inHome(home, LEASES);
  const { url, started } = await startEmbedded(home);
  if (started) rmSync(inHome(home, KEPT), { force: true });
  const stops = started || othersLeases<Use>(folder).some((lease) => lease.said.stops) || (owns && !existsSync(inHome(home, KEPT)));
  takeLease(folder, { stops } satisfies Use);
  return {
    url,
    started,
    async leave() {
      endLease(folder);
      if (stops && !existsSync(inHome(home, KEPT)) && othersLeases(folder).length === 0) await stopEmbedded(home);
    },
  };
}

/** Starts the embedded server to stay until `stopKept`. */
export async function startKept(home: string): Promise<{ url: string; started: boolean }> {
  const done = await startEmbedded(home);
  writeFileSync(inHome(home, KEPT), '');
  return done;
}

/** What came of asking the server to stop: it is not stopped under processes that use it. */
export type Stopped = { kind: 'stopped' } | { kind: 'not-running' } | { kind: 'in-use'; by: number[] };

/** Stops the embedded server, unless other processes use it. */
export async function stopKept(home: string): Promise<Stopped> {
  const by = othersLeases(inHome(home, LEASES)).map((lease) => lease.pid);
  if (by.length && (await embeddedStatus(home)).running) return { kind: 'in-use', by };
  rmSync(inHome(home, KEPT), { force: true });
  return (await stopEmbedded(home)) ? { kind: 'stopped' } : { kind: 'not-running' };
}
