import type { AppError } from '../kernel/app-error.ts';
import { explain } from '../kernel/explain-error.ts';
import { STATUS } from './exit-status.ts';

/** A line of a command's result, on standard output. */
export function printLine(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** A line for the person at the terminal that is no part of the result, on standard error. */
export function printNote(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** The one JSON document of a `--json` run. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

/** Text of a command's result as it is, on standard output. */
export function printText(text: string): void {
  process.stdout.write(text);
}

/** Waits where the reader of standard output is slower than the writer. Whether there still is a reader. */
export async function keepPace(): Promise<boolean> {
  const { stdout } = process;
  if (stdout.writableNeedDrain && !stdout.destroyed)
    await new Promise<void>((resolve) => {
      const done = () => resolve(void stdout.off('drain', done).off('close', done));
      stdout.on('drain', done).on('close', done);
    });
  return !stdout.destroyed;
}

/** A reader that went away, as `| head` does, is no fault: what it does not read is dropped. */
export function bearAbsentReaders(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
}

/** Waits until everything that was written is with its readers. */
export async function outputRead(): Promise<void> {
  for (const stream of [process.stdout, process.stderr])
    if (!stream.destroyed) await new Promise<void>((resolve) => stream.write('', () => resolve()));
}

/** Says an error in plain words. Returns the exit status: wrong input is wrong usage, everything else a finding. */
export function printError(error: AppError): number {
  if (error.code === 'invalid') for (const { field, message } of error.fields) printNote(`${field} ${message}`);
  else printNote(explain(error).detail);
  return error.code === 'invalid' ? STATUS.usage : STATUS.findings;
}

/** Rows as columns of equal width. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
