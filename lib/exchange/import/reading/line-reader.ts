import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { codeOf } from '../../../kernel/error-facts.ts';
import { SourceRejected } from './source-rejected.ts';

const LINE_FEED = 0x0a;
const CHUNK = 256 * 1024;
/** The most bytes of one line, of a whole file, and how many lines may say something. */
const LINE_LIMITS = { line: 4 * 1024 * 1024, file: 8 * 1024 ** 3, lines: 1_000_000 } as const;
/** Lines of entries pack to a fifth or so: what unpacks to far more is made to fill a disk. */
const BOMB_FROM = 16 * 1024 * 1024;
const HIGHEST_RATIO = 200;

/** `start` and `length` are of the unpacked file; a line that is too long has no bytes. Blank lines are not told. */
export type ReadLine = { line: number; start: number; length: number; bytes?: Buffer };

/** `write` is given the unpacked bytes in order, as they come, where the file is packed. */
export type LineReading = {
  name: string;
  signal?: AbortSignal | undefined;
  write?(bytes: Buffer): void;
  take(line: ReadLine): void;
};

/**
 * Reads the lines of an open file, plain or gzip, in time that grows with its size alone. Throws a `RefusedSource`
 * where it is damaged or unpacks to too much.
 */
export async function readLines(file: string, isPacked: boolean, reading: LineReading): Promise<void> {
  const { name, signal } = reading;
  let told = 0;
  const cutter = new LineCutter((line) => {
    told += 1;
    if (told > LINE_LIMITS.lines)
      throw new SourceRejected(`${name} has more than ${LINE_LIMITS.lines.toLocaleString('en')} lines. Split it.`);
    reading.take(line);
  });
  let size = 0;
  const packed = { read: 0 };
  try {
    for await (const chunk of bytesOf(file, isPacked, packed)) {
      signal?.throwIfAborted();
      size += chunk.length;
      if (size > LINE_LIMITS.file)
        throw new SourceRejected(
          `${name} ${isPacked ? 'unpacks to' : 'has'} more than ${LINE_LIMITS.file / 1024 ** 3} GB, the maximum.`,
        );
      if (isPacked && size > BOMB_FROM && size > HIGHEST_RATIO * packed.read)
        throw new SourceRejected(
          `${name} unpacks to more than ${HIGHEST_RATIO} times its size, as no file of entries does.`,
        );
      if (isPacked) reading.write?.(chunk);
      cutter.take(chunk);
    }
  } catch (error) {
    throw isDamage(error)
      ? new SourceRejected(
          `${name} is damaged: it ends too early, or is not a complete gzip file. Create it again, or send it again.`,
        )
      : error;
  }
  cutter.end();
}

/** The bytes of a file, unpacked where it is packed. */
async function* bytesOf(file: string, isPacked: boolean, packed: { read: number }): AsyncGenerator<Buffer> {
  const raw = createReadStream(file, { highWaterMark: CHUNK });
  if (!isPacked) return yield* raw as AsyncIterable<Buffer>;
  const unpacked = createGunzip({ chunkSize: CHUNK });
  // An error of either is thrown where the bytes are read.
  pipeline(raw, unpacked, () => undefined);
  for await (const chunk of unpacked as AsyncIterable<Buffer>) {
    packed.read = raw.bytesRead;
    yield chunk;
  }
}

/** What zlib says about bytes that are no gzip. */
function isDamage(error: unknown): boolean {
  return /^Z_(?:DATA|BUF|STREAM|NEED_DICT)/.test(String(codeOf(error)));
}

/** Why a line is refused that is longer than any that is read. */
export const TOO_LONG = `The line is longer than ${LINE_LIMITS.line / 1024 / 1024} MB.`;

/**
 * Cuts bytes into lines, and tells each that is not blank. What of a line came before is kept in pieces, and put
 * together once.
 */
export class LineCutter {
  private readonly tell: (line: ReadLine) => void;
  private pieces: Buffer[] = [];
  private length = 0;
  private start = 0;
  private line = 1;

  constructor(tell: (line: ReadLine) => void) {
    this.tell = tell;
  }

  take(chunk: Buffer): void {
    for (let from = 0; from < chunk.length; ) {
      if (this.length === 0 && chunk[from] === LINE_FEED) {
        from += 1;
        this.start += 1;
        this.line += 1;
        continue;
      }
      const end = chunk.indexOf(LINE_FEED, from);
      const to = end < 0 ? chunk.length : end + 1;
      this.hold(chunk.subarray(from, to));
      if (end >= 0) this.end();
      from = to;
    }
  }

  /** Tells the line that was held, unless it is blank. */
  end(): void {
    const { line, start, length } = this;
    const isRead = length <= LINE_LIMITS.line;
    const bytes = this.pieces.length === 1 ? this.pieces[0] : Buffer.concat(this.pieces);
    [this.pieces, this.length, this.start, this.line] = [[], 0, start + length, line + 1];
    if (!isRead) this.tell({ line, start, length });
    else if (bytes?.toString('latin1').trim()) this.tell({ line, start, length, bytes });
  }

  private hold(piece: Buffer): void {
    this.length += piece.length;
    if (this.length > LINE_LIMITS.line) this.pieces = [];
    else this.pieces.push(piece);
  }
}
