import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { importArchive } from '../../lib/actions/import-archive.ts';
import { runExport } from '../../lib/archive/export/run-export.ts';
import { RefusedTarget } from '../../lib/archive/export/target.ts';
import { openSource } from '../../lib/archive/import/open-source.ts';
import { writeSyntheticEvents } from '../bench/synthetic-events.ts';
import { freshStore, person } from '../support/database.ts';
import { settings } from '../support/settings.ts';
import { filesIn } from '../support/trees.ts';

const work = mkdtempSync(path.join(tmpdir(), 'dateline-kill-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const STEP = path.resolve(import.meta.dirname, '../bench/step.ts');
const OPTIONS = { settings: settings(), plan: false, full: false };

/** Exports in a process of its own and kills it after so many milliseconds. */
async function killedExport(url: string, folder: string, after: number): Promise<boolean> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', STEP, url, 'export', folder], { stdio: 'ignore' });
  const killed = setTimeout(() => child.kill('SIGKILL'), after);
  const signal = await new Promise<string | null>((resolve) => child.once('exit', (_, by) => resolve(by)));
  clearTimeout(killed);
  return signal === 'SIGKILL';
}

test('a killed export leaves each file old or new and whole, and the next run finishes', async () => {
  const store = await freshStore();
  const admin = await person(store, 'admin');
  const events = path.join(work, 'events.jsonl');
  writeSyntheticEvents(events, 1500);
  const source = await openSource(events);
  await importArchive(store, admin, source, { publish: true, dryRun: false });
  await source.close();
  const out = path.join(work, 'out');
  await runExport(store, out, OPTIONS);
  const before = filesIn(out);

  // Every name of a context changes, and with it every day's page.
  await store.pool.query(`UPDATE context SET name = name || ' (renamed)'`);
  await store.pool.query('UPDATE archive_state SET position = position + 1');
  const whole = path.join(work, 'whole');
  await runExport(store, whole, OPTIONS);
  const after = filesIn(whole);
  expect(after).not.toEqual(before);

  const started = performance.now();
  spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', STEP, store.url, 'export', path.join(work, 'timed')]);
  const length = performance.now() - started;
  let kills = 0;
  for (const share of [0.3, 0.5, 0.65, 0.75, 0.85, 0.92, 0.97]) {
    if (await killedExport(store.url, out, length * share)) kills += 1;
    for (const [file, text] of Object.entries(filesIn(out))) expect([before[file], after[file]], file).toContain(text);
  }
  expect(kills).toBeGreaterThan(2);
  await runExport(store, out, OPTIONS);
  expect(filesIn(out)).toEqual(after);
  await store.close();
}, 120_000);

test('a second export into a folder waits for nobody: it is refused while the first one works', async () => {
  const store = await freshStore();
  const out = path.join(work, 'busy');
  mkdirSync(path.join(out, '.dateline-staging'), { recursive: true });
  const other = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { stdio: 'ignore' });
  writeFileSync(path.join(out, '.dateline-staging', '.owner'), String(other.pid));
  await expect(runExport(store, out, OPTIONS)).rejects.toThrow(RefusedTarget);
  other.kill('SIGKILL');
  await new Promise((resolve) => other.once('exit', resolve));
  expect((await runExport(store, out, OPTIONS)).files).toMatchObject({ added: 0 });
  await store.close();
});
