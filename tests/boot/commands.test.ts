import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { dateline, openHome } from './processes.ts';

const home = openHome(mkdtempSync(path.join(tmpdir(), 'dateline-commands-')));

afterAll(async () => {
  await dateline(home, ['db', 'stop']);
  rmSync(home, { recursive: true, force: true });
});

test('wrong usage is 2, with the usage on standard error and nothing on standard output', async () => {
  for (const args of [
    [],
    ['bogus'],
    ['user', 'add'],
    ['user', 'add', '--email', 'a@example.org', '--name', 'A', '--role', 'king'],
    ['token', 'create', '--email', 'a@example.org', '--scope', 'all'],
    ['db', 'backup'],
  ]) {
    const done = await dateline(home, args);
    expect(done, args.join(' ')).toMatchObject({ status: 2, stdout: '' });
    expect(done.stderr).toContain('Usage:');
  }
});

test('a database that cannot be reached is 3, and a setting that cannot be right is 2; both say what to do', async () => {
  const unreachable = await dateline(home, ['user', 'list'], { env: { DATABASE_URL: 'postgresql://nobody:x@127.0.0.1:9/none' } });
  expect(unreachable).toMatchObject({ status: 3, stdout: '' });
  expect(unreachable.stderr).toContain('Check DATABASE_URL');
  const wrong = await dateline(home, ['start'], { env: { PORT: 'three', NEXTAUTH_URL: 'here', GITHUB_ID: 'x' } });
  expect(wrong).toMatchObject({ status: 2, stdout: '' });
  for (const name of ['PORT', 'NEXTAUTH_URL', 'GITHUB_SECRET']) expect(wrong.stderr).toContain(name);
});

test('a password is one line of standard input and never an argument; --json is one document and nothing else', async () => {
  const refused = await dateline(home, ['user', 'add', '--email', 'a@example.org', '--name', 'Ann', '--role', 'admin', '--password', 'correct horse battery']);
  expect(refused).toMatchObject({ status: 2 });
  expect(refused.stderr).toContain("unknown option '--password'");
  const none = await dateline(home, ['user', 'add', '--email', 'a@example.org', '--name', 'Ann', '--role', 'admin'], { input: '' });
  expect(none).toMatchObject({ status: 3, stdout: '' });
  const added = await dateline(home, ['user', 'add', '--email', 'a@example.org', '--name', 'Ann', '--role', 'admin', '--json'], { input: 'correct horse battery\nanother line\n' });
  expect(added.status).toBe(0);
  expect(JSON.parse(added.stdout)).toEqual({ id: 1, email: 'a@example.org', name: 'Ann', role: 'admin' });
  const again = await dateline(home, ['user', 'add', '--email', 'A@Example.org', '--name', 'Ann', '--role', 'admin'], { input: 'correct horse battery\n' });
  expect(again).toMatchObject({ status: 2, stdout: '' });
});

test('a token is printed once, alone', async () => {
  const made = await dateline(home, ['token', 'create', '--email', 'a@example.org', '--scope', 'import,export']);
  expect(made).toMatchObject({ status: 0, stderr: '' });
  expect(made.stdout).toMatch(/^dl_[\w-]{43}\n$/);
  const listed = await dateline(home, ['token', 'list', '--json']);
  expect(JSON.parse(listed.stdout)).toHaveLength(1);
  expect(listed.stdout).not.toContain(made.stdout.trim());
});

test('commands leave the embedded server as they found it', async () => {
  const running = async () => JSON.parse((await dateline(home, ['db', 'status', '--json'])).stdout) as { running: boolean; pid?: number };
  expect(await running()).toMatchObject({ running: false });
  await dateline(home, ['user', 'list']);
  expect(await running()).toMatchObject({ running: false });
  await dateline(home, ['db', 'start']);
  const before = await running();
  expect(before.running).toBe(true);
  await dateline(home, ['user', 'list']);
  await dateline(home, ['db', 'migrate']);
  expect(await running()).toEqual(before);
  expect(await dateline(home, ['db', 'stop'])).toMatchObject({ status: 0 });
  expect(await running()).toMatchObject({ running: false });
});

test('two commands at once share one server, and the last one stops it', async () => {
  const both = await Promise.all([dateline(home, ['user', 'list']), dateline(home, ['user', 'list'])]);
  expect(both.map((done) => done.status)).toEqual([0, 0]);
  expect(JSON.parse((await dateline(home, ['db', 'status', '--json'])).stdout)).toMatchObject({ running: false });
});
