import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { type EventLine, eventLine } from '../../../editorial/entries/contract/event-line.ts';
import { byCodePoint } from '../../../kernel/code-point-order.ts';
import { problemsOf } from '../../../kernel/contract/problems.ts';
import type { Day } from '../../../kernel/day.ts';
import { refuse } from '../../../kernel/result.ts';
import { decodeUtf8, markLength, otherEncoding } from '../../../layout/page-text.ts';
import { eventPath } from '../../../layout/paths.ts';
import { removeTemporary, temporaryFolder } from '../../../platform/backup/temporary.ts';
import { sha256 } from '../../../platform/content-hash.ts';
import type { Queryable } from '../../../platform/database/kysely.ts';
import { onDisk } from '../../../platform/environment/disk-fault.ts';
import type { ImportSource, RawEvent, RefusedFile, Repeat, StagedEvent, Step } from '../staged.ts';
import { checkLine } from './check-line.ts';
import { type DayLines, type HashedLine, slugsOf } from './line-identity.ts';
import { type LineReading, type ReadLine, readLines, TOO_LONG } from './line-reader.ts';
import { RefusedSource } from './refused-source.ts';

/** Lines are parsed so many at a time; in between, the process hears of signals. */
const AT_ONCE = 1_000;
const UNPACKED = 'events.jsonl';

/** Where each line stands in the file, the lines of a day together and in the order of the file. */
type Place = { day: Day | ''; line: number; start: number; length: number };

/** What was found in a file: where it can be read unpacked, its lines, and those that cannot be read. */
type Found = { readable: string; places: Place[]; refused: RefusedFile[] };

/**
 * Events as JSON lines, plain or gzip, as a source of an import. Lines may come in any order of days; the
 * order within a day is the order of its page. Lines that are packed rest unpacked in a temporary file, so that
 * only their places are held in memory. `name` is what the file is called to whoever imports it.
 */
export async function jsonLinesSource(file: string, name: string = file, signal?: AbortSignal): Promise<ImportSource> {
  const isPacked = isGzip(file);
  const folder = isPacked ? temporaryFolder() : undefined;
  const remove = async () => (folder === undefined ? undefined : removeTemporary(folder));
  try {
    const found = await find(file, name, folder, signal);
    const lines = new LineSteps(name, found, signal);
    return {
      name,
      lookIn: (archive) => lines.lookIn(archive),
      steps: (skip = () => false) => lines.steps(skip),
      close: remove,
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** A day's lines as they were read. */
type ReadDay = DayLines & { refused: RefusedFile[]; repeats: Repeat[] };

/** The steps of a file of lines. Which entry of the archive a line means is found out once, the first time. */
class LineSteps {
  private readonly name: string;
  private readonly found: Found;
  private readonly signal: AbortSignal | undefined;
  private readonly slugs = new Map<number, string>();
  private archive: Queryable | undefined;

  constructor(name: string, found: Found, signal: AbortSignal | undefined) {
    this.name = name;
    this.found = found;
    this.signal = signal;
  }

  lookIn(archive: Queryable): void {
    this.archive = archive;
    this.slugs.clear();
  }

  async *steps(skip: (day: Day) => boolean): AsyncGenerator<Step> {
    const { readable, places, refused } = this.found;
    const handle = openSync(readable, 'r');
    try {
      if (refused.length) yield { others: [], refused: [...refused], skipped: 0 };
      let batch: ReadDay[] = [];
      for (let from = 0; from < places.length; ) {
        let to = from + 1;
        while (to < places.length && places[to]?.day === places[from]?.day) to += 1;
        const { day } = places[from] ?? { day: '' };
        if (day === '' || !skip(day)) batch.push(await this.readDay(handle, day, places.slice(from, to)));
        from = to;
        if (from < places.length && batch.reduce((sum, { lines }) => sum + lines.length, 0) < AT_ONCE) continue;
        yield* await this.staged(batch);
        batch = [];
      }
    } finally {
      closeSync(handle);
    }
  }

  private async readDay(handle: number, day: Day | '', places: readonly Place[]): Promise<ReadDay> {
    const read = { day: day as Day, lines: [] as HashedLine[], refused: [] as RefusedFile[], repeats: [] as Repeat[] };
    const first = new Map<string, number>();
    for (const [at, place] of places.entries()) {
      if (at % AT_ONCE === AT_ONCE - 1) await setImmediate();
      this.signal?.throwIfAborted();
      const { line: number } = place;
      const line = parseLine(readPlace(handle, place));
      if (typeof line === 'string') read.refused.push({ path: this.name, line: number, reason: line });
      else if (line.date !== day)
        read.refused.push({ path: this.name, line: number, reason: 'The line has two dates.' });
      else {
        const hashes = hashesOf(line);
        const of = first.get(hashes[0]);
        if (of !== undefined) read.repeats.push({ path: this.name, line: number, of });
        else read.lines.push({ number, line, hashes });
        if (of === undefined) first.set(hashes[0], number);
      }
    }
    return read;
  }

  private async staged(batch: readonly ReadDay[]): Promise<Step[]> {
    const unknown = batch.filter(({ lines }) => lines.some(({ number }) => !this.slugs.has(number)));
    for (const [number, slug] of await slugsOf(this.archive, unknown)) this.slugs.set(number, slug);
    return batch.map(({ day, lines, refused, repeats }) => {
      const events = lines.map(({ number, line, hashes }) => rawEvent(line, this.slugs.get(number) ?? '', hashes[0]));
      return { ...(events.length ? { day: { day, events, hash: '' } } : {}), others: [], refused, repeats, skipped: 0 };
    });
  }
}

/** The hash of what a line says, and the one that imports remembered while the order of contexts counted. */
function hashesOf(line: EventLine): HashedLine['hashes'] {
  return [sha256(JSON.stringify({ ...line, contexts: contextsIn(line) })), sha256(JSON.stringify(line))];
}

function contextsIn(line: EventLine): string[] {
  return [...new Set(line.contexts)].sort(byCodePoint);
}

function rawEvent(line: EventLine, slug: string, hash: string): RawEvent {
  const event = stageLine(line, slug, hash);
  return { path: event.path, hash, isFile: false, read: () => event };
}

function stageLine(line: EventLine, slug: string, hash: string): StagedEvent {
  const origin = originOf(line);
  return {
    path: eventPath(line.date, slug),
    page: {
      edition: '2017',
      day: line.date,
      slug,
      kicker: null,
      title: line.headline,
      summary: line.summary ?? '',
      sources: line.sources.map((source) => ({ name: source.publisher, url: source.url })),
      changes: [],
      related: [],
    },
    listings: line.contexts.length ? [{ names: contextsIn(line) }] : [],
    ...(origin ? { origin } : {}),
    hash,
  };
}

function originOf({ category, topics, topicContexts }: EventLine): StagedEvent['origin'] {
  const origin = {
    ...(category === undefined ? {} : { category }),
    ...(topics?.length ? { topics } : {}),
    ...(topicContexts?.length ? { topicContexts } : {}),
  };
  return Object.keys(origin).length ? origin : undefined;
}

/** The event of a line, or a sentence that says what is wrong with it. */
function parseLine(bytes: Uint8Array): EventLine | string {
  const text = decodeUtf8(bytes);
  if (text === undefined) return 'The line is not UTF-8. Save the file as UTF-8 and import it again.';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return `The line is not JSON: ${(error as Error).message}.`;
  }
  const parsed = eventLine.safeParse(value);
  const event = parsed.success ? checkLine(parsed.data) : refuse(problemsOf(parsed.error));
  return event.ok ? event.value : event.problem.map(({ field, message }) => `${field} ${message}`).join(' ');
}

function readPlace(handle: number, place: Place): Uint8Array {
  const bytes = Buffer.allocUnsafe(place.length);
  readSync(handle, bytes, 0, place.length, place.start);
  return bytes;
}

/**
 * Notes where each line stands, sorted by day, and unpacks them into `folder` where there is one. A byte order mark at
 * the start is left out; another encoding refuses the whole file.
 */
async function find(
  file: string,
  name: string,
  folder: string | undefined,
  signal: AbortSignal | undefined,
): Promise<Found> {
  const places: Place[] = [];
  const refused: RefusedFile[] = [];
  const take = (found: ReadLine) => {
    const { line, bytes } = found;
    if (!bytes) return void refused.push({ path: name, line, reason: TOO_LONG });
    const other = line === 1 ? otherEncoding(bytes) : undefined;
    if (other) throw new RefusedSource(other);
    const mark = line === 1 ? markLength(bytes) : 0;
    if (bytes.length > mark)
      places.push({ day: dayIn(bytes.subarray(mark)), line, start: found.start + mark, length: bytes.length - mark });
  };
  if (folder === undefined) await readLines(file, false, { name, signal, take });
  else await unpack(file, path.join(folder, UNPACKED), { name, signal, take });
  return { readable: folder === undefined ? file : path.join(folder, UNPACKED), places: places.sort(byDay), refused };
}

function byDay(a: Place, b: Place): number {
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
    const date = first ?? (JSON.parse(bytes.toString('utf8')) as { date?: unknown } | null)?.date;
    return typeof date === 'string' ? (date as Day) : '';
  } catch {
    return '';
  }
}

function isGzip(file: string): boolean {
  const handle = openSync(file, 'r');
  try {
    const magic = Buffer.alloc(2);
    return readSync(handle, magic, 0, 2, 0) === 2 && magic[0] === 0x1f && magic[1] === 0x8b;
  } finally {
    closeSync(handle);
  }
}
