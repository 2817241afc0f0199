import { closeSync, createReadStream, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createGunzip } from 'node:zlib';
import { byCodePoint } from '../../domain/code-point-order.ts';
import type { Day } from '../../domain/day.ts';
import { freeSlug, slugOf } from '../../domain/slug.ts';
import { eventPath } from '../../layout/paths.ts';
import { type EventLine, eventLine } from '../../schemas/event-line.ts';
import { problemsOf } from '../../schemas/problems.ts';
import { sha256 } from '../../store/content-hash.ts';
import type { ImportSource, RawEvent, RefusedFile, StagedEvent, Step } from './staged.ts';

const LINE_FEED = 0x0a;
const LONGEST_LINE = 4 * 1024 * 1024;

/** Where each line stands in the file, the lines of a day together and in the order of the file. */
type Place = { day: Day | ''; line: number; start: number; length: number };

/**
 * Events as JSON lines, plain or gzip, as a source of an import. Lines may come in any order of days; the
 * order within a day is the order of its page. The unpacked lines rest in a temporary file, so that
 * only their places are held in memory.
 */
export async function jsonLinesSource(file: string): Promise<ImportSource> {
  const folder = mkdtempSync(path.join(tmpdir(), 'dateline-import-'));
  const unpacked = path.join(folder, 'events.jsonl');
  const remove = async () => rmSync(folder, { recursive: true, force: true });
  try {
    const { places, refused } = await unpack(file, unpacked);
    return { name: file, steps: (skip = () => false) => stepsOf(file, unpacked, places, refused, skip), close: remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function* stepsOf(file: string, unpacked: string, places: readonly Place[], broken: readonly RefusedFile[], skip: (day: Day) => boolean): AsyncGenerator<Step> {
  const handle = openSync(unpacked, 'r');
  try {
    if (broken.length) yield { others: [], refused: [...broken], skipped: 0 };
    for (let from = 0; from < places.length; ) {
      let to = from + 1;
      while (to < places.length && places[to]?.day === places[from]?.day) to += 1;
      const { day } = places[from] ?? { day: '' };
      if (day === '' || !skip(day)) yield stepOf(file, handle, places.slice(from, to));
      from = to;
    }
  } finally {
    closeSync(handle);
  }
}

function stepOf(file: string, handle: number, places: readonly Place[]): Step {
  const step: Step = { others: [], refused: [], skipped: 0 };
  const events: RawEvent[] = [];
  let day: Day | undefined;
  const taken = new Set<string>();
  for (const place of places) {
    const parsed = parseLine(readPlace(handle, place));
    if (typeof parsed === 'string') step.refused.push({ path: file, line: place.line, reason: parsed });
    else if (parsed.date !== place.day) step.refused.push({ path: file, line: place.line, reason: 'The line names two dates.' });
    else {
      const event = stageLine(parsed, taken);
      day = parsed.date;
      events.push({ path: event.path, hash: event.hash, isFile: false, read: () => event });
    }
  }
  if (day) step.day = { day, events, hash: '' };
  return step;
}

function stageLine(line: EventLine, taken: Set<string>): StagedEvent {
  const slug = freeSlug(slugOf(line.headline), (candidate) => taken.has(candidate));
  taken.add(slug);
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
    listings: line.contexts.length ? [{ names: [...new Set(line.contexts)].sort(byCodePoint) }] : [],
    ...(origin ? { origin } : {}),
    hash: sha256(JSON.stringify(line)),
  };
}

function originOf({ category, topics, topicContexts }: EventLine): StagedEvent['origin'] {
  const origin = { ...(category === undefined ? {} : { category }), ...(topics?.length ? { topics } : {}), ...(topicContexts?.length ? { topicContexts } : {}) };
  return Object.keys(origin).length ? origin : undefined;
}

/** The event of a line, or a sentence that says what is wrong with it. */
function parseLine(text: string): EventLine | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return `The line is not JSON: ${(error as Error).message}.`;
  }
  const parsed = eventLine.safeParse(value);
  return parsed.success
    ? parsed.data
    : problemsOf(parsed.error)
        .map((problem) => `${problem.field} ${problem.message}`)
        .join(' ');
}

function readPlace(handle: number, place: Place): string {
  const bytes = Buffer.allocUnsafe(place.length);
  readSync(handle, bytes, 0, place.length, place.start);
  return bytes.toString('utf8');
}

/** Writes the lines into a plain file and notes where each stands, sorted by day. */
async function unpack(file: string, into: string): Promise<{ places: Place[]; refused: RefusedFile[] }> {
  const places: Place[] = [];
  const refused: RefusedFile[] = [];
  const output = openSync(into, 'wx', 0o600);
  let [line, start] = [0, 0];
  try {
    for await (const bytes of linesIn(file)) {
      line += 1;
      writeSync(output, bytes);
      if (bytes.length > LONGEST_LINE) refused.push({ path: file, line, reason: `The line is longer than ${LONGEST_LINE / 1024 / 1024} MB.` });
      else if (bytes.toString('latin1').trim()) places.push({ day: dayIn(bytes), line, start, length: bytes.length });
      start += bytes.length;
    }
  } finally {
    closeSync(output);
  }
  return { places: places.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.line - b.line)), refused };
}

const DATE_FIRST = /^\{"date":"(\d{4}-\d{2}-\d{2})"/;

/** The day that a line speaks of, only to bring its day together; what names none comes first and is refused when it is read. */
function dayIn(bytes: Buffer): Day | '' {
  const first = DATE_FIRST.exec(bytes.toString('latin1', 0, 32))?.[1];
  try {
    const date = first ?? (JSON.parse(bytes.toString('utf8')) as { date?: unknown } | null)?.date;
    return typeof date === 'string' ? (date as Day) : '';
  } catch {
    return '';
  }
}

async function* linesIn(file: string): AsyncGenerator<Buffer> {
  const raw = createReadStream(file);
  const packed = await isGzip(file);
  const stream = packed ? raw.pipe(createGunzip()) : raw;
  raw.on('error', (error) => stream.destroy(error));
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    let data = rest.length ? Buffer.concat([rest, chunk]) : chunk;
    for (let end = data.indexOf(LINE_FEED); end >= 0; end = data.indexOf(LINE_FEED)) {
      yield data.subarray(0, end + 1);
      data = data.subarray(end + 1);
    }
    rest = data;
    if (rest.length > 16 * LONGEST_LINE) throw new Error(`${file} has no line ends: it is not a file of JSON lines.`);
  }
  if (rest.length) yield rest;
}

async function isGzip(file: string): Promise<boolean> {
  const handle = openSync(file, 'r');
  try {
    const magic = Buffer.alloc(2);
    return readSync(handle, magic, 0, 2, 0) === 2 && magic[0] === 0x1f && magic[1] === 0x8b;
  } finally {
    closeSync(handle);
  }
}
