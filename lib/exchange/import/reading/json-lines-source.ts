import { closeSync, openSync, readSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import type { Day } from '../../../kernel/day.ts';
import { removeTemporary, temporaryFolder } from '../../../platform/backup/temporary.ts';
import type { Queryable } from '../../../platform/database/kysely.ts';
import type { ImportSource, RefusedFile, RepeatedLine, SourceStep } from '../staged.ts';
import { type FoundLines, findLines, type LinePlace, readPlace } from './find-lines.ts';
import { type DayLines, type HashedLine, slugsOf } from './line-identity.ts';
import { hashesOf, parseLine, rawLine } from './stage-line.ts';

/** Lines are parsed so many at a time; in between, the process hears of signals. */
const AT_ONCE = 1_000;

/**
 * Entries as JSON lines, plain or gzip, as a source of an import. Lines may come in any order of days; the
 * order within a day is the order of its page. Lines that are packed rest unpacked in a temporary file, so that
 * only their places are held in memory. `name` is what the file is called to whoever imports it.
 */
export async function jsonLinesSource(file: string, name: string = file, signal?: AbortSignal): Promise<ImportSource> {
  const isPacked = isGzip(file);
  const folder = isPacked ? temporaryFolder() : undefined;
  const remove = async () => (folder === undefined ? undefined : removeTemporary(folder));
  try {
    const found = await findLines(file, name, folder, signal);
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
type ReadDay = DayLines & { refused: RefusedFile[]; repeats: RepeatedLine[] };

/** The steps of a file of lines. Which entry of the archive a line means is found out once, the first time. */
class LineSteps {
  private readonly name: string;
  private readonly found: FoundLines;
  private readonly signal: AbortSignal | undefined;
  private readonly slugs = new Map<number, string>();
  private archive: Queryable | undefined;

  constructor(name: string, found: FoundLines, signal: AbortSignal | undefined) {
    this.name = name;
    this.found = found;
    this.signal = signal;
  }

  lookIn(archive: Queryable): void {
    this.archive = archive;
    this.slugs.clear();
  }

  async *steps(skip: (day: Day) => boolean): AsyncGenerator<SourceStep> {
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

  private async readDay(handle: number, day: Day | '', places: readonly LinePlace[]): Promise<ReadDay> {
    const read: {
      day: Day;
      lines: HashedLine[];
      refused: RefusedFile[];
      repeats: RepeatedLine[];
    } = {
      // Lines without a day are refused, each by itself: none of them is staged.
      day: day as Day,
      lines: [],
      refused: [],
      repeats: [],
    };
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

  private async staged(batch: readonly ReadDay[]): Promise<SourceStep[]> {
    const unknown = batch.filter(({ lines }) => lines.some(({ number }) => !this.slugs.has(number)));
    for (const [number, slug] of await slugsOf(this.archive, unknown)) this.slugs.set(number, slug);
    return batch.map(({ day, lines, refused, repeats }) => {
      const entries = lines.map(({ number, line, hashes }) => rawLine(line, this.slugs.get(number) ?? '', hashes[0]));
      return {
        ...(entries.length ? { day: { day, entries, hash: '' } } : {}),
        others: [],
        refused,
        repeats,
        skipped: 0,
      };
    });
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
