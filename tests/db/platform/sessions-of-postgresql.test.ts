import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore, type Store } from '../../../lib/platform/database/database.ts';
import { migrate } from '../../../lib/platform/migrations/migrate.ts';
import { requireCurrent } from '../../../lib/platform/migrations/migration-state.ts';
import { freshStore, person } from '../../support/database.ts';
import { freePort } from '../../support/free-port.ts';
import { until } from '../../support/runs.ts';

/** Where Debian and others keep it. CI installs it: there it has to be tried. */
const PGBOUNCER = [
  '/usr/sbin/pgbouncer',
  '/usr/bin/pgbouncer',
  '/usr/local/bin/pgbouncer',
  '/opt/homebrew/bin/pgbouncer',
].find((file) => existsSync(file));
const TRIED = PGBOUNCER !== undefined || process.env['DATELINE_LONG'] !== undefined;

let plain: Store;
/** The same database for a role that lives in Tokyo and writes its days first. */
let url: string;

beforeAll(async () => {
  plain = await freshStore();
  const role = `tokyo_${randomUUID().slice(0, 8)}`;
  const database = new URL(plain.url).pathname.slice(1);
  await plain.pool.query(`CREATE ROLE ${role} SUPERUSER LOGIN PASSWORD 'x'`);
  for (const setting of [
    "timezone = 'Asia/Tokyo'",
    "datestyle = 'SQL, DMY'",
    "intervalstyle = 'iso_8601'",
    "bytea_output = 'escape'",
  ])
    await plain.pool.query(`ALTER ROLE ${role} IN DATABASE ${database} SET ${setting}`);
  url = withAccount(plain.url, role);
});
afterAll(() => plain.close());

function withAccount(of: string, role: string, port?: number): string {
  const changed = new URL(of);
  changed.username = role;
  changed.password = 'x';
  if (port) changed.port = String(port);
  return changed.href;
}

/** An instant written and read by this store, and as another store sees it. */
async function keepsInstants(store: Store): Promise<void> {
  const { person: id } = await person(store, 'editor');
  const instant = new Date('2031-05-06T07:08:09.123Z');
  await store.prisma.person.update({ where: { id }, data: { disabledAt: instant } });
  expect((await store.prisma.person.findUniqueOrThrow({ where: { id } })).disabledAt).toEqual(instant);
  expect((await plain.prisma.person.findUniqueOrThrow({ where: { id } })).disabledAt).toEqual(instant);
  await store.pool.query('UPDATE person SET disabled_at = $1 WHERE id = $2', [instant, id]);
  expect((await plain.prisma.person.findUniqueOrThrow({ where: { id } })).disabledAt).toEqual(instant);
  const made = (await plain.prisma.person.findUniqueOrThrow({ where: { id } })).createdAt.getTime();
  expect(Math.abs(made - Date.now())).toBeLessThan(60_000);
  const { rows } = await store.pool.query(
    "SELECT created_at, '2031-05-06'::date AS day, '\\x00ff'::bytea AS bytes FROM person WHERE id = $1",
    [id],
  );
  expect(rows).toEqual([{ created_at: new Date(made), day: new Date(2031, 4, 6), bytes: Buffer.from([0, 255]) }]);
  for (const [name, value] of Object.entries({
    timezone: 'UTC',
    statement_timeout: '30s',
    idle_in_transaction_session_timeout: '1min',
  }))
    expect((await store.pool.query('SELECT current_setting($1) AS value', [name])).rows).toEqual([{ value }]);
}

test('an instant is the same for a role of another time zone and another form of dates', async () => {
  const store = openStore(url);
  await keepsInstants(store).finally(() => store.close());
});

describe.runIf(TRIED)('behind PgBouncer', () => {
  let bouncer: ChildProcess | undefined;
  const folder = mkdtempSync(path.join(tmpdir(), 'dateline-pgbouncer-'));
  afterAll(() => {
    bouncer?.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  /** PgBouncer before the server of the tests, lending in this way; the address of the database behind it. */
  async function behind(mode: string, settings: readonly string[] = []): Promise<string> {
    if (!PGBOUNCER) throw new Error('PgBouncer is not installed (Debian: apt-get install pgbouncer).');
    bouncer?.kill('SIGKILL');
    const port = await freePort();
    const { username, port: server } = new URL(url);
    writeFileSync(path.join(folder, 'users'), `"${username}" "x"\n`);
    const lines = [
      '[databases]',
      `* = host=127.0.0.1 port=${server}`,
      '[pgbouncer]',
      `listen_addr = 127.0.0.1\nlisten_port = ${port}\nunix_socket_dir =`,
      `auth_type = scram-sha-256\nauth_file = ${path.join(folder, 'users')}`,
      `pool_mode = ${mode}`,
      ...settings,
    ];
    writeFileSync(path.join(folder, 'ini'), `${lines.join('\n')}\n`);
    chmodSync(folder, 0o755);
    let said = '';
    const running = spawn(
      PGBOUNCER,
      [...(process.getuid?.() === 0 ? ['-u', 'nobody'] : []), path.join(folder, 'ini')],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    bouncer = running;
    for (const stream of [running.stdout, running.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (said += text));
    await until(
      () => said.includes('process up'),
      10,
      () => said,
    );
    return withAccount(url, username, port);
  }

  test('one that lends whole sessions will do: instants, limits and migrations are right', async () => {
    const address = await behind('session');
    await requireCurrent(address);
    expect(await migrate(address)).toEqual([]);
    const store = openStore(address);
    await keepsInstants(store).finally(() => store.close());
  });

  test.each([
    ['transaction', []],
    ['transaction', ['server_round_robin = 1', 'min_pool_size = 3']],
    ['transaction', ['default_pool_size = 1']],
    ['statement', []],
  ])('one that lends by %s is refused before anything is written (%j)', async (mode, settings) => {
    const address = await behind(mode, settings);
    await expect(requireCurrent(address)).rejects.toMatchObject({
      name: 'Missing',
      message: expect.stringContaining('pooler'),
      remedy: expect.stringContaining('pool_mode = session'),
    });
  });
});
