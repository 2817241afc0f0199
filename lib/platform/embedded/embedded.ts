import { execFile } from 'node:child_process';
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { inHome, keptSecret, makeHome } from '../environment/home.ts';
import { Missing } from '../environment/missing.ts';
import {
  DATA,
  findPrograms,
  LOG,
  type Owner,
  othersMayEnter,
  type Programs,
  serverOwner,
  serverPlace,
} from './embedded-place.ts';
import { APP_ROLE, letsIn, maintenance, setUpRole } from './embedded-role.ts';
import { isAlive } from './leases.ts';

const run = promisify(execFile);

/** Settings that only the tests change: they trade safety on a power cut for speed. */
export type EmbeddedOptions = { fsync?: boolean };

const SUPERUSER = 'postgres';
const DATABASE = 'dateline';
const PASSWORD_FILE = 'postgres-password';
const APP_PASSWORD_FILE = 'postgres-app-password';
const PORT_FILE = 'postgres-port';
const HALF_MADE = 'postgres-half-made-';
const READY_WITHIN_SECONDS = 30;
const SEGMENT_BYTES = 16 * 1024 * 1024;

/** What a command finds of the embedded server. */
export type EmbeddedStatus = { running: false } | { running: true; pid: number; port: number; url: string };

/**
 * Starts the embedded PostgreSQL of `home`, or adopts the one that runs already (a crash of the app
 * leaves it running; its lock file is PostgreSQL's own and never touched). Listens on 127.0.0.1 only,
 * on the port of last time where that is free. `started` tells whether this call started it.
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
function readLock(home: string): { pid: number; since: number; port: number } | undefined {
  const file = inHome(home, DATA, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const [pid, , since, port] = readFileSync(file, 'utf8').split('\n');
  return pid && port ? { pid: Number(pid), since: Number(since), port: Number(port) } : undefined;
}

/** The address for the app's own role, who owns the archive and is no superuser. */
function appUrl(home: string, port: number): string {
  return `postgresql://${APP_ROLE}:${keptSecret(home, APP_PASSWORD_FILE)}@127.0.0.1:${port}/${DATABASE}`;
}

/** The address for the superuser, who sets up what the app's role may not. */
export function superuserUrl(home: string, port: number): string {
  return `postgresql://${SUPERUSER}:${keptSecret(home, PASSWORD_FILE)}@127.0.0.1:${port}/${DATABASE}`;
}

function setUp(home: string, port: number): Promise<void> {
  return setUpRole(superuserUrl(home, port), DATABASE, keptSecret(home, APP_PASSWORD_FILE));
}

/**
 * Makes the data folder beside its place and moves it there whole: a killed or a second initialisation leaves no half.
 */
async function initialise(home: string, programs: Programs, owner: Owner): Promise<void> {
  makeHome(home);
  const place = serverPlace(home, owner);
  clearHalfMade(place);
  const data = inHome(place, `${HALF_MADE}${process.pid}`);
  const password = inHome(place, `initdb-password-${process.pid}`);
  mkdirSync(data, { recursive: true, mode: 0o700 });
  writeFileSync(password, keptSecret(home, PASSWORD_FILE), { mode: 0o600 });
  if (owner) for (const place of [data, password]) chownSync(place, owner.uid, owner.gid);
  try {
    await run(
      programs.initdb,
      [
        '-D',
        data,
        '-U',
        SUPERUSER,
        '-A',
        'scram-sha-256',
        `--pwfile=${password}`,
        '-E',
        'UTF8',
        '--no-locale',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
      ],
      { ...owner, cwd: place },
    );
    renameSync(data, inHome(place, DATA));
  } catch (error) {
    if (!existsSync(inHome(home, DATA, 'PG_VERSION'))) throw cannotRun(home, error, owner);
  } finally {
    rmSync(data, { recursive: true, force: true });
    rmSync(password, { force: true });
  }
}

function clearHalfMade(home: string): void {
  for (const name of readdirSync(home)) {
    if (name.startsWith(HALF_MADE) && !isAlive(Number(name.slice(HALF_MADE.length))))
      rmSync(inHome(home, name), { recursive: true, force: true });
  }
}

/**
 * Runs pg_ctl. A failure is returned, with what it said, where another process may be starting or leaving the same
 * server.
 */
async function launch(
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
    const refusal = cannotRun(home, error, owner);
    if (readLock(home)) return refusal;
    throw refusal;
  }
}

/** Starts and waits: somebody else's start counts as well, and a server that is just leaving is waited for. */
async function untilReady(
  home: string,
  start: () => Promise<Missing | undefined>,
): Promise<{ url: string; started: boolean }> {
  const until = Date.now() + READY_WITHIN_SECONDS * 1000;
  for (;;) {
    const refusal = await start();
    const found = await embeddedStatus(home);
    if (found.running) {
      await setUp(home, found.port);
      return { url: found.url, started: !refusal };
    }
    if (Date.now() > until)
      throw (
        refusal ??
        new Missing('The embedded PostgreSQL isn’t responding.', `Read ${inHome(home, LOG)}, then start again.`)
      );
    await new Promise((resolve) => setTimeout(resolve, 300));
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
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

function cannotRun(home: string, error: unknown, owner: Owner): Missing {
  const said = String((error as { stderr?: string }).stderr || error).trim();
  const place = path.resolve(serverPlace(home, owner));
  if (isFull(place))
    return new Missing(
      `The embedded PostgreSQL cannot start: there is no space left on the disk: ${place}. (${said})`,
      'Free up space there, then start again.',
    );
  const hint =
    owner && !othersMayEnter(place)
      ? `As root, PostgreSQL runs as the system user "postgres", who cannot enter ${place}: move it to a place that other users may enter, run as an ordinary user, or set DATABASE_URL.`
      : `Read ${inHome(home, LOG)}, or set DATABASE_URL to another server.`;
  return new Missing(`The embedded PostgreSQL cannot start: ${said}`, hint);
}

/** Whether there is no room on its disk for one more segment of the log that PostgreSQL writes ahead. */
function isFull(place: string): boolean {
  const { bavail, bsize } = statfsSync(place);
  return bavail * bsize < SEGMENT_BYTES;
}
