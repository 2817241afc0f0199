import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type pg from 'pg';
import { onOwnConnection } from '../database/connection.ts';
import { checkGround, refusedMigration } from './migration-ground.ts';

/** A step that brings a database from one version to the next: SQL in prisma/migrations. */
export type Migration = { name: string; script: string; checksum: string };

/** Bundled into the app, a file has no folder of its own; the app runs in the project's. */
const ROOT = import.meta.dirname ? path.resolve(import.meta.dirname, '../../..') : process.cwd();
const FOLDER = path.join(ROOT, 'prisma/migrations');
const LOCK_KEY = 7_301_925;

/** The table in which Prisma keeps its records, as Prisma makes it. */
const RECORDS = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ, migration_name VARCHAR(255) NOT NULL, logs TEXT,
  rolled_back_at TIMESTAMPTZ, started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`;

/** What PostgreSQL says of something that is there already: a schema, table, column, function, or another object. */
const IS_THERE = new Set(['42P06', '42P07', '42701', '42723', '42710']);

/**
 * Brings the database at `url` to the end of the folder prisma/migrations, or of another folder like it. Each script
 * and its record are one transaction, so one that was interrupted is not there at all. One process migrates at a time;
 * another waits, and goes on with what is left. Returns the names of the migrations that were applied now. Throws
 * Missing, with PostgreSQL's reason and the remedy, where one cannot be applied.
 */
export function migrate(url: string, folder: string = FOLDER): Promise<string[]> {
  return onOwnConnection(url, async (client) => {
    await checkGround(client);
    const applied: string[] = [];
    for (const migration of readMigrations(folder)) if (await apply(client, migration)) applied.push(migration.name);
    return applied;
  });
}

/** The migrations in the folder, in the order in which they apply. */
export function readMigrations(folder: string = FOLDER): Migration[] {
  return migrationNames(folder).map((name) => {
    const script = readFileSync(path.join(folder, name, 'migration.sql'), 'utf8');
    return { name, script, checksum: createHash('sha256').update(script).digest('hex') };
  });
}

/** Their names alone. */
export function migrationNames(folder: string = FOLDER): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

async function apply(client: pg.Client, migration: Migration): Promise<boolean> {
  try {
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK_KEY]);
    await client.query(RECORDS);
    const { rows } = await client.query<{ finished: boolean; steps: number }>(
      'SELECT finished_at IS NOT NULL AS finished, applied_steps_count AS steps FROM _prisma_migrations WHERE migration_name = $1 AND rolled_back_at IS NULL',
      [migration.name],
    );
    const done = rows.some((row) => row.finished);
    if (!done) await carryOut(client, migration, rows);
    await client.query(done ? 'ROLLBACK' : 'COMMIT');
    return !done;
  } catch (error) {
    const refused = await refusedMigration(client, migration.name, error);
    await client.query('ROLLBACK').catch(() => undefined);
    throw refused;
  }
}

/**
 * Prisma's own program writes the record before and after the script: one that it `began` is there whole, or not at
 * all.
 */
async function carryOut(
  client: pg.Client,
  { name, script, checksum }: Migration,
  began: readonly { steps: number }[],
): Promise<void> {
  if (!began.some(({ steps }) => steps > 0)) await runScript(client, script, began.length > 0);
  await client.query(
    'DELETE FROM _prisma_migrations WHERE migration_name = $1 AND finished_at IS NULL AND rolled_back_at IS NULL',
    [name],
  );
  await client.query(
    'INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count) VALUES ($1, $2, $3, now(), 1)',
    [randomUUID(), checksum, name],
  );
}

/** A script that somebody began before, and that finds its own work, was applied: it makes nothing twice. */
async function runScript(client: pg.Client, script: string, began: boolean): Promise<void> {
  await client.query('SAVEPOINT script');
  try {
    await client.query(script);
  } catch (error) {
    if (!began || !IS_THERE.has((error as { code?: string }).code ?? '')) throw error;
    await client.query('ROLLBACK TO SAVEPOINT script');
  }
}
