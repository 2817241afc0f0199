import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { startEmbedded, stopEmbedded } from '../../lib/platform/embedded/embedded.ts';
import { superuserUrl } from '../../lib/platform/embedded/embedded-addresses.ts';
import { embeddedStatus } from '../../lib/platform/embedded/embedded-status.ts';
import { migrate } from '../../lib/platform/migrations/migrate.ts';
import { requireCurrent } from '../../lib/platform/migrations/migration-state.ts';
import { openHome } from './processes.ts';

const homes: string[] = [];

function newHome(): string {
  const home = mkdtempSync(path.join(tmpdir(), 'dateline-embedded-'));
  homes.push(home);
  return home;
}

afterAll(async () => {
  for (const home of homes.toReversed()) {
    await stopEmbedded(home);
    rmSync(home, { recursive: true, force: true });
  }
});

async function on<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const superuserOf = async (home: string) => {
  const status = await embeddedStatus(home);
  return superuserUrl(home, status.running ? status.port : 0);
};

/** Ways in which the owner of a table gets around its triggers. */
const AROUND = [
  'ALTER TABLE audit_event DISABLE TRIGGER immutable',
  'ALTER TABLE audit_event DISABLE TRIGGER USER',
  'ALTER TABLE audit_event ENABLE REPLICA TRIGGER immutable',
  'DROP TRIGGER immutable ON audit_event',
  'DROP TABLE audit_event CASCADE',
  'CREATE RULE nothing AS ON INSERT TO audit_event DO INSTEAD NOTHING',
  'ALTER TABLE audit_event ALTER COLUMN reason TYPE text COLLATE "C" USING \'rewritten\'',
  'ALTER TABLE audit_event DROP COLUMN reason',
  'DROP SCHEMA public CASCADE',
  "SET session_replication_role = 'replica'",
  'CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$',
  'DROP FUNCTION refuse_change() CASCADE',
  'DROP EVENT TRIGGER dateline_keeps_audit',
  'ALTER EVENT TRIGGER dateline_keeps_audit_on DISABLE',
  'DROP SCHEMA dateline_guard CASCADE',
  'ALTER ROLE dateline SUPERUSER',
  'SET ROLE postgres',
  'DELETE FROM audit_event',
];

async function isGuarded(url: string): Promise<void> {
  await on(url, async (client) => {
    expect(
      (
        await client.query(
          'SELECT rolname, rolsuper, rolcreaterole, rolcreatedb, rolbypassrls FROM pg_roles WHERE rolname = ' +
            'current_user',
        )
      ).rows,
    ).toEqual([
      { rolname: 'dateline', rolsuper: false, rolcreaterole: false, rolcreatedb: false, rolbypassrls: false },
    ]);
    for (const sql of AROUND)
      await expect(client.query(sql), sql).rejects.toThrow(/immutable|permission denied|must be owner|must have/);
    await client.query("INSERT INTO audit_event (channel, type) VALUES ('cli', 'tried')");
    await client.query(
      'ALTER TABLE audit_event DISABLE TRIGGER notification_is_due; ALTER TABLE audit_event ENABLE TRIGGER ' +
        'notification_is_due',
    );
  });
}

test('the app’s role on the embedded server is no superuser and cannot get around the audit log', async () => {
  const home = openHome(newHome());
  const { url } = await startEmbedded(home, { fsync: false });
  await migrate(url);
  await isGuarded(url);
});

test('an archive that a superuser set up is handed over at the next start', async () => {
  const home = openHome(newHome());
  await startEmbedded(home, { fsync: false });
  const superuser = await superuserOf(home);
  await on(superuser, (client) =>
    client.query(
      'DROP EVENT TRIGGER dateline_keeps_audit; DROP EVENT TRIGGER dateline_keeps_audit_on; DROP SCHEMA ' +
        'dateline_guard CASCADE',
    ),
  );
  await migrate(superuser);
  await on(superuser, (client) =>
    client.query('CREATE SCHEMA pgboss; CREATE TABLE pgboss.job (id INT GENERATED ALWAYS AS IDENTITY, n SERIAL)'),
  );
  await stopEmbedded(home);
  const { url } = await startEmbedded(home, { fsync: false });
  await requireCurrent(url);
  await isGuarded(url);
  const { rows } = await on(superuser.replace(/:\d+\/dateline$/, `:${new URL(url).port}/dateline`), (client) =>
    client.query(
      "SELECT relname FROM pg_class WHERE relnamespace IN ('public'::regnamespace, 'pgboss'::regnamespace) AND " +
        "pg_get_userbyid(relowner) <> 'dateline'",
    ),
  );
  expect(rows).toEqual([]);
});

test('a home that nobody else may enter will do, for root too', async () => {
  const home = path.join(newHome(), 'inner');
  const { url, started } = await startEmbedded(home, { fsync: false });
  homes.push(home);
  expect(started).toBe(true);
  expect(statSync(path.dirname(home)).mode & 0o077).toBe(0);
  await migrate(url);
  expect(await stopEmbedded(home)).toBe(true);
  const again = await startEmbedded(home, { fsync: false });
  await requireCurrent(again.url);
});
