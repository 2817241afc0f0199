import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbedded, stopEmbedded } from '../../lib/platform/embedded/embedded.ts';
import { superuserUrl } from '../../lib/platform/embedded/embedded-addresses.ts';
import { embeddedStatus } from '../../lib/platform/embedded/embedded-status.ts';
import { migrate } from '../../lib/platform/migrations/migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    databaseServer: string;
  }
}

/** One real PostgreSQL for the whole run, with a migrated database that each test file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const home = mkdtempSync(path.join(tmpdir(), 'dateline-test-'));
  chmodSync(home, 0o755);
  const app = await startEmbedded(home, { fsync: false });
  await migrate(app.url);
  const running = await embeddedStatus(home);
  const url = superuserUrl(home, running.running ? running.port : 0);
  const client = new pg.Client({ connectionString: url.replace(/\/dateline$/, '/postgres') });
  await client.connect();
  await client.query('ALTER DATABASE dateline IS_TEMPLATE true');
  // The schema engine's pool lets its connection idle for some seconds, and a template in use is not copied.
  await client.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'dateline'`);
  await client.end();
  project.provide('databaseServer', url);
  return async () => {
    await stopEmbedded(home);
    removeLater(home);
  };
}

/** In a process of its own, which nobody waits for: a thousand databases take a minute to go. */
function removeLater(home: string): void {
  const program = `require('node:fs').rmSync(process.argv[1], { recursive: true, force: true })`;
  spawn(process.execPath, ['-e', program, home], { detached: true, stdio: 'ignore' }).unref();
}
