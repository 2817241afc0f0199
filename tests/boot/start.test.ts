import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { embeddedStatus } from '../../lib/platform/embedded/embedded-status.ts';
import { freePort } from '../support/free-port.ts';
import { answers, dateline, finished, openHome, startApp, until } from './processes.ts';

const home = openHome(mkdtempSync(path.join(tmpdir(), 'dateline-start-')));
const BUILD_SECONDS = 240;
const started: ReturnType<typeof startApp>[] = [];

afterAll(async () => {
  for (const app of started) app.kill('SIGKILL');
  await dateline(home, ['db', 'stop']);
  rmSync(home, { recursive: true, force: true });
}, 60_000);

function start(port: number): ReturnType<typeof startApp> {
  const app = startApp(home, port);
  started.push(app);
  return app;
}

const supervisor = () => (JSON.parse(readFileSync(path.join(home, 'run.json'), 'utf8')) as { pid: number }).pid;
const postmaster = async () => {
  const found = await embeddedStatus(home);
  return found.running ? found.pid : undefined;
};

test(
  'a start, a second start, a crash and a start after it',
  async () => {
    const port = await freePort();
    const first = start(port);
    await until(() => first.said().includes('works once'), BUILD_SECONDS, first.said);
    expect(first.said()).toContain(`http://localhost:${port}/setup#`);
    expect(await answers(port)).toBe(true);

    const second = await finished(startApp(home, port));
    expect(second).toMatchObject({ status: 0 });
    expect(second.stdout).toContain(`http://localhost:${port}`);
    expect(await answers(port)).toBe(true);

    const server = await postmaster();
    process.kill(supervisor(), 'SIGKILL');
    const again = start(port);
    await until(() => again.said().includes('is ready'), 15, again.said);
    expect(await answers(port)).toBe(true);
    expect(await postmaster()).toBe(server);
    expect(again.said()).toContain('Using the running embedded PostgreSQL');

    process.kill(server as number, 'SIGKILL');
    await until(async () => (await postmaster()) !== undefined && (await answers(port)), 30, again.said);
    expect(again.said()).toContain('restarting it');

    again.kill('SIGTERM');
    expect(await new Promise((resolve) => again.once('exit', resolve))).toBe(0);
    expect(await answers(port)).toBe(false);
    expect(await postmaster()).toBeUndefined();
  },
  (BUILD_SECONDS + 120) * 1000,
);

test(
  'after a SIGKILL of the first process its children do not linger',
  async () => {
    const port = await freePort();
    const app = start(port);
    await until(() => app.said().includes('is ready'), BUILD_SECONDS, app.said);
    app.kill('SIGKILL');
    await until(async () => !(await answers(port)), 20, app.said);
    await until(async () => (await postmaster()) === undefined, 20, app.said);
  },
  (BUILD_SECONDS + 60) * 1000,
);

test('a port that another program holds is named, with status 3', async () => {
  const other = createServer();
  const port = await new Promise<number>((resolve) =>
    other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port)),
  );
  const refused = await finished(startApp(home, port));
  other.close();
  expect(refused).toMatchObject({ status: 3 });
  expect(refused.stderr).toContain(`Port ${port} is used by another program`);
}, 60_000);
