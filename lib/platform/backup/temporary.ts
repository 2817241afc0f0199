import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { birthOf, isAlive } from '../embedded/leases.ts';

const PREFIX = 'dateline-import-';
/** Machines that share a folder for temporary files do not know each other's processes. */
const HERE = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
const OURS = new RegExp(`^${PREFIX}${HERE}-(\\d+)-(\\d*)-`);

/** What goes with this process, however it ends, as long as it is not killed outright. */
const mine = new Set<string>();
let attends = false;

/**
 * A folder for the temporary files of one import. It goes with `removeTemporary`, or with the process; one that a
 * killed process left goes with the next.
 */
export function temporaryFolder(): string {
  sweepTemporary();
  const folder = mkdtempSync(path.join(tmpdir(), `${PREFIX}${HERE}-${process.pid}-${birthOf(process.pid)}-`));
  removeOnExit(folder);
  return folder;
}

/** Takes a file or folder away when the process ends on its own or by a signal that it hears. */
function removeOnExit(at: string): void {
  mine.add(at);
  if (attends) return;
  attends = true;
  process.on('exit', () => {
    for (const left of mine) rmSync(left, { recursive: true, force: true });
  });
}

/** Takes such a file or folder away now. */
export function removeTemporary(at: string): void {
  rmSync(at, { recursive: true, force: true });
  mine.delete(at);
}

/** Takes away what killed processes of this machine left. Returns how many folders that were. */
export function sweepTemporary(): number {
  const left = readdirSync(tmpdir()).filter((name) => {
    const [, pid, born] = OURS.exec(name) ?? [];
    return pid !== undefined && !(isAlive(Number(pid)) && birthOf(Number(pid)) === born);
  });
  for (const name of left) rmSync(path.join(tmpdir(), name), { recursive: true, force: true });
  return left.length;
}

/**
 * A name beside a file, to write it whole before it is renamed. What killed processes left under such names goes first.
 */
export function nameBeside(file: string): string {
  const folder = path.dirname(path.resolve(file));
  const left = namesIn(folder).filter((name) => {
    const pid = name.startsWith(`${path.basename(file)}.`)
      ? /^(\d+)\.part$/.exec(name.slice(path.basename(file).length + 1))?.[1]
      : undefined;
    return pid !== undefined && !isAlive(Number(pid));
  });
  for (const name of left) rmSync(path.join(folder, name), { force: true });
  const half = `${file}.${process.pid}.part`;
  removeOnExit(half);
  return half;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
