import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { Day } from '../../../kernel/day.ts';
import { fieldOf } from '../../../kernel/record.ts';
import { markLength, otherEncoding } from '../../../layout/page-text.ts';
import { onDisk } from '../../../platform/environment/disk-fault.ts';
import type { RefusedFile } from '../staged.ts';
import { type LineReading, type ReadLine, readLines, TOO_LONG } from './line-reader.ts';
import { SourceRejected } from './source-rejected.ts';

const UNPACKED = 'events.jsonl';

/** Where each line is in the file, the lines of a day together and in the order of the file. */
export type LinePlace = { day: Day | ''; line: number; start: number; length: number };

/** What was found in a file: where it can be read unpacked, its lines, and those that cannot be read. */
export type FoundLines = { readable: string; places: LinePlace[]; refused: RefusedFile[] };

export function readPlace(handle: number, place: LinePlace): Uint8Array {
  const bytes = Buffer.allocUnsafe(place.length);
  readSync(handle, bytes, 0, place.length, place.start);
  return bytes;
}

/**
 * Notes where each line is, sorted by day, and unpacks them into `folder` where there is one. A byte order mark at
 * the start is left out; another encoding refuses the whole file.
 */
export async function findLines(
  file: string,
  name: string,
  folder: string | undefined,
  signal: AbortSignal | undefined,
): Promise<FoundLines> {
  const places: LinePlace[] = [];
  const refused: RefusedFile[] = [];
  const take = (found: ReadLine) => {
    const { line, bytes } = found;
    if (!bytes) return void refused.push({ path: name, line, reason: TOO_LONG });
    const other = line === 1 ? otherEncoding(bytes) : undefined;
    if (other) throw new SourceRejected(other);
    const mark = line === 1 ? markLength(bytes) : 0;
    if (bytes.length > mark)
      places.push({ day: dayIn(bytes.subarray(mark)), line, start: found.start + mark, length: bytes.length - mark });
  };
  if (folder === undefined) await readLines(file, false, { name, signal, take });
  else await unpack(file, path.join(folder, UNPACKED), { name, signal, take });
  return { readable: folder === undefined ? file : path.join(folder, UNPACKED), places: places.sort(byDay), refused };
}

function byDay(a: LinePlace, b: LinePlace): number {
  return a.day < b.day ? -1 : a.day > b.day ? 1 : a.line - b.line;
}

async function unpack(file: string, into: string, reading: LineReading): Promise<void> {
  const output = openSync(into, 'wx', 0o600);
  try {
    await onDisk(`the folder for temporary files (TMPDIR), where ${reading.name} is unpacked`, () =>
      readLines(file, true, { ...reading, write: (bytes) => writeAll(output, bytes) }),
    );
  } finally {
    closeSync(output);
  }
}

function writeAll(handle: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at);
}

const DATE_FIRST = /^\{"date":"(\d{4}-\d{2}-\d{2})"/;

/**
 * The day that a line speaks of, only to bring its day together; what names none comes first and is refused when it is
 * read.
 */
function dayIn(bytes: Buffer): Day | '' {
  const first = DATE_FIRST.exec(bytes.toString('latin1', 0, 32))?.[1];
  try {
    const date = first ?? fieldOf(JSON.parse(bytes.toString('utf8')), 'date');
    return typeof date === 'string' ? (date as Day) : '';
  } catch {
    return '';
  }
}
