import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { embeddedStatus } from '../../lib/platform/embedded/embedded-status.ts';
import { dateline, openHome } from './processes.ts';

const home = openHome(mkdtempSync(path.join(tmpdir(), 'dateline-server-use-')));

afterAll(async () => {
  await dateline(home, ['db', 'stop']);
  rmSync(home, { recursive: true, force: true });
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('however commands overlap, each has its server and the last one stops it', async () => {
  await dateline(home, ['user', 'list']);
  const wrong: unknown[] = [];
  for (let apart = 0; apart <= 2_500; apart += 250) {
    const first = dateline(home, ['user', 'list']);
    await pause(apart);
    for (const done of await Promise.all([first, dateline(home, ['token', 'list'])]))
      if (done.status !== 0) wrong.push([apart, done.stderr]);
    if ((await embeddedStatus(home)).running) wrong.push([apart, 'still running']);
  }
  expect(wrong).toEqual([]);
});
