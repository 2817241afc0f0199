import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { codeOf } from '../../kernel/error-facts.ts';
import { birthOf, isAlive } from '../../platform/embedded/leases.ts';
import { inHome, makeHome } from '../../platform/environment/home.ts';

/** The app that runs from a home folder: who it is and where it answers. */
export type RunRecord = { pid: number; born: string; port: number; host: string; url: string };

const FILE = 'run.json';

/**
 * Takes the home for this process. Returns the record of a living app where there is one; of two starts at once, one
 * wins.
 */
export function takeRun(
  home: string,
  { port, host, url }: Pick<RunRecord, 'port' | 'host' | 'url'>,
): RunRecord | undefined {
  const file = inHome(makeHome(home), FILE);
  const own = `${file}.${process.pid}`;
  writeFileSync(
    own,
    JSON.stringify({ pid: process.pid, born: birthOf(process.pid), port, host, url } satisfies RunRecord),
  );
  try {
    for (;;) {
      try {
        linkSync(own, file);
        return undefined;
      } catch (error) {
        if (codeOf(error) !== 'EEXIST') throw error;
      }
      const other = readRun(home);
      if (other) return other;
      rmSync(file, { force: true });
    }
  } finally {
    rmSync(own, { force: true });
  }
}

/** The record of a living app; one that a crash left behind does not count. */
export function readRun(home: string): RunRecord | undefined {
  try {
    const record = JSON.parse(readFileSync(inHome(home, FILE), 'utf8')) as RunRecord;
    return isAlive(record.pid) && record.born === birthOf(record.pid) ? record : undefined;
  } catch {
    return undefined;
  }
}

/** Gives the home free, where this process has it. */
export function endRun(home: string): void {
  if (readRun(home)?.pid === process.pid) rmSync(inHome(home, FILE), { force: true });
}

/** Whether the app of a record answers. */
export async function isHealthy(record: Pick<RunRecord, 'host' | 'port'>): Promise<boolean> {
  try {
    const host = record.host === '0.0.0.0' || record.host === '::' ? '127.0.0.1' : record.host;
    const answer = await fetch(`http://${host.includes(':') ? `[${host}]` : host}:${record.port}/api/v1/health`, {
      signal: AbortSignal.timeout(3_000),
    });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}
