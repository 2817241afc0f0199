import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runTargetNow } from '../../../lib/exchange/export/actions/run-target-now.ts';
import { startExport } from '../../../lib/exchange/export/actions/start-export.ts';
import { findTarget } from '../../../lib/exchange/export/queries/targets.ts';
import type { Actor } from '../../../lib/kernel/permission/actor.ts';
import type { Store } from '../../../lib/platform/database/database.ts';
import { freshStore, person } from '../../support/database.ts';
import { done, publishedEntry } from '../../support/newsroom.ts';
import { scratch } from '../../support/runs.ts';

const MAIN = path.resolve(import.meta.dirname, '../../../lib/cli/main.ts');
const work = scratch('commands');

let store: Store;
let admin: Actor;
beforeAll(async () => {
  store = await freshStore();
  admin = await person(store, 'admin');
  await publishedEntry(store, await person(store, 'editor'), await person(store, 'reviewer'), 'A bridge opens');
});
afterAll(async () => {
  await store.close();
  work.clear();
});

/** Runs a command in a process of its own. */
function dateline(...args: string[]): Promise<{ status: number | null; out: string; err: string }> {
  const env = {
    ...process.env,
    DATABASE_URL: store.url,
    DATELINE_HOME: work.folder,
    EXPORT_ROOT: path.join(work.folder, 'trees'),
  };
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  return new Promise((resolve) => child.once('close', (status) => resolve({ status, out, err })));
}

test('targets are added, listed, changed and removed; wrong fields are named', async () => {
  expect(await dateline('target', 'list')).toMatchObject({ status: 0, err: expect.stringContaining('target add') });
  expect(await dateline('target', 'add', 'Readers', '--folder', '../out')).toMatchObject({
    status: 2,
    err: expect.stringMatching(/^place /),
  });
  expect(await dateline('target', 'add', 'Readers', '--folder', 'readers', '--schedule', 'daily')).toMatchObject({
    status: 2,
    err: expect.stringMatching(/^schedule /),
  });
  expect(
    await dateline(
      'target',
      'add',
      'Readers',
      '--folder',
      'readers',
      '--formats',
      'md,html',
      '--site-url',
      'https://news.example/',
      '--on-approval',
      '--debounce',
      '30',
    ),
  ).toMatchObject({
    status: 0,
    out: expect.stringContaining('Readers'),
  });
  const listed = async () => JSON.parse((await dateline('target', 'list', '--json')).out);
  expect(await listed()).toMatchObject([
    {
      name: 'Readers',
      place: 'readers',
      onApproval: true,
      debounceSeconds: 30,
      settings: { edition: '2017', formats: ['md', 'html'], relatedLimit: 10, site: { url: 'https://news.example' } },
    },
  ]);
  expect(
    await dateline(
      'target',
      'set',
      'readers',
      '--edition',
      '2018',
      '--schedule',
      '0 4 * * *',
      '--no-on-approval',
      '--name',
      'Public',
    ),
  ).toMatchObject({ status: 0 });
  expect(await listed()).toMatchObject([
    {
      name: 'Public',
      schedule: '0 4 * * *',
      onApproval: false,
      debounceSeconds: 30,
      version: 2,
      settings: { edition: '2018', formats: ['md', 'html'], relatedLimit: 5, site: { url: 'https://news.example' } },
    },
  ]);
  expect((await dateline('target', 'list')).out).toContain('0 4 * * *');
  expect(await dateline('target', 'set', 'nobody', '--readmes')).toMatchObject({ status: 2 });
  expect(await dateline('target', 'remove', 'Public')).toMatchObject({ status: 0 });
  expect(await listed()).toEqual([]);
});

test('an export that was made without a worker is listed and shown', async () => {
  await dateline('target', 'add', 'site', '--folder', 'site');
  const target = await findTarget(store, 'site');
  const here = { home: work.folder, exportRoot: path.join(work.folder, 'trees') };
  done(await runTargetNow(store, { ...admin, channel: 'cli' }, target?.id ?? 0, here));
  expect(existsSync(path.join(here.exportRoot, 'site/news/2031/05/6/a-bridge-opens.md'))).toBe(true);
  const runs = JSON.parse((await dateline('run', 'list', '--target', 'site', '--json')).out);
  expect(runs).toMatchObject([{ state: 'done', cause: 'cli' }]);
  expect((await dateline('run', 'show', String(runs[0].id))).out).toMatch(/Run \d+, export site: done/);
  expect((await dateline('run', 'list')).out).toContain('site');
});

test('a waiting run is cancelled, and started again', async () => {
  await dateline('target', 'add', 'later', '--folder', 'later');
  const { id } = JSON.parse((await dateline('target', 'list', '--json')).out).find(
    (one: { name: string }) => one.name === 'later',
  );
  const { run } = done(await startExport(store, admin, { target: id }));
  expect(await dateline('run', 'cancel', String(run))).toMatchObject({ status: 0 });
  expect(await dateline('run', 'cancel', String(run))).toMatchObject({
    status: 1,
    err: expect.stringContaining('cancelled'),
  });
  const again = JSON.parse((await dateline('run', 'retry', String(run), '--json')).out);
  expect(again.run).toBeGreaterThan(run);
  expect(await dateline('run', 'show', '999999')).toMatchObject({ status: 2 });
  expect(await dateline('run', 'show', 'x')).toMatchObject({ status: 2 });
});
