import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Supervisor, supervise } from '../../../lib/cli/start/supervisor.ts';

let folder: string;
let supervised: Supervisor | undefined;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'dateline-supervisor-'));
});
afterEach(async () => {
  await supervised?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Supervises a program that notes each of its starts, then does as `body` says. */
function run(body: string): () => number[] {
  const [file, starts] = [path.join(folder, 'program.mjs'), path.join(folder, 'starts')];
  writeFileSync(
    file,
    `import { appendFileSync } from 'node:fs'; appendFileSync(${JSON.stringify(starts)}, process.pid + '\\n'); ${body}`,
  );
  supervised = supervise([{ name: 'program', args: [file], env: {} }]);
  return () => (existsSync(starts) ? readFileSync(starts, 'utf8').trim().split('\n').map(Number) : []);
}

async function until(is: () => boolean, seconds: number): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!is()) {
    if (Date.now() > end) throw new Error(`Waited ${seconds} s in vain.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test('a program that runs is ended and started again, once for requests that come together', async () => {
  const starts = run('setInterval(() => undefined, 1000)');
  await until(() => starts().length === 1, 10);
  supervised?.restart('program');
  supervised?.restart('program');
  await until(() => starts().length === 2, 10);
  await until(() => !isAlive(starts()[0] ?? 0), 10);
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(starts()).toHaveLength(2);
  await supervised?.stop();
  expect(starts().some(isAlive)).toBe(false);
});

test('a program that waits after it failed is started at once', async () => {
  const starts = run('process.exit(1)');
  // It failed twice: the pause is two seconds now.
  await until(() => starts().length === 2 && !isAlive(starts()[1] ?? 0), 15);
  await new Promise((resolve) => setTimeout(resolve, 200));
  supervised?.restart('program');
  await until(() => starts().length === 3, 1.5);
});

test('nothing is started after the end', async () => {
  const starts = run('setInterval(() => undefined, 1000)');
  await until(() => starts().length === 1, 10);
  await supervised?.stop();
  supervised?.restart('program');
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(starts()).toHaveLength(1);
});
