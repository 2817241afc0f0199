import { once } from 'node:events';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/** A value of a COPY row: arrays become PostgreSQL arrays of integers, null stays null. */
export type CopyValue = string | number | null | readonly number[];

const ESCAPES: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
const SPECIAL = /[\\\n\r\t]/g;
const CHUNK = 64 * 1024;

/** An open COPY into a table: rows go in one by one, the server takes them as they come. */
type Copy = { row(values: readonly CopyValue[]): Promise<void>; end(): Promise<void> };

/** Begins `COPY table (columns) FROM STDIN` on a connection, which does nothing else until `end`. */
function beginCopy(client: pg.ClientBase, table: string, columns: readonly string[]): Copy {
  const stream = client.query(copyFrom(`COPY ${table} (${columns.join(', ')}) FROM STDIN`));
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
export async function copyRows(
  client: pg.ClientBase,
  table: string,
  columns: readonly string[],
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
