import { execFile } from 'node:child_process';
import { chownSync, closeSync, existsSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { promisify } from 'node:util';
import { inHome } from '../environment/home.ts';
import type { Missing } from '../environment/missing.ts';
import { DATA, LOG, type Owner, type Programs, serverPlace } from './embedded-place.ts';
import { cannotRun } from './embedded-problem.ts';
import { readLock } from './embedded-status.ts';

const run = promisify(execFile);

/** Settings that only the tests change: they trade safety on a power cut for speed. */
export type EmbeddedOptions = { fsync?: boolean };

export const READY_WITHIN_SECONDS = 30;
const PORT_FILE = 'postgres-port';

/**
 * Runs pg_ctl. A failure is returned, with what it said, where another process may be starting or leaving the same
 * server.
 */
export async function launch(
  home: string,
  programs: Programs,
  owner: Owner,
  options: EmbeddedOptions,
): Promise<Missing | undefined> {
  const place = serverPlace(home, owner);
  const log = inHome(place, LOG);
  closeSync(openSync(log, 'a', 0o600));
  if (owner) chownSync(log, owner.uid, owner.gid);
  const port = await lastOrFreePort(home);
  const settings = [
    `-c port=${port}`,
    '-c listen_addresses=127.0.0.1',
    "-c unix_socket_directories=''",
    '-c max_connections=120',
    '-c shared_buffers=256MB',
    '-c max_wal_size=2GB',
    '-c timezone=UTC',
  ];
  if (options.fsync === false) settings.push('-c fsync=off', '-c synchronous_commit=off', '-c full_page_writes=off');
  try {
    await run(
      programs.pg_ctl,
      [
        'start',
        '-D',
        inHome(place, DATA),
        '-l',
        log,
        '-w',
        '-t',
        String(READY_WITHIN_SECONDS),
        '-o',
        settings.join(' '),
      ],
      { ...owner, cwd: place },
    );
    writeFileSync(inHome(home, PORT_FILE), String(port));
    return undefined;
  } catch (error) {
    const reason = cannotRun(home, error, owner);
    if (readLock(home)) return reason;
    throw reason;
  }
}

/** The port of last time, so that connections find a restarted server again; another where that is taken. */
async function lastOrFreePort(home: string): Promise<number> {
  const file = inHome(home, PORT_FILE);
  const last = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  return (last ? await freePort(last).catch(() => undefined) : undefined) ?? freePort(0);
}

function freePort(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(wanted, '127.0.0.1', () => {
      const at = server.address();
      const port = at && typeof at === 'object' ? at.port : wanted;
      server.close(() => resolve(port));
    });
  });
}
