import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { embeddedStatus } from '../../lib/platform/embedded/embedded-status.ts';
import { freePort } from '../support/free-port.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const READY_WITHIN_MS = 120_000;

/**
 * A second server of the very archive that the tests share, which a test may kill and start again. Sessions count at
 * both.
 */
export type OwnSite = {
  at(place: string): string;
  kill(): Promise<void>;
  start(): Promise<void>;
  end(): Promise<void>;
};

/** Starts it beside the site of the run, on a port that it keeps. */
export async function ownSite(): Promise<OwnSite> {
  const shared = process.env['E2E_HOME'] ?? '';
  const database = await embeddedStatus(shared);
  if (!database.running) throw new Error('The database of the run does not run.');
  const home = mkdtempSync(path.join(tmpdir(), 'dateline-e2e-own-'));
  chmodSync(home, 0o755);
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const secret = readFileSync(path.join(shared, 'session-secret'), 'utf8').trim();
  const env = {
    ...process.env,
    NODE_ENV: 'production' as const,
    PORT: String(port),
    DATELINE_HOME: home,
    NEXTAUTH_URL: address,
    NEXTAUTH_SECRET: secret,
    DATABASE_URL: database.url,
  };
  let site: ChildProcess | undefined;
  const start = async () => {
    site = spawn(process.execPath, [path.join(ROOT, 'lib/cli/main.ts'), 'start'], {
      cwd: ROOT,
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    await until(() => answers(address), `The site at ${address} was not ready in time.`);
  };
  const kill = async (signal: NodeJS.Signals = 'SIGKILL') => {
    if (site?.exitCode !== null || site.signalCode !== null) return;
    const ended = new Promise((resolve) => site?.once('exit', resolve));
    site.kill(signal);
    await ended;
    await until(async () => !(await answers(address)), `The site at ${address} went on answering.`);
  };
  await start();
  return {
    at: (place) => `${address}${place}`,
    kill: () => kill(),
    start,
    end: async () => {
      await kill('SIGTERM');
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function answers(address: string): Promise<boolean> {
  return fetch(`${address}/api/v1/health`).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function until(done: () => Promise<boolean>, late: string): Promise<void> {
  for (const end = Date.now() + READY_WITHIN_MS; !(await done()); ) {
    if (Date.now() > end) throw new Error(late);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
