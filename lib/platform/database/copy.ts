import { once } from 'node:events';
import pg from 'pg';
import { type CopyStreamQuery, type CopyToStreamQuery, from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { Tables } from './tables.ts';

/** A value of a COPY row: arrays become PostgreSQL arrays of integers, null stays null. */
export type CopyValue = string | number | null | readonly number[];

const ESCAPES: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
const SPECIAL = /[\\\n\r\t]/g;
const CHUNK = 64 * 1024;

/** An open COPY into a table: rows go in one by one, the server takes them as they come. */
type Copy = { row(values: readonly CopyValue[]): Promise<void>; end(): Promise<void> };

/**
 * Begins a COPY into a table, as a stream for rows in its text form; the connection does nothing else until its end.
 */
export function copyInto(client: pg.ClientBase, table: string, columns: readonly string[]): CopyStreamQuery {
  return client.query(copyFrom(`COPY ${pg.escapeIdentifier(table)} (${listed(columns)}) FROM STDIN`));
}

/** All rows of a table in the text form of COPY, by its first column. */
export function copyOut(client: pg.ClientBase, table: string, columns: readonly string[]): CopyToStreamQuery {
  const rows = `SELECT ${listed(columns)} FROM ${pg.escapeIdentifier(table)} ORDER BY 1`;
  return client.query(copyTo(`COPY (${rows}) TO STDOUT`));
}

function listed(columns: readonly string[]): string {
  return columns.map(pg.escapeIdentifier).join(', ');
}

function beginCopy(client: pg.ClientBase, table: string, columns: readonly string[]): Copy {
  const stream = copyInto(client, table, columns);
  let failure: Error | undefined;
  stream.on('error', (error) => {
    failure = error;
  });
  let pending = '';
  const flush = async () => {
    const chunk = pending;
    pending = '';
    if (failure) throw failure;
    if (chunk && !stream.write(chunk)) await Promise.race([once(stream, 'drain'), once(stream, 'error')]);
    if (failure) throw failure;
  };
  return {
    async row(values) {
      pending += `${values.map(encode).join('\t')}\n`;
      if (pending.length >= CHUNK) await flush();
    },
    async end() {
      await flush();
      const finished = once(stream, 'finish');
      stream.end();
      await finished;
    },
  };
}

/** Copies rows that are at hand. */
export async function copyRows<Table extends keyof Tables & string>(
  client: pg.ClientBase,
  table: Table,
  columns: readonly (keyof Tables[Table] & string)[],
  rows: readonly (readonly CopyValue[])[],
): Promise<void> {
  if (!rows.length) return;
  const copy = beginCopy(client, table, columns);
  for (const row of rows) await copy.row(row);
  await copy.end();
}

function encode(value: CopyValue): string {
  if (value === null) return '\\N';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return value.replace(SPECIAL, (character) => ESCAPES[character] ?? character);
  return `{${value.join(',')}}`;
}
