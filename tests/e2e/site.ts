import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../support/free-port.ts';
import { startOutsideServices } from '../support/outside/outside-services.ts';
import { OUTSIDERS } from './outsiders.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const READY_WITHIN_MS = 240_000;

/**
 * Starts Dateline as its operator would, in an empty home of its own, and reads the one-time link from the terminal.
 */
export default async function startSite(): Promise<() => Promise<void>> {
  const home = mkdtempSync(path.join(tmpdir(), 'dateline-e2e-'));
  chmodSync(home, 0o755);
  const port = await freePort();
  const outside = await startOutsideServices(OUTSIDERS);
  const address = `http://127.0.0.1:${port}`;
  const { DATABASE_URL: _other, DATELINE_DIST: _built, ...environment } = process.env;
  const site = spawn(process.execPath, [path.join(ROOT, 'lib/cli/main.ts'), 'start'], {
    cwd: ROOT,
    env: {
      ...environment,
      ...outside.environment,
      NODE_ENV: 'production',
      PORT: String(port),
      DATELINE_HOME: home,
      NEXTAUTH_URL: address,
      DATELINE_CHECK_SOURCES: 'off',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => site.once('exit', () => resolve()));
  process.env['E2E_SETUP_LINK'] = await new Promise<string>((resolve, reject) => {
    let said = '';
    const late = setTimeout(
      () => reject(new Error(`The site was not ready in time. It said:\n${said}`)),
      READY_WITHIN_MS,
    );
    site.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const link = /http:\S+\/setup#\S+/.exec(said)?.[0];
      if (!link) return;
      clearTimeout(late);
      resolve(link);
    });
    void ended.then(() => reject(new Error(`The site ended. It said:\n${said}`)));
  });
  process.env['E2E_ADDRESS'] = address;
  process.env['E2E_HOME'] = home;
  return async () => {
    site.kill('SIGTERM');
    await ended;
    await outside.close();
    rmSync(home, { recursive: true, force: true });
  };
}
