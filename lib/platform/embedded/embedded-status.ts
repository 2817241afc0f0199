import { existsSync, readFileSync } from 'node:fs';
import { inHome } from '../environment/home.ts';
import { appUrl, superuserUrl } from './embedded-addresses.ts';
import { DATA } from './embedded-place.ts';
import { letsIn, maintenance } from './embedded-role.ts';
import { isAlive } from './leases.ts';

/** What a command finds of the embedded server. */
export type EmbeddedStatus = { running: false } | { running: true; pid: number; port: number; url: string };

/** Says whether the embedded server of `home` runs and answers, without starting anything. */
export async function embeddedStatus(home: string): Promise<EmbeddedStatus> {
  const lock = readLock(home);
  if (!lock) return { running: false };
  const answers = await letsIn(maintenance(superuserUrl(home, lock.port)));
  return answers ? { running: true, pid: lock.pid, port: lock.port, url: appUrl(home, lock.port) } : { running: false };
}

/** The start of the embedded server that runs now, named so that no later start has the same name. */
export function embeddedStart(home: string): string | undefined {
  const lock = readLock(home);
  return lock && isAlive(lock.pid) ? `${lock.pid} ${lock.since}` : undefined;
}

/** The process of the embedded server, where it is alive. */
export function embeddedProcess(home: string): number | undefined {
  const lock = readLock(home);
  return lock && isAlive(lock.pid) ? lock.pid : undefined;
}

/**
 * The pid, the second of the start and the port that a server writes into its own lock file; nothing when there is
 * none.
 */
export function readLock(home: string): { pid: number; since: number; port: number } | undefined {
  const file = inHome(home, DATA, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const [pid, , since, port] = readFileSync(file, 'utf8').split('\n');
  return pid && port ? { pid: Number(pid), since: Number(since), port: Number(port) } : undefined;
}
