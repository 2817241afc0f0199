import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEV_PASSWORD } from '../../lib/cli/dev/dev-archive.ts';
import { freePort } from '../support/free-port.ts';
import { CookieJar } from '../support/outside/cookie-jar.ts';
import { answers, type Finished, finished, openHome, until } from './processes.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const COPIED = ['app', 'components', 'lib', 'prisma', 'public', 'package.json', 'package-lock.json', 'tsconfig.json'];
const FILES = [...COPIED, 'next.config.js', 'prisma.config.ts', 'proxy.ts'];
const READY_SECONDS = 240;
const OURS = /^(DATABASE_URL|DATELINE_|HOST|PORT|NEXTAUTH_|OIDC_|GITHUB_|SMTP_|MAIL_|VITEST|NODE_ENV|TEST)/;

/** The sources are changed here, so they are a copy. Its installed packages are links to ours: none is written to. */
const copy = openHome(realpathSync(mkdtempSync(path.join(ROOT, '.dateline-copy-'))));
const home = path.join(copy, '.dateline-dev');
let port: number;
let site: ChildProcess & { said(): string };

beforeAll(async () => {
  for (const name of FILES) cpSync(path.join(ROOT, name), path.join(copy, name), { recursive: true });
  execFileSync('cp', ['-Rl', path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules')]);
  // A contributor’s own settings must not lead to another archive, nor mail out of the machine.
  writeFileSync(
    path.join(copy, '.env'),
    'DATABASE_URL=postgresql://nobody@localhost:1/none\nSMTP_URL=smtp://localhost:1\nMAIL_FROM=desk@example.org\n',
  );
  port = await freePort();
}, 120_000);

afterAll(() => {
  for (const pid of processesOfCopy()) process.kill(pid, 'SIGKILL');
  rmSync(copy, { recursive: true, force: true });
}, 120_000);

/** Starts `npm run dev` as a terminal does: in a group of processes, which Ctrl-C reaches all at once. */
function dev(...args: string[]): ChildProcess {
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OURS.test(name)));
  return spawn(process.execPath, [path.join(copy, 'lib/cli/bootstrap.mjs'), 'dev', ...args], {
    cwd: copy,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...clean, PORT: String(port) } as unknown as NodeJS.ProcessEnv,
  });
}

function startSite(...args: string[]): ChildProcess & { said(): string } {
  const child = dev(...args);
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => (said += text));
  return Object.assign(child, { said: () => said });
}

const run = (...args: string[]): Promise<Finished> => finished(dev(...args));

/** Whatever runs from the copy, with the embedded server. */
function processesOfCopy(): number[] {
  return execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(copy))
    .map((line) => Number.parseInt(line, 10));
}

async function ctrlC(child: ChildProcess): Promise<number | null> {
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  process.kill(-(child.pid ?? 0), 'SIGINT');
  return ended;
}

function edit(file: string, from: string, to: string): void {
  const place = path.join(copy, file);
  const text = readFileSync(place, 'utf8');
  expect(text).toContain(from);
  writeFileSync(place, text.replace(from, to));
}

const url = (place: string) => `http://localhost:${port}${place}`;
const textOf = async (place: string, init?: RequestInit) => (await fetch(url(place), init)).text();

test(
  'the first run makes an archive of its own with sample data, and says who can sign in',
  async () => {
    site = startSite();
    await until(() => site.said().includes('Press Ctrl-C'), READY_SECONDS, site.said);
    expect(site.said()).toMatch(/The sample archive is loaded: \d\d entries\./);
    expect(site.said()).toContain(home);
    for (const role of ['admin', 'reviewer', 'editor']) expect(site.said()).toContain(`${role}@example.org`);
    expect(site.said()).toContain(DEV_PASSWORD);
  },
  (READY_SECONDS + 30) * 1000,
);

test('a second run says that it runs, and does not empty its database', async () => {
  expect(await run()).toMatchObject({ status: 0, stdout: expect.stringContaining(`already running: ${url('')}`) });
  const fresh = await run('--fresh');
  expect(fresh).toMatchObject({ status: 3, stderr: expect.stringMatching(/cannot be emptied\.\nStop it with Ctrl-C/) });
  expect(await answers(port)).toBe(true);
}, 60_000);

test('somebody signs in', async () => {
  const jar = new CookieJar();
  const token = await fetch(url('/api/auth/csrf'));
  jar.take(token.headers);
  const { csrfToken } = await token.json();
  const entered = await fetch(url('/api/auth/callback/credentials'), {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: jar.header(), origin: url('') },
    body: new URLSearchParams({ csrfToken, email: 'admin@example.org', password: DEV_PASSWORD }),
  });
  jar.take(entered.headers);
  expect(await textOf('/', { headers: { cookie: jar.header() } })).toContain('Ada Admin');
}, 180_000);

test('a changed component is told to the browser, and served at once', async () => {
  expect(await textOf('/sign-in')).toContain('Only people added by an admin can sign in.');
  const heard: string[] = [];
  const socket = new WebSocket(`ws://localhost:${port}/_next/hmr?id=test`);
  socket.addEventListener('message', ({ data }) => heard.push(String(data)));
  await until(
    () => socket.readyState === WebSocket.OPEN && heard.length > 0,
    30,
    () => `State ${socket.readyState}`,
  );
  heard.length = 0;
  edit('app/sign-in/page.tsx', 'Only people added by an admin', 'Nobody but the people of this test');
  await until(async () => (await textOf('/sign-in')).includes('Nobody but the people of this test'), 60, site.said);
  await until(
    () => heard.some((text) => text.includes('serverComponentChanges')),
    30,
    () => heard.join('\n'),
  );
  socket.close();
}, 180_000);

test('a changed file of lib restarts the worker', async () => {
  const readies = () => site.said().split('"msg":"ready"').length - 1;
  expect(readies()).toBe(1);
  edit('lib/worker/housekeeping.ts', 'import', '// changed\nimport');
  await until(() => readies() === 2, 60, site.said);
  expect(site.said()).toContain('restarting the worker');
  expect(site.said()).not.toContain('The worker ended');
}, 90_000);

test('mail is printed, with its link', async () => {
  const asked = await fetch(url('/api/v1/password-resets'), {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url('') },
    body: JSON.stringify({ email: 'editor@example.org' }),
  });
  expect(asked.ok).toBe(true);
  await until(() => /│ Link: .*\/reset#/.test(site.said()), 60, site.said);
  expect(site.said()).toContain('│ To:      editor@example.org\n│ Subject: A new password for Dateline');
}, 120_000);

test('Ctrl-C stops everything, and nothing is left running', async () => {
  expect(await ctrlC(site)).toBe(0);
  expect(site.said()).toContain('Stopping …');
  expect(site.said()).not.toMatch(/ended \(|restarting in|Error/);
  expect(await answers(port)).toBe(false);
  expect(processesOfCopy()).toEqual([]);
}, 60_000);

test('a port that is taken is told, and --fresh begins again', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
  const refused = await run();
  await new Promise((resolve) => other.close(resolve));
  expect(refused).toMatchObject({ status: 3 });
  expect(refused.stderr).toContain(`Port ${port} is used by another program.\nStop that program, or choose another`);
  expect(refused.stderr).toContain(`PORT=${port + 1} npm run dev`);

  const kept = startSite();
  await until(() => kept.said().includes('Press Ctrl-C'), READY_SECONDS, kept.said);
  expect(kept.said()).not.toContain('sample archive');
  expect(await ctrlC(kept)).toBe(0);
  const fresh = startSite('--fresh');
  await until(() => fresh.said().includes('Press Ctrl-C'), READY_SECONDS, fresh.said);
  expect(fresh.said()).toMatch(/^Emptying the development database.*The sample archive is loaded/s);
  expect(await ctrlC(fresh)).toBe(0);
  expect(processesOfCopy()).toEqual([]);
}, 600_000);

test('--help says what it does and starts nothing', async () => {
  const { status, stdout } = await run('--help');
  expect(status).toBe(0);
  for (const word of ['--fresh', '.dateline-dev', 'Mail is printed', 'PORT']) expect(stdout).toContain(word);
}, 30_000);
