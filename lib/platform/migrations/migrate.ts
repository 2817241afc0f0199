import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type pg from 'pg';
import { codeOf } from '../../kernel/error-facts.ts';
import { begin, endTransaction } from '../database/begin.ts';
import { catalog } from '../database/catalog.ts';
import { onOwnConnection } from '../database/connection.ts';
import { lockNumber } from '../database/locks.ts';
import { now } from '../database/sql-values.ts';
import { checkGround, migrationError } from './migration-ground.ts';

/** A step that brings a database from one version to the next: SQL in prisma/migrations. */
export type Migration = { name: string; script: string; checksum: string };

/** Bundled into the app, a file has no folder of its own; the app runs in the project's. */
const ROOT = import.meta.dirname ? path.resolve(import.meta.dirname, '../../..') : process.cwd();
const FOLDER = path.join(ROOT, 'prisma/migrations');
const LOCK_KEY = 7_301_925;

/** What PostgreSQL says about something that is there already: a schema, table, column, function, or another object. */
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
    await begin(client);
    await lockNumber(client, LOCK_KEY);
    await createRecords(client);
    const records = await catalog(client)
      .selectFrom('_prisma_migrations')
      .select((eb) => [
        eb('finished_at', 'is not', null).$castTo<boolean>().as('finished'),
        'applied_steps_count as steps',
      ])
      .where('migration_name', '=', migration.name)
      .where('rolled_back_at', 'is', null)
      .execute();
    const done = records.some(({ finished }) => finished);
    if (!done) await carryOut(client, migration, records);
    await endTransaction(client, !done);
    return !done;
  } catch (error) {
    const refused = await migrationError(client, migration.name, error);
    await endTransaction(client, false).catch(() => undefined);
    throw refused;
  }
}

/** Makes the table in which Prisma keeps its records, as Prisma makes it. */
async function createRecords(client: pg.Client): Promise<void> {
  await catalog(client)
    .schema.createTable('_prisma_migrations')
    .ifNotExists()
    .addColumn('id', 'varchar(36)', (column) => column.primaryKey().notNull())
    .addColumn('checksum', 'varchar(64)', (column) => column.notNull())
    .addColumn('finished_at', 'timestamptz')
    .addColumn('migration_name', 'varchar(255)', (column) => column.notNull())
    .addColumn('logs', 'text')
    .addColumn('rolled_back_at', 'timestamptz')
    .addColumn('started_at', 'timestamptz', (column) => column.notNull().defaultTo(now))
    .addColumn('applied_steps_count', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
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
  const db = catalog(client);
  if (!began.some(({ steps }) => steps > 0)) await runScript(client, script, began.length > 0);
  await db
    .deleteFrom('_prisma_migrations')
    .where('migration_name', '=', name)
    .where('finished_at', 'is', null)
    .where('rolled_back_at', 'is', null)
    .execute();
  await db
    .insertInto('_prisma_migrations')
    .values({ id: randomUUID(), checksum, migration_name: name, finished_at: now, applied_steps_count: 1 })
    .execute();
}

/** A script that somebody began before, and that finds its own work, was applied: it makes nothing twice. */
async function runScript(client: pg.Client, script: string, began: boolean): Promise<void> {
  await client.query('SAVEPOINT script');
  try {
    await client.query(script);
  } catch (error) {
    if (!began || !IS_THERE.has(codeOf(error) ?? '')) throw error;
    await client.query('ROLLBACK TO SAVEPOINT script');
  }
}
