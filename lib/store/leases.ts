import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What a living process says of its use of something shared, by its process id. */
export type Lease<Said> = { pid: number; said: Said };

/** Says that this process uses what `folder` stands for, until `endLease` or its death. */
export function takeLease(folder: string, said: unknown): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, String(process.pid)), JSON.stringify(said));
}

/** Ends this process's lease. */
export function endLease(folder: string): void {
  rmSync(path.join(folder, String(process.pid)), { force: true });
}

/** The leases of other processes that are alive; those of the dead are cleared away. */
export function othersLeases<Said>(folder: string): Lease<Said>[] {
  return readNames(folder).flatMap((name) => {
    const pid = Number(name);
    if (pid === process.pid) return [];
    if (!isAlive(pid)) {
      rmSync(path.join(folder, name), { force: true });
      return [];
    }
    return [{ pid, said: readSaid<Said>(path.join(folder, name)) }];
  });
}

/** Whether a process of this id exists. */
export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function readNames(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** A lease that is being written at this moment says nothing yet. */
function readSaid<Said>(file: string): Said {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Said;
  } catch {
    return {} as Said;
  }
}
