import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { superuserUrl } from '../../lib/platform/embedded/embedded-addresses.ts';
import { maintenance } from '../../lib/platform/embedded/embedded-role.ts';
import { embeddedStatus } from '../../lib/platform/embedded/embedded-status.ts';
import { migrationNames } from '../../lib/platform/migrations/migrate.ts';
import { freePort } from '../support/free-port.ts';
import { dateline, openHome, until } from './processes.ts';

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

test('a database that cannot be reached is 3, and a setting that cannot be right is 2', async () => {
  const unreachable = await dateline(home, ['user', 'list'], {
    env: { DATABASE_URL: 'postgresql://nobody:x@127.0.0.1:9/none' },
  });
  expect(unreachable).toMatchObject({ status: 3, stdout: '' });
  expect(unreachable.stderr).toContain('Check DATABASE_URL');
  const wrong = await dateline(home, ['start'], { env: { PORT: 'three', NEXTAUTH_URL: 'here', GITHUB_ID: 'x' } });
  expect(wrong).toMatchObject({ status: 2, stdout: '' });
  for (const name of ['PORT', 'NEXTAUTH_URL', 'GITHUB_SECRET']) expect(wrong.stderr).toContain(name);
});

test('a password is one line of standard input and never an argument', async () => {
  const refused = await dateline(home, [
    'user',
    'add',
    '--email',
    'a@example.org',
    '--name',
    'Ann',
    '--role',
    'admin',
    '--password',
    'correct horse battery',
  ]);
  expect(refused).toMatchObject({ status: 2 });
  expect(refused.stderr).toContain("unknown option '--password'");
  const none = await dateline(home, ['user', 'add', '--email', 'a@example.org', '--name', 'Ann', '--role', 'admin'], {
    input: '',
  });
  expect(none).toMatchObject({ status: 3, stdout: '' });
  const added = await dateline(
    home,
    ['user', 'add', '--email', 'a@example.org', '--name', 'Ann', '--role', 'admin', '--json'],
    { input: 'correct horse battery\nanother line\n' },
  );
  expect(added.status).toBe(0);
  expect(JSON.parse(added.stdout)).toEqual({ id: 1, email: 'a@example.org', name: 'Ann', role: 'admin' });
  const again = await dateline(home, ['user', 'add', '--email', 'A@Example.org', '--name', 'Ann', '--role', 'admin'], {
    input: 'correct horse battery\n',
  });
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
  const running = async () =>
    JSON.parse((await dateline(home, ['db', 'status', '--json'])).stdout) as { running: boolean; pid?: number };
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
  expect(both.map((done) => [done.status, done.status ? done.stderr : ''])).toEqual([
    [0, ''],
    [0, ''],
  ]);
  expect(JSON.parse((await dateline(home, ['db', 'status', '--json'])).stdout)).toMatchObject({ running: false });
});

test('of two commands at once on a new home, one sets the archive up and the other waits for it', async () => {
  const fresh = openHome(mkdtempSync(path.join(tmpdir(), 'dateline-two-')));
  await dateline(fresh, ['db', 'start']);
  const found = await embeddedStatus(fresh);
  const client = new pg.Client({ connectionString: maintenance(superuserUrl(fresh, found.running ? found.port : 0)) });
  await client.connect();
  const begun = async () => {
    const inside = new pg.Client({ connectionString: superuserUrl(fresh, found.running ? found.port : 0) });
    await inside.connect().catch(() => undefined);
    const recorded = await inside.query('SELECT 1 FROM _prisma_migrations').catch(() => undefined);
    await inside.end().catch(() => undefined);
    return (recorded?.rowCount ?? 0) > 0;
  };
  for (let n = 0; n < 3; n += 1) {
    await client.query('DROP DATABASE dateline WITH (FORCE)');
    const first = dateline(fresh, ['user', 'list']);
    await until(begun, 60, () => 'No migration was recorded.');
    const both = await Promise.all([first, dateline(fresh, ['token', 'list'])]);
    expect(both.map((done) => [done.status, done.status ? done.stderr : ''])).toEqual([
      [0, ''],
      [0, ''],
    ]);
  }
  await client.end();
  await dateline(fresh, ['db', 'stop']);
  rmSync(fresh, { recursive: true, force: true });
});

test('a database of a newer version is refused by its name, by every command and the start', async () => {
  await dateline(home, ['db', 'start']);
  const found = await embeddedStatus(home);
  const client = new pg.Client({ connectionString: found.running ? found.url : '' });
  await client.connect();
  await client.query(
    "INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('x', 'x', " +
      "'20991122000000_future', now())",
  );
  const backup = path.join(home, 'backup');
  for (const args of [
    ['user', 'list'],
    ['db', 'status'],
    ['db', 'migrate'],
    ['db', 'backup', backup],
    ['db', 'restore', backup],
    ['doctor'],
    ['start'],
  ]) {
    const refused = await dateline(home, args, { env: { PORT: String(await freePort()) } });
    expect([args, refused.status]).toEqual([args, 3]);
    expect(refused.stdout + refused.stderr).toMatch(
      /newer than this Dateline: it has the migration 20991122000000_future/,
    );
  }
  await client.query("DELETE FROM _prisma_migrations WHERE migration_name = '20991122000000_future'");
  const later = { NODE_OPTIONS: `--import=${path.resolve(import.meta.dirname, '../support/later-migration.mjs')}` };
  const older = await dateline(home, ['user', 'list'], { env: later });
  expect(older).toMatchObject({ status: 3, stdout: '' });
  expect(older.stderr).toContain('it lacks the migration 20990101000000_later');
  expect(older.stderr).toContain('db migrate');
  expect((await client.query('SELECT count(*)::int AS n FROM _prisma_migrations')).rows[0].n).toBe(
    migrationNames().length,
  );
  expect((await dateline(home, ['db', 'migrate'], { env: later })).status).toBe(0);
  expect((await client.query('SELECT count(*)::int AS n FROM _prisma_migrations')).rows[0].n).toBe(
    migrationNames().length + 1,
  );
  await client.end();
  await dateline(home, ['db', 'stop']);
});
