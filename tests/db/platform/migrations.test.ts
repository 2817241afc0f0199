import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { beforeAll, expect, inject, test } from 'vitest';
import { runExport } from '../../../lib/exchange/export/run-export.ts';
import { FORMATS } from '../../../lib/kernel/newsroom/export-settings.ts';
import { openStore } from '../../../lib/platform/database/database.ts';
import { type Migration, migrate, migrationNames, readMigrations } from '../../../lib/platform/migrations/migrate.ts';
import {
  bringUpToDate,
  databaseState,
  requireCurrent,
  SET_UP_LOCK,
  setUpIfEmpty,
} from '../../../lib/platform/migrations/migration-state.ts';
import { schemaOf } from '../../support/schema-of.ts';
import { settings } from '../../support/settings.ts';
import { filesIn } from '../../support/trees.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const KILLS = process.env['DATELINE_LONG'] ? 20 : 6;
const NAMES = migrationNames();

/** A record as Prisma's own program begins it: a row before the script, finished after it. */
const BEGUN =
  "INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES (gen_random_uuid()::text, 'as it was', $1)";

const server = (database: string) => inject('databaseServer').replace(/\/dateline$/, `/${database}`);

async function on<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** A new database without anything in it. */
async function emptyDatabase(options = ''): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await on(server('postgres'), (client) => client.query(`CREATE DATABASE ${name} TEMPLATE template0 ${options}`));
  return server(name);
}

/** A folder like prisma/migrations of a version that has these migrations too. */
function laterVersion(added: readonly Omit<Migration, 'checksum'>[]): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'dateline-migrations-'));
  cpSync(path.join(ROOT, 'prisma/migrations'), folder, { recursive: true });
  for (const { name, script } of added) {
    mkdirSync(path.join(folder, name));
    writeFileSync(path.join(folder, name, 'migration.sql'), script);
  }
  return folder;
}

const LATER = laterVersion(
  Array.from({ length: 12 }, (_, n) => ({
    name: `209901010000${10 + n}_later`,
    script: `CREATE TABLE later_${n} AS SELECT i FROM generate_series(1, 20000)
      AS i; ALTER TABLE later_${n} ADD PRIMARY KEY (i);`,
  })),
);
const LATER_NAMES = migrationNames(LATER);

let laterSchema: string[];

beforeAll(async () => {
  const url = await emptyDatabase();
  await migrate(url, LATER);
  laterSchema = await on(url, schemaOf);
});

const newSchema = on(server('dateline'), schemaOf);
const isLikeNew = async (url: string, folder?: string) => {
  expect((await databaseState(url, folder)).pending).toEqual([]);
  expect(await on(url, schemaOf)).toEqual(folder ? laterSchema : await newSchema);
};

/** How many rows each table has, and the hash of every file that an export of the archive has. */
async function contentsOf(url: string): Promise<string> {
  const store = openStore(url);
  const out = mkdtempSync(path.join(tmpdir(), 'dateline-archive-1.0-'));
  try {
    const { rows } = await store.pool.query<{ line: string }>(
      `SELECT format('%s rows of %s', (xpath('/row/n/text()', query_to_xml(format('SELECT count(*) AS n FROM %s',
        oid::regclass), false, true, '')))[1], relname) AS line
         FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
         AND relname <> '_prisma_migrations' ORDER BY relname`,
    );
    await runExport(store, out, { settings: settings('2018', FORMATS), plan: false, full: true });
    const files = Object.entries(filesIn(out)).map(
      ([file, text]) => `${createHash('sha256').update(text).digest('hex')}  ${file}`,
    );
    return `${[...rows.map(({ line }) => line), ...files].join('\n')}\n`;
  } finally {
    rmSync(out, { recursive: true });
    await store.close();
  }
}

test('an archive of 1.0 becomes what a new one is, with all its rows, and readers see the same', async () => {
  const url = await emptyDatabase();
  const [first, ...since] = NAMES;
  const folder = mkdtempSync(path.join(tmpdir(), 'dateline-migrations-'));
  cpSync(path.join(ROOT, 'prisma/migrations', first as string), path.join(folder, first as string), {
    recursive: true,
  });
  await migrate(url, folder);
  await on(url, (client) =>
    client.query(readFileSync(path.join(import.meta.dirname, 'fixtures/archive-1.0.sql'), 'utf8')),
  );
  expect(await bringUpToDate(url)).toEqual(since);
  await isLikeNew(url);
  await expect(await contentsOf(url)).toMatchFileSnapshot('fixtures/archive-1.0.contents.txt');
});

test('a migration that is killed is not there at all, and the next one goes on', async () => {
  const url = await emptyDatabase();
  for (let kill = 0; kill < KILLS; kill += 1) {
    const child = spawn(
      process.execPath,
      [
        '--disable-warning=ExperimentalWarning',
        '-e',
        `import('./lib/platform/migrations/migrate.ts').then((m) => (console.log(), ` +
          'm.migrate(...process.argv.slice(1))))',
        url,
        LATER,
      ],
      {
        cwd: ROOT,
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    );
    const gone = new Promise((resolve) => child.once('exit', resolve));
    await new Promise((resolve) => child.stdout.once('data', resolve));
    await setTimeout(5 + ((kill * 37) % 120));
    child.kill('SIGKILL');
    await gone;
    const { begun, migrated } = await databaseState(url, LATER);
    expect({ begun, migrated }).toEqual({ begun: [], migrated: LATER_NAMES.slice(0, migrated.length) });
  }
  await migrate(url, LATER);
  await isLikeNew(url, LATER);
});

test('what is half recorded heals: with its scripts done, and with none of them', async () => {
  const [done, undone] = [await emptyDatabase(), await emptyDatabase()];
  await migrate(done, LATER);
  await on(done, (client) =>
    client.query(
      "UPDATE _prisma_migrations SET finished_at = NULL, applied_steps_count = 0, logs = '' WHERE migration_name <> $1",
      [LATER_NAMES.at(-1)],
    ),
  );
  await on(undone, async (client) => {
    await client.query(
      `CREATE TABLE _prisma_migrations (id VARCHAR(36) PRIMARY KEY, checksum VARCHAR(64) NOT NULL, finished_at
        TIMESTAMPTZ, migration_name VARCHAR(255) NOT NULL, logs TEXT,
         rolled_back_at TIMESTAMPTZ, started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER
         NOT NULL DEFAULT 0)`,
    );
    for (const name of LATER_NAMES) await client.query(BEGUN, [name]);
  });
  for (const url of [done, undone]) {
    const { begun, pending } = await databaseState(url, LATER);
    expect(begun.length).toBeGreaterThan(10);
    expect(await migrate(url, LATER)).toEqual(pending);
    await isLikeNew(url, LATER);
  }
});

test('of two that migrate at once each does what the other has not, and nothing twice', async () => {
  const url = await emptyDatabase();
  const [one, other] = await Promise.all([migrate(url, LATER), migrate(url, LATER)]);
  expect([...one, ...other].sort()).toEqual(LATER_NAMES);
  await isLikeNew(url, LATER);
});

test('whoever comes to an empty database waits for the one who sets it up, and finds it done', async () => {
  const url = await emptyDatabase();
  const waiting = `SELECT FROM pg_locks l JOIN pg_database d ON d.oid = l.database WHERE l.locktype = 'advisory'
    AND NOT l.granted AND d.datname = current_database()`;
  await on(url, async (first) => {
    await first.query('SELECT pg_advisory_lock($1)', [SET_UP_LOCK]);
    const second = setUpIfEmpty(url);
    await expect.poll(async () => (await first.query(waiting)).rowCount, { timeout: 20_000 }).toBe(1);
    expect((await databaseState(url)).migrated).toEqual([]);
    await migrate(url);
    await first.query('SELECT pg_advisory_unlock($1)', [SET_UP_LOCK]);
    await second;
  });
  await isLikeNew(url);
});

test('a newer database is refused by its name and left as it is, finished or not', async () => {
  for (const finished of ['now()', 'NULL']) {
    const url = await emptyDatabase();
    await migrate(url);
    await on(url, (client) =>
      client.query(
        `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at)
          VALUES ('x', 'x', '20991122000000_future', ${finished})`,
      ),
    );
    for (const open of [requireCurrent, bringUpToDate])
      await expect(open(url)).rejects.toMatchObject({
        name: 'Missing',
        message: expect.stringMatching(/newer than this Dateline.*20991122000000_future/),
        remedy: expect.stringContaining('restore'),
      });
  }
});

test('a database from before 1.0 is refused by what it is, and left as it is', async () => {
  const url = await emptyDatabase();
  await migrate(url);
  await on(url, (client) => client.query("UPDATE _prisma_migrations SET migration_name = '20261122000000_tables'"));
  const before = await on(url, schemaOf);
  for (const open of [requireCurrent, bringUpToDate, setUpIfEmpty])
    await expect(open(url)).rejects.toMatchObject({
      name: 'Missing',
      message: expect.stringMatching(/before 1\.0: it has the migration 20261122000000_tables/),
      remedy: expect.stringContaining('import the export into a new archive'),
    });
  expect(await on(url, schemaOf)).toEqual(before);
});

test('an older database is not brought up to date unasked', async () => {
  const url = await emptyDatabase();
  const last = LATER_NAMES.at(-1) as string;
  await expect(requireCurrent(url)).rejects.toMatchObject({
    message: 'The database has no archive yet.',
    remedy: expect.stringContaining('db migrate'),
  });
  await migrate(url);
  await expect(requireCurrent(url, LATER)).rejects.toMatchObject({
    message: expect.stringContaining(
      `it lacks ${LATER_NAMES.length - NAMES.length} migrations, from ${LATER_NAMES[NAMES.length]} on`,
    ),
    remedy: expect.stringContaining('db migrate'),
  });
  await migrate(url, LATER);
  await on(url, (client) => client.query('DELETE FROM _prisma_migrations WHERE migration_name = $1', [last]));
  await expect(requireCurrent(url, LATER)).rejects.toMatchObject({
    message: expect.stringContaining(last),
    remedy: expect.stringContaining('db migrate'),
  });
  expect((await databaseState(url, LATER)).pending).toEqual([last]);
});

test('a start brings an older database up to date', async () => {
  const url = await emptyDatabase();
  await migrate(url);
  expect(await bringUpToDate(url, LATER)).toEqual(LATER_NAMES.slice(NAMES.length));
  await isLikeNew(url, LATER);
  expect(await bringUpToDate(url, LATER)).toEqual([]);
});

test('a role that lacks rights is told PostgreSQL’s statements that give them, and they are enough', async () => {
  const url = await emptyDatabase();
  const role = `Role "${randomUUID().slice(0, 8)}`;
  const quoted = `"${role.replaceAll('"', '""')}"`;
  await on(url, (client) =>
    client.query(`CREATE ROLE ${quoted} LOGIN PASSWORD 'x'; REVOKE CREATE, USAGE ON SCHEMA public FROM PUBLIC`),
  );
  const asRole = new URL(url);
  asRole.username = encodeURIComponent(role);
  asRole.password = 'x';
  const refusal = await migrate(asRole.href).catch((error: Error & { remedy: string }) => error);
  const remedy = (refusal as { remedy: string }).remedy;
  expect(remedy).toContain(`GRANT USAGE, CREATE ON SCHEMA "public" TO ${quoted};`);
  expect(remedy).toContain(`GRANT CREATE ON DATABASE "${asRole.pathname.slice(1)}" TO ${quoted};`);
  expect(remedy).toContain('CREATE EXTENSION IF NOT EXISTS "pg_trgm"');
  for (const line of remedy.split('\n').filter((one) => one.endsWith(';')))
    await on(url, (client) => client.query(line));
  expect(await migrate(asRole.href)).toEqual(NAMES);
  await isLikeNew(url);
});

test('tables of another role are named with their owner', async () => {
  const url = await emptyDatabase();
  await migrate(url);
  const role = `other_${randomUUID().slice(0, 8)}`;
  await on(url, async (client) => {
    await client.query(
      `CREATE ROLE ${role} LOGIN PASSWORD 'x'; GRANT CREATE ON DATABASE ${new URL(url).pathname.slice(1)} TO ${role}`,
    );
    await client.query(`GRANT ALL ON SCHEMA public TO ${role}; GRANT ALL ON ALL TABLES IN SCHEMA public TO ${role}`);
  });
  const asRole = new URL(url);
  asRole.username = role;
  asRole.password = 'x';
  const altering = laterVersion([
    { name: '20990101000000_nickname', script: 'ALTER TABLE person ADD COLUMN nickname TEXT' },
  ]);
  await expect(migrate(asRole.href, altering)).rejects.toMatchObject({
    message: expect.stringMatching(/20990101000000_nickname could not be applied: must be owner of/),
    remedy: expect.stringContaining(`REASSIGN OWNED BY "postgres" TO "${role}"`),
  });
});

test('a script that PostgreSQL refuses leaves nothing, and its reason is shown', async () => {
  const url = await emptyDatabase();
  await on(url, (client) => client.query('CREATE TABLE entry (id INT)'));
  await expect(migrate(url)).rejects.toMatchObject({
    message: expect.stringMatching(/_archive_1_0 could not be applied: relation "entry" already exists/),
  });
  expect(
    await on(
      url,
      async (client) =>
        (await client.query("SELECT count(*)::int AS n FROM pg_class WHERE relnamespace = 'public'::regnamespace"))
          .rows[0].n,
    ),
  ).toBe(1);
});

test('the records are those that Prisma keeps: the checksum is of the script', async () => {
  const url = await emptyDatabase();
  await migrate(url);
  const { rows } = await on(url, (client) =>
    client.query(
      'SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished FROM _prisma_migrations ORDER BY 1',
    ),
  );
  expect(rows).toEqual(readMigrations().map(({ name, checksum }) => ({ name, checksum, finished: true })));
});
