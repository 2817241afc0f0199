import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, existsSync, renameSync, statSync } from 'node:fs';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { sql } from 'kysely';
import type pg from 'pg';
import { messageOf, syscallOf } from '../../kernel/error-facts.ts';
import { fail, ok, type Result } from '../../kernel/result.ts';
import { catalog, found } from '../database/catalog.ts';
import { copyOut } from '../database/copy.ts';
import type { Store } from '../database/database.ts';
import { inLongTransaction } from '../database/pool-transaction.ts';
import { onDisk } from '../environment/disk-fault.ts';
import { appliedMigrations } from '../migrations/migration-state.ts';
import { nameBeside, removeTemporary } from './temporary.ts';

/**
 * A backup is gzip of lines, readable with zcat:
 * 1. the header: `{"dateline-backup":1,"at":…,"migrations":[…],"sequences":{…},"tables":[{"name":…,"columns":[…]}]}`
 * 2. for each table, its rows in COPY's text form (one row a line), a line `\.`, and `{"table":…,"rows":…,"sha256":…}`
 * over those rows 3. `{"end":true}`, without which the file is cut off.
 */
export type BackupHeader = {
  'dateline-backup': 1;
  at: string;
  migrations: string[];
  sequences: Record<string, { last: string; called: boolean }>;
  tables: { name: string; columns: string[] }[];
};
type TableEnd = { table: string; rows: number; sha256: string };

/** What a backup holds, or a restore restored. */
export type BackupReport = { tables: Record<string, number>; rows: number; bytes: number };

/** Why a backup or restore did not happen, and what to do. */
export type BackupProblem = { problem: string; remedy: string };

export const END_OF_ROWS = '\\.';

/** Learned from the texts, and learned again from those that a restore brings back. */
const LEARNED = [
  'learning_due',
  'learned_entry',
  'entry_context',
  'context_use',
  'context_near',
  'context_near_due',
  'search_document',
  'search_publisher',
  'search_word',
  'word_gram',
  'spoken_name',
  'naming_due',
  'gram_dismissal',
];

/**
 * Counters of the throttle and one-time links belong to the running app, not to the archive; pages are made again; the
 * migrations are in the header.
 */
const LEFT_OUT = [
  '_prisma_migrations',
  'rate_limit',
  'setup_link',
  'known_device',
  'ready_page',
  'ready_state',
  'presence',
  ...LEARNED,
];

/** Writes one consistent snapshot of the archive into a new file, readable by its owner only. */
export async function backupTo(store: Store, file: string): Promise<Result<BackupReport, BackupProblem>> {
  if (existsSync(file))
    return fail({
      problem: `${file} already exists.`,
      remedy: 'Choose another name: a backup never replaces a file.',
    });
  const half = nameBeside(file);
  try {
    const tables = await onDisk(file, () =>
      inLongTransaction(store, { snapshot: true }, (client) => writeBackup(client, half)),
    );
    renameSync(half, file);
    return ok({ tables, rows: sum(tables), bytes: statSync(file).size });
  } catch (error) {
    if (syscallOf(error) === 'open')
      return fail({
        problem: `${file} cannot be written: ${messageOf(error).replace(half, file)}`,
        remedy: 'Choose an existing folder that you can write to.',
      });
    throw error;
  } finally {
    removeTemporary(half);
  }
}

/** The tables of the archive with the columns that are stored rather than computed. */
export async function archiveTables(client: pg.ClientBase): Promise<BackupHeader['tables']> {
  return catalog(client)
    .selectFrom('information_schema.columns as c')
    .innerJoin('information_schema.tables as t', (on) =>
      on.onRef('t.table_schema', '=', 'c.table_schema').onRef('t.table_name', '=', 'c.table_name'),
    )
    .select((eb) => [
      't.table_name as name',
      eb.fn
        .agg<string[]>('array_agg', [sql`${eb.ref('c.column_name')}::text`])
        .orderBy('c.ordinal_position')
        .as('columns'),
    ])
    .where('t.table_schema', '=', 'public')
    .where('t.table_type', '=', 'BASE TABLE')
    .where('c.is_generated', '=', 'NEVER')
    .where('t.table_name', 'not in', LEFT_OUT)
    .groupBy('t.table_name')
    .orderBy('t.table_name')
    .execute();
}

export function sum(tables: Record<string, number>): number {
  return Object.values(tables).reduce((all, rows) => all + rows, 0);
}

async function writeBackup(client: pg.PoolClient, file: string): Promise<Record<string, number>> {
  const disk = createWriteStream(file, { mode: 0o600, flags: 'wx', flush: true });
  await once(disk, 'open');
  const gzip = createGzip({ level: 6 });
  gzip.pipe(disk);
  const failed = finished(disk);
  failed.catch(() => undefined);
  const write = async (data: Buffer | string) => {
    if (!gzip.write(data)) await Promise.race([once(gzip, 'drain'), failed]);
  };
  const tables = await archiveTables(client);
  const header: BackupHeader = {
    'dateline-backup': 1,
    at: new Date().toISOString(),
    migrations: await appliedMigrations(client),
    sequences: await sequences(client),
    tables,
  };
  await write(`${JSON.stringify(header)}\n`);
  const counts: Record<string, number> = {};
  for (const { name, columns } of tables) {
    const end = await writeTable(client, name, columns, write);
    await write(`${END_OF_ROWS}\n${JSON.stringify(end)}\n`);
    counts[name] = end.rows;
  }
  gzip.end(`${JSON.stringify({ end: true })}\n`);
  await failed;
  return counts;
}

async function writeTable(
  client: pg.PoolClient,
  table: string,
  columns: string[],
  write: (data: Buffer) => Promise<void>,
): Promise<TableEnd> {
  const rows = copyOut(client, table, columns);
  const hash = createHash('sha256');
  for await (const chunk of rows as AsyncIterable<Buffer>) {
    hash.update(chunk);
    await write(chunk);
  }
  return { table, rows: rows.rowCount, sha256: hash.digest('hex') };
}

async function sequences(client: pg.PoolClient): Promise<BackupHeader['sequences']> {
  const db = catalog(client);
  const names = await db
    .selectFrom('pg_sequences')
    .select('sequencename as name')
    .where('schemaname', '=', 'public')
    .orderBy('sequencename')
    .execute();
  const states: BackupHeader['sequences'] = {};
  for (const { name } of names)
    states[name] = await db
      .selectFrom(found<{ last_value: string; is_called: boolean }>(name).as('s'))
      .select(['s.last_value as last', 's.is_called as called'])
      .executeTakeFirstOrThrow();
  return states;
}
