import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { finished } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { sql } from 'kysely';
import pg from 'pg';
import { z } from 'zod';
import { codeOf } from '../../kernel/error-facts.ts';
import { fail, ok, type Result } from '../../kernel/result.ts';
import { catalog, found } from '../database/catalog.ts';
import { copyInto } from '../database/copy.ts';
import type { Store } from '../database/database.ts';
import { kysely } from '../database/kysely.ts';
import { lockTablesWhole } from '../database/locks.ts';
import { inLongTransaction } from '../database/pool-transaction.ts';
import { appliedMigrations, isPreRelease } from '../migrations/migration-state.ts';
import { archiveTables, type BackupHeader, type BackupProblem, type BackupReport, END_OF_ROWS, sum } from './backup.ts';
import { ByteLines } from './byte-lines.ts';

/** Begun by the migrations: these have a row in every new archive. */
const BORN_WITH_ROWS = ['archive_state', 'newsroom_settings', 'source_learning'] as const;

const NOTIFIERS = ['notification_is_due', 'notification_is_due_of_account'] as const;

const CUT_OFF: BackupProblem = {
  problem: 'The backup is cut off or damaged.',
  remedy: 'Use another copy of the file. Nothing was restored.',
};

const header = z.object({
  'dateline-backup': z.literal(1),
  at: z.string(),
  migrations: z.array(z.string()),
  sequences: z.record(z.string(), z.object({ last: z.string().regex(/^\d+$/), called: z.boolean() })),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()).min(1) })),
});
const tableEnd = z.object({ table: z.string(), rows: z.int(), sha256: z.string() });
const endLine = z.object({ end: z.literal(true) });

class Refused extends Error {
  readonly because: BackupProblem;

  constructor(because: BackupProblem) {
    super(because.problem);
    this.because = because;
  }
}

/**
 * Brings a backup back into an empty archive, in one transaction: every count and hash is checked
 * before it commits, so the archive is the old one whole, or still empty. `last` runs in the same transaction once the
 * rows are there.
 */
export async function restoreFrom(
  store: Store,
  file: string,
  last: (client: pg.PoolClient) => Promise<void>,
): Promise<Result<BackupReport, BackupProblem>> {
  if (!existsSync(file) || !statSync(file).isFile())
    return fail({ problem: `${file} is not a file.`, remedy: 'Give a file that db backup wrote.' });
  try {
    const tables = await inLongTransaction(store, {}, (client) => readBackup(client, file, last));
    return ok({ tables, rows: sum(tables), bytes: statSync(file).size });
  } catch (error) {
    if (error instanceof Refused) return fail(error.because);
    if (isDamage(error)) return fail(CUT_OFF);
    throw error;
  }
}

async function readBackup(
  client: pg.PoolClient,
  file: string,
  last: (client: pg.PoolClient) => Promise<void>,
): Promise<Record<string, number>> {
  const disk = createReadStream(file);
  const unzipped = createGunzip();
  disk.on('error', (error) => unzipped.destroy(error));
  const lines = new ByteLines(disk.pipe(unzipped));
  const head = await parsed(lines, header);
  await checkPlace(client, head);
  await lockTablesWhole(
    client,
    head.tables.map(({ name }) => name),
  );
  for (const name of BORN_WITH_ROWS) await kysely(client).deleteFrom(name).execute();
  const loosened = await loosenKeys(client);
  // Audit events that come back were sent out at the time.
  await switchNotifiers(client, 'DISABLE');
  const counts: Record<string, number> = {};
  for (const table of head.tables) counts[table.name] = await readTable(client, lines, table);
  await parsed(lines, endLine);
  await checkKeys(client, 'IMMEDIATE');
  await switchNotifiers(client, 'ENABLE');
  await last(client);
  for (const [name, { last, called }] of Object.entries(head.sequences)) await setSequence(client, name, last, called);
  for (const key of loosened) await changeKey(client, key, 'NOT DEFERRABLE');
  return counts;
}

async function parsed<T>(lines: ByteLines, schema: z.ZodType<T>): Promise<T> {
  const line = await lines.next();
  try {
    return schema.parse(JSON.parse(line ?? ''));
  } catch {
    throw new Refused(
      schema === (header as z.ZodType)
        ? { problem: 'The file is not a backup of Dateline.', remedy: 'Give a file that db backup wrote.' }
        : CUT_OFF,
    );
  }
}

/** Same tables, same migrations, nothing in them. */
async function checkPlace(client: pg.PoolClient, head: BackupHeader): Promise<void> {
  const here = await appliedMigrations(client);
  if (isPreRelease(head.migrations)) {
    throw new Refused({
      problem:
        `The backup is from a Dateline before 1.0 (${head.migrations.at(-1)}). Versions from 1.0 on cannot ` +
        'restore it.',
      remedy: 'Restore it with the version that created it, export the archive there, and import that export here.',
    });
  }
  if (here.join() !== head.migrations.join()) {
    throw new Refused({
      problem:
        `The backup is of another version of the database (${head.migrations.at(-1) ?? 'none'}; here: ` +
        `${here.at(-1) ?? 'none'}).`,
      remedy: 'Restore it with the Dateline version that created it, then upgrade.',
    });
  }
  const tables = await archiveTables(client);
  if (JSON.stringify(tables) !== JSON.stringify(head.tables))
    throw new Refused({
      problem: 'The backup has other tables than this archive.',
      remedy: 'Restore it with the Dateline version that created it, then upgrade.',
    });
  for (const { name } of tables) {
    if (BORN_WITH_ROWS.some((born) => born === name)) continue;
    if (await hasRows(client, name))
      throw new Refused({
        problem: `The archive is not empty (${name} has rows).`,
        remedy: 'A restore never overwrites. Use a new DATELINE_HOME or another DATABASE_URL.',
      });
  }
}

async function hasRows(client: pg.PoolClient, table: string): Promise<boolean> {
  const row = catalog(client)
    .selectFrom(found<object>(table).as('t'))
    .select((eb) => eb.lit(1).as('one'))
    .limit(1);
  return (await row.executeTakeFirst()) !== undefined;
}

async function setSequence(client: pg.PoolClient, name: string, last: string, called: boolean): Promise<void> {
  const sequence = sql`${pg.escapeIdentifier(name)}::regclass`;
  await catalog(client).selectNoFrom(sql<string>`setval(${sequence}, ${last}::bigint, ${called})`.as('last')).execute();
}

type Key = { table: string; name: string };

/**
 * Rows of two tables point at each other, so keys are checked once everything is there. Returns the keys to tighten
 * again.
 */
async function loosenKeys(client: pg.PoolClient): Promise<Key[]> {
  const keys = await catalog(client)
    .selectFrom('pg_constraint')
    .select((eb) => [sql<string>`${eb.ref('conrelid')}::regclass::text`.as('table'), 'conname as name'])
    .where('contype', '=', 'f')
    .where('condeferrable', '=', false)
    .where('connamespace', '=', sql<number>`'public'::regnamespace`)
    .execute();
  for (const key of keys) await changeKey(client, key, 'DEFERRABLE');
  await checkKeys(client, 'DEFERRED');
  return keys;
}

/** The name of the table is written as PostgreSQL quotes it. */
async function changeKey(client: pg.PoolClient, { table, name }: Key, when: `${'' | 'NOT '}DEFERRABLE`): Promise<void> {
  await client.query(`ALTER TABLE ${table} ALTER CONSTRAINT ${pg.escapeIdentifier(name)} ${when}`);
}

/** Whether keys are checked after each statement, or only at the end. */
async function checkKeys(client: pg.PoolClient, when: 'IMMEDIATE' | 'DEFERRED'): Promise<void> {
  await client.query(`SET CONSTRAINTS ALL ${when}`);
}

async function switchNotifiers(client: pg.PoolClient, how: 'DISABLE' | 'ENABLE'): Promise<void> {
  for (const trigger of NOTIFIERS) await client.query(`ALTER TABLE audit_event ${how} TRIGGER ${trigger}`);
}

async function readTable(
  client: pg.PoolClient,
  lines: ByteLines,
  { name, columns }: BackupHeader['tables'][number],
): Promise<number> {
  const copy = copyInto(client, name, columns);
  const done = finished(copy);
  done.catch(() => undefined);
  const hash = createHash('sha256');
  for await (const rows of lines.until(END_OF_ROWS)) {
    hash.update(rows);
    if (!copy.write(rows)) await Promise.race([once(copy, 'drain'), done]);
  }
  copy.end();
  await done;
  const end = await parsed(lines, tableEnd);
  if (end.table !== name || end.rows !== copy.rowCount || end.sha256 !== hash.digest('hex'))
    throw new Refused({ problem: `The rows of ${name} differ from those written.`, remedy: CUT_OFF.remedy });
  return end.rows;
}

/** zlib's own complaints, and PostgreSQL's about rows that were bent on the way. */
function isDamage(error: unknown): boolean {
  const code = codeOf(error) ?? '';
  return /^Z_/.test(code) || /^22/.test(code) || code === 'CUT_OFF';
}
