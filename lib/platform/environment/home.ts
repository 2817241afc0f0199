import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { codeOf } from '../../kernel/error-facts.ts';

/** Makes the home folder where it is missing. Returns its path. */
export function makeHome(home: string): string {
  mkdirSync(home, { recursive: true, mode: 0o755 });
  return home;
}

/** A path inside the home folder. */
export function inHome(home: string, ...parts: string[]): string {
  return path.join(home, ...parts);
}

/** A secret that is made on first use and then kept in the home folder, readable by its owner only. */
export function keptSecret(home: string, name: string): string {
  const file = inHome(makeHome(home), name);
  if (!existsSync(file)) makeSecret(file);
  return readFileSync(file, 'utf8').trim();
}

/** Of two processes that make it at once, the first one's counts; nobody ever reads half of it. */
function makeSecret(file: string): void {
  const own = `${file}.${process.pid}`;
  writeFileSync(own, randomBytes(32).toString('base64url'), { mode: 0o600 });
  try {
    linkSync(own, file);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(own, { force: true });
  }
}
