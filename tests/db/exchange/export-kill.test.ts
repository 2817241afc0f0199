import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runExport } from '../../../lib/exchange/export/run-export.ts';
import { unfinishedIn } from '../../../lib/exchange/export/staging.ts';
import { TargetRejected } from '../../../lib/exchange/export/target.ts';
import { FolderTarget } from '../../../lib/exchange/export/targets/folder-target.ts';
import { importArchive } from '../../../lib/exchange/import/actions/import-archive.ts';
import { openSource } from '../../../lib/exchange/import/reading/open-source.ts';
import type { EntryId } from '../../../lib/kernel/ids.ts';
import type { Store } from '../../../lib/platform/database/database.ts';
import { writeSyntheticEntries } from '../../bench/synthetic-entries.ts';
import { freshStore, person } from '../../support/database.ts';
import { changeEntry, publishedEntry } from '../../support/newsroom.ts';
import { settings } from '../../support/settings.ts';
import { filesIn, writeTree } from '../../support/trees.ts';

const work = mkdtempSync(path.join(tmpdir(), 'dateline-kill-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const STEP = path.resolve(import.meta.dirname, '../../bench/step.ts');
const KILL = path.resolve(import.meta.dirname, '../../support/kill-at.mjs');
const OPTIONS = { settings: settings(), plan: false, full: false };
/** Set to 50 by the long run. */
const KILLS = Number(process.env['DATELINE_KILLS'] ?? 12);

let store: Store;
/** The tree before a day's work, and what the export after it has to give. */
const before = path.join(work, 'before');
let old: Record<string, string>;
let next: Record<string, string>;

beforeAll(async () => {
  store = await freshStore();
  const admin = await person(store, 'admin');
  const [editor, reviewer] = [await person(store, 'editor'), await person(store, 'reviewer')];
  const entries = path.join(work, 'events.jsonl');
  writeSyntheticEntries(entries, 120);
  const source = await openSource(entries);
  await importArchive(store, admin, source, { publish: true, dryRun: false });
  await source.close();
  exportTo(before);
  old = filesIn(before);
  const { rows } = await store.pool.query<{ id: EntryId; path: string }>(
    'SELECT id, path FROM entry ORDER BY id LIMIT 8',
  );
  for (const { id } of rows.slice(0, 6)) await changeEntry(store, editor, reviewer, id, { summary: 'Said otherwise.' });
  await publishedEntry(store, editor, reviewer, 'A new entry', { day: '2031-05-06' as never });
  await store.pool.query('UPDATE entry SET published_revision_id = NULL WHERE id = $1', [rows[0]?.id]);
  const whole = path.join(work, 'whole');
  exportTo(whole);
  next = filesIn(whole);
  expect(Object.keys(old).filter((file) => !(file in next))).toEqual([rows[0]?.path]);
}, 60_000);
afterAll(() => store.close());

/**
 * Exports in a process of its own, which is killed before one of its steps; 0 lets it end. Returns how many steps each
 * of its threads took.
 */
function exportTo(folder: string, killAt = 0): number[] {
  const count = path.join(work, 'count');
  rmSync(count, { force: true });
  const env = { ...process.env, KILL_BELOW: folder, KILL_AT: String(killAt), KILL_COUNT: count };
  const child = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--import', KILL, STEP, store.url, 'export', folder],
    { env, encoding: 'utf8' },
  );
  if (killAt === 0 && child.status !== 0) throw new Error(child.stderr);
  return existsSync(count) ? readFileSync(count, 'utf8').trim().split('\n').map(Number) : [];
}

/**
 * The tree that a reader finds: where a run was killed after it was complete, what it had still to put in place counts
 * as there.
 */
function treeIn(folder: string): Record<string, string> {
  if (!existsSync(folder)) return {};
  const left = unfinishedIn(folder);
  const files = filesIn(folder);
  if (!left) return files;
  for (const file of left.placement.removed) delete files[file];
  return { ...files, ...filesIn(left.files) };
}

function spread(steps: number, kills: number): number[] {
  return [...new Set(Array.from({ length: kills }, (_, i) => 1 + Math.round((i * (steps - 1)) / (kills - 1))))];
}

describe('killed at any of its steps', () => {
  test('an export of what changed leaves the old tree or the new one, whole, and the next run finishes', () => {
    const at = before;
    const [master, memory] = [path.join(work, 'master'), `${before}.memory`];
    cpSync(at, master, { recursive: true, preserveTimestamps: true });
    cpSync(memory, `${master}.memory`, { recursive: true });
    const fresh = () => {
      for (const [from, to] of [
        [master, at],
        [`${master}.memory`, memory],
      ] as const) {
        rmSync(to, { recursive: true, force: true });
        cpSync(from, to, { recursive: true, preserveTimestamps: true });
      }
    };
    fresh();
    const steps = Math.max(...exportTo(at));
    expect(steps).toBeGreaterThan(20);
    const ends = { old: 0, new: 0 };
    for (const step of spread(steps, KILLS)) {
      fresh();
      exportTo(at, step);
      const tree = treeIn(at);
      const isNew = tree['manifest.json'] === next['manifest.json'];
      expect(tree, `killed before step ${step}`).toEqual(isNew ? next : old);
      ends[isNew ? 'new' : 'old'] += 1;
      exportTo(at);
      expect(filesIn(at)).toEqual(next);
      expect(readdirSync(at).filter((name) => name.startsWith('.'))).toEqual([]);
    }
    expect(Math.min(ends.old, ends.new)).toBeGreaterThan(0);
  }, 240_000);

  test('a first export leaves nothing or the whole tree', () => {
    const at = path.join(work, 'first');
    const steps = Math.max(...exportTo(at));
    for (const step of spread(steps, KILLS)) {
      rmSync(at, { recursive: true, force: true });
      rmSync(`${at}.memory`, { recursive: true, force: true });
      exportTo(at, step);
      const tree = treeIn(at);
      expect(tree['manifest.json'] === undefined ? {} : next, `killed before step ${step}`).toEqual(tree);
      exportTo(at);
      expect(filesIn(at)).toEqual(next);
    }
  }, 240_000);
});

describe('two at once', () => {
  const busy = (fence: number, pid: number) => {
    const at = path.join(work, `busy-${fence}`);
    mkdirSync(path.join(at, '.dateline-staging'), { recursive: true });
    writeFileSync(path.join(at, '.dateline-staging/owner.json'), JSON.stringify({ pid, host: hostname(), fence }));
    return at;
  };

  test('the second is refused while the first one works, and goes on when it is dead', async () => {
    const other = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { stdio: 'ignore' });
    const at = busy(0, other.pid ?? 0);
    await expect(runExport(store, at, OPTIONS)).rejects.toThrow(TargetRejected);
    other.kill('SIGKILL');
    await new Promise((resolve) => other.once('exit', resolve));
    expect((await runExport(store, at, OPTIONS)).files).toMatchObject({
      added: Object.keys(next).filter((file) => !file.startsWith('manifest')).length,
    });
  });

  test('in one process too', async () => {
    const at = path.join(work, 'same-process');
    const both = await Promise.allSettled([runExport(store, at, OPTIONS), runExport(store, at, OPTIONS)]);
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(filesIn(at)).toEqual(next);
  });

  test('a later claim takes over from one that lost its own, which then writes nothing', async () => {
    const at = path.join(work, 'fenced');
    const slow = new FolderTarget(at);
    slow.claim(1);
    slow.stage('news/2031/05/6/index.md', Buffer.from('late'));
    await runExport(store, at, { ...OPTIONS, fence: 2 });
    expect(filesIn(at)).toEqual(next);
    expect(() => slow.stage('news/2031/05/6/late.md', Buffer.from('late'))).toThrow();
    expect(() => slow.commit(['news/2031/05/6/index.md'], ['index.md'])).toThrow();
    expect(filesIn(at)).toEqual(next);
    await expect(runExport(store, busy(7, process.ppid), { ...OPTIONS, fence: 6 })).rejects.toThrow(TargetRejected);
  });
});

test('a full disk fails the export with that reason and leaves the old tree', async () => {
  const disk = path.join(work, 'disk');
  mkdirSync(disk);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk]).status === 0;
  if (!mounted) console.warn('Only root can mount a disk of its own: here the export was not tried on a full one.');
  try {
    const at = path.join(disk, 'tree');
    writeTree(at, old);
    const ballast = path.join(disk, 'ballast');
    if (mounted) {
      expect(() => writeFileSync(ballast, Buffer.alloc(4_000_000))).toThrow('ENOSPC');
      await expect(runExport(store, at, OPTIONS)).rejects.toThrow(/no space left/i);
      expect(filesIn(at)).toEqual(old);
    }
    rmSync(ballast, { force: true });
    await runExport(store, at, OPTIONS);
    expect(filesIn(at)).toEqual(next);
  } finally {
    if (mounted) spawnSync('umount', ['-l', disk]);
  }
});

test('a run whose last page cannot be made leaves no trace', async () => {
  const at = path.join(work, 'aborted');
  const stop = new AbortController();
  await expect(
    runExport(store, at, { ...OPTIONS, signal: stop.signal, onProgress: () => stop.abort(new Error('stopped')) }),
  ).rejects.toThrow('stopped');
  expect(existsSync(at)).toBe(false);
});
