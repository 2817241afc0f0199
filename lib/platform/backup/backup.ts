import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, existsSync, renameSync, statSync } from 'node:fs';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { ok, type Result, refuse } from '../../kernel/result.ts';
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

/** What a backup holds, or a restore brought back. */
export type BackupReport = { tables: Record<string, number>; rows: number; bytes: number };

/** Why a backup or restore did not happen, and what to do. */
export type BackupProblem = { problem: string; remedy: string };

export const END_OF_ROWS = '\\.';

/** Learned from the texts, and learned again from those that a restore brings back. */
const LEARNED = [
  'learning_due',
  'learned_event',
  'event_context',
  'context_use',
  'context_near',
  'context_near_due',
  'search_document',
  'search_publisher',
  'search_word',
  'word_gram',
  'spoken_name',
  'naming_due',
  'gram_refusal',
];

/**
 * Counters of the throttle and one-time links belong to the running app, not to the archive; pages are made again; the
 * migrations stand in the header.
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
    return refuse({
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
    if ((error as NodeJS.ErrnoException).syscall === 'open')
      return refuse({
        problem: `${file} cannot be written: ${(error as Error).message.replace(half, file)}`,
        remedy: 'Choose an existing folder that you can write to.',
      });
    throw error;
  } finally {
    removeTemporary(half);
  }
}

/** The tables of the archive with the columns that are stored rather than computed. */
export async function archiveTables(client: pg.ClientBase): Promise<BackupHeader['tables']> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(
    `SELECT table_name AS name, array_agg(column_name::text ORDER BY ordinal_position) AS columns
       FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
      WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND is_generated = 'NEVER' AND table_name <> ALL($1)
      GROUP BY table_name ORDER BY table_name`,
    [LEFT_OUT],
  );
  return rows;
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
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
  const rows = client.query(
    copyTo(`COPY (SELECT ${columns.map(quoted).join(', ')} FROM public.${quoted(table)} ORDER BY 1) TO STDOUT`),
  );
  const hash = createHash('sha256');
  for await (const chunk of rows as AsyncIterable<Buffer>) {
    hash.update(chunk);
    await write(chunk);
  }
  return { table, rows: rows.rowCount, sha256: hash.digest('hex') };
}

async function sequences(client: pg.PoolClient): Promise<BackupHeader['sequences']> {
  const { rows } = await client.query<{ name: string }>(
    "SELECT sequencename AS name FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1",
  );
  const found: BackupHeader['sequences'] = {};
  for (const { name } of rows) {
    const state = await client.query<{ last: string; called: boolean }>(
      `SELECT last_value::text AS last, is_called AS called FROM public.${quoted(name)}`,
    );
    if (state.rows[0]) found[name] = state.rows[0];
  }
  return found;
}
