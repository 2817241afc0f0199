import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');
const BOOTSTRAP = path.join(ROOT, 'lib/cli/bootstrap.mjs');
/** What the machine that tests may have set must not leak into the processes that are tested. */
const OURS = /^(DATABASE_URL|DATELINE_HOME|HOST|PORT|NEXTAUTH_|OIDC_|GITHUB_|VITEST|NODE_ENV|TEST)/;

export type Finished = { status: number | null; stdout: string; stderr: string };

/** A home folder that the embedded server's own user may enter. */
export function openHome(folder: string): string {
  chmodSync(folder, 0o755);
  return folder;
}

/** Runs a command of Dateline in a process of its own, to its end. */
export function dateline(
  home: string,
  args: string[],
  options: { env?: Record<string, string>; input?: string } = {},
): Promise<Finished> {
  const child = launch(['dateline', ...args], home, options.env);
  child.stdin?.end(options.input ?? '');
  return finished(child);
}

/** Starts the app of a home. */
export function startApp(
  home: string,
  port: number,
  env: Record<string, string> = {},
): ChildProcess & { said(): string } {
  const child = launch(['start'], home, { PORT: String(port), ...env });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => (said += text));
  return Object.assign(child, { said: () => said });
}

export function finished(child: ChildProcess): Promise<Finished> {
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name]?.setEncoding('utf8').on('data', (text: string) => (texts[name] += text));
  return new Promise((resolve) => child.once('close', (status) => resolve({ status, ...texts })));
}

/** Waits until `is` holds; fails with what `explain` says after `seconds`. */
export async function until(
  is: () => boolean | Promise<boolean>,
  seconds: number,
  explain: () => string,
): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!(await is())) {
    if (Date.now() > end) throw new Error(`Waited ${seconds} s in vain. ${explain()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Whether the app at a port answers. */
export async function answers(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/api/v1/health`, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}

function launch(args: string[], home: string, env: Record<string, string> = {}): ChildProcess {
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OURS.test(name)));
  return spawn(process.execPath, [BOOTSTRAP, ...args], {
    cwd: ROOT,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...clean, DATELINE_HOME: home, ...env } as unknown as NodeJS.ProcessEnv,
  });
}
