import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTarget } from '../../lib/exchange/export/actions/save-target.ts';
import { importArchive } from '../../lib/exchange/import/actions/import-archive.ts';
import { openSource } from '../../lib/exchange/import/reading/open-source.ts';
import { type FollowedRun, readRun } from '../../lib/exchange/runs/runs.ts';
import type { Actor } from '../../lib/kernel/permission/actor.ts';
import type { Store } from '../../lib/platform/database/database.ts';
import { type TargetFields, type TargetInput, targetFields } from '../../lib/runs/contract/exports.ts';
import { writeSyntheticEntries } from '../bench/synthetic-entries.ts';
import { done } from './newsroom.ts';

const WORKER = path.resolve(import.meta.dirname, '../../lib/worker/worker.ts');

/** What the machine that tests may have set must not leak into workers. */
const OURS =
  /^(DATABASE_URL|DATELINE_|EXPORT_ROOT|SMTP_URL|LOG_LEVEL|MAIL_FROM|WEBHOOK_|NEXTAUTH_|VITEST|NODE_ENV|TEST)/;

/** A folder of this test's own that is gone after it. */
export function scratch(name: string): { folder: string; clear(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), `dateline-${name}-`));
  return { folder, clear: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The fields of a target as a door gives them to the action. */
export function target(fields: Partial<TargetFields> & { name: string }): TargetInput {
  return targetFields.parse({ kind: 'folder', place: fields.name, settings: {}, ...fields });
}

/** A new folder target; its id. */
export async function folderTarget(
  store: Store,
  admin: Actor,
  fields: Partial<TargetFields> & { name: string },
): Promise<number> {
  return done(await createTarget(store, admin, target(fields))).id;
}

/** Publishes so many invented entries. */
export async function publishSynthetic(store: Store, admin: Actor, count: number, folder: string): Promise<void> {
  const file = path.join(folder, `events-${count}.jsonl`);
  writeSyntheticEntries(file, count);
  const source = await openSource(file);
  done(await importArchive(store, admin, source, { publish: true, dryRun: false }));
  await source.close();
}

export type Worker = { child: ChildProcess; said(): string; end(signal?: NodeJS.Signals): Promise<void> };

/** A worker in a process of its own, as `npm start` runs it. Resolves when it is ready. */
export async function startWorker(
  store: Store,
  home: string,
  options: { leaseSeconds?: number; env?: Record<string, string> } = {},
): Promise<Worker> {
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OURS.test(name)));
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', WORKER, '--lease', String(options.leaseSeconds ?? 20)],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: {
        ...clean,
        DATABASE_URL: store.url,
        DATELINE_HOME: home,
        EXPORT_ROOT: path.join(home, 'trees'),
        LOG_LEVEL: 'info',
        ...options.env,
      } as unknown as NodeJS.ProcessEnv,
    },
  );
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const worker: Worker = {
    child,
    said: () => said,
    end: (signal = 'SIGTERM') =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve();
        child.once('exit', () => resolve());
        child.kill('SIGCONT');
        child.kill(signal);
      }),
  };
  await until(
    () => said.includes('"msg":"ready"') || child.exitCode !== null,
    30,
    () => said,
  );
  return worker;
}

/** Waits until `is` gives something; fails with what `explain` says after `seconds`. */
export async function until<T>(
  is: () => Promise<T> | T,
  seconds: number,
  explain: () => string | Promise<string> = () => '',
): Promise<NonNullable<T>> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = await is();
    if (found) return found;
    if (Date.now() > end) throw new Error(`Waited ${seconds} s in vain. ${await explain()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The run once it has ended. */
export async function ended(store: Store, run: number, seconds = 30): Promise<FollowedRun> {
  return until(
    async () => {
      const now = await readRun(store, run);
      return now?.endedAt ? now : undefined;
    },
    seconds,
    async () => JSON.stringify(await readRun(store, run)),
  );
}
