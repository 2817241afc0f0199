import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { codeOf } from '../../kernel/error-facts.ts';

/** Says that this process uses what `folder` stands for, until `endLease` or its death. */
export function takeLease(folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, String(process.pid)), '');
}

/** Ends this process's lease. */
export function endLease(folder: string): void {
  rmSync(path.join(folder, String(process.pid)), { force: true });
}

/** The other living processes that hold a lease; those of the dead are cleared away. */
export function othersLeases(folder: string): number[] {
  return readNames(folder).flatMap((name) => {
    const pid = Number(name);
    if (pid === process.pid) return [];
    if (isAlive(pid)) return [pid];
    rmSync(path.join(folder, name), { force: true });
    return [];
  });
}

/** Whether a process of this id exists. */
export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

function readNames(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** When a process was born, where the system says: a process id is used again after a restart of the machine. */
export function birthOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
