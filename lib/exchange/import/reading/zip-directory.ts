import { readSync } from 'node:fs';
import type { Readable } from 'node:stream';
import yauzl from 'yauzl';
import { messageOf } from '../../../kernel/error-facts.ts';
import { isHiddenPath } from './folder.ts';
import { SourceRejected } from './source-rejected.ts';
import { TreeNames } from './tree-names.ts';
import { dangerInEntry, dangerInSize, isFolder, type ZipEntry } from './zip-entry.ts';

const MOST_ENTRIES = 1_000_000;
const MOST_BYTES = 8 * 1024 ** 3;
const LOCAL_HEADER = 30;
const WINDOW = 256 * 1024;

/**
 * The files of an open zip archive, without what the systems of their makers left beside them. One entry that is
 * dangerous or broken refuses the whole archive, with its name. `isRead` says which files will be unpacked: only
 * those may not be larger than `largest`.
 */
export async function readDirectory(
  handle: number,
  length: number,
  isRead: (path: string) => boolean,
  largest: number,
): Promise<ZipEntry[]> {
  const zip = await open(handle, length);
  if (zip.entryCount > MOST_ENTRIES)
    throw new SourceRejected(`The archive has ${zip.entryCount} entries; ${MOST_ENTRIES} is the maximum.`);
  const entries: ZipEntry[] = [];
  const places: { at: number; end: number; name: string }[] = [];
  const names = new TreeNames();
  let total = 0;
  for await (const raw of entriesOf(zip)) {
    const name = yauzl.getFileNameLowLevel(raw.generalPurposeBitFlag, raw.fileNameRaw, raw.extraFields, true);
    const entry = {
      name,
      size: raw.uncompressedSize,
      packed: raw.compressedSize,
      at: raw.relativeOffsetOfLocalHeader,
      ...marksOf(raw),
    };
    refuse(name, dangerInEntry(entry));
    names.add(name);
    total += entry.size;
    if (total > MOST_BYTES)
      throw new SourceRejected(
        `“${name}”: up to here the archive unpacks to more than ${MOST_BYTES / 1024 ** 3} GB, the maximum.`,
      );
    places.push({ at: entry.at, end: entry.at + LOCAL_HEADER + raw.fileNameLength + entry.packed, name });
    if (isFolder(name) || isHiddenPath(name)) continue;
    if (isRead(name)) refuse(name, dangerInSize(entry, largest));
    entries.push({
      path: name,
      size: entry.size,
      packed: entry.packed,
      at: entry.at,
      isDeflated: entry.method !== 0,
      crc: raw.crc32,
    });
  }
  refuseOverlaps(places, length);
  return entries;
}

function marksOf(raw: yauzl.Entry): { flags: number; method: number; attributes: number } {
  return { flags: raw.generalPurposeBitFlag, method: raw.compressionMethod, attributes: raw.externalFileAttributes };
}

/** Says what is wrong with an entry, by its name. */
function refuse(name: string, danger: string | undefined): void {
  if (danger) throw new SourceRejected(`“${name}” ${danger}`);
}

/** Entries that share bytes are how a small archive unpacks to a huge one. */
function refuseOverlaps(places: { at: number; end: number; name: string }[], length: number): void {
  places.sort((a, b) => a.at - b.at);
  for (const [i, place] of places.entries()) {
    const next = places[i + 1];
    if (next && place.end > next.at)
      throw new SourceRejected(`“${place.name}” and “${next.name}” share bytes of the archive. It is damaged.`);
    if (place.end > length)
      throw new SourceRejected(`“${place.name}” ends behind the end of the archive. It is damaged.`);
  }
}

async function open(handle: number, length: number): Promise<yauzl.ZipFile> {
  try {
    return await yauzl.fromRandomAccessReaderPromise(new WindowReader(handle), length, {
      autoClose: false,
      decodeStrings: false,
    });
  } catch (error) {
    throw broken(error);
  }
}

async function* entriesOf(zip: yauzl.ZipFile): AsyncGenerator<yauzl.Entry> {
  try {
    yield* zip.eachEntry();
  } catch (error) {
    throw error instanceof SourceRejected ? error : broken(error);
  }
}

function broken(error: unknown): SourceRejected {
  return new SourceRejected(`The file is no zip archive that can be read: ${messageOf(error)}.`);
}

/** Reads the directory, which is many small pieces in a row, in large ones. */
class WindowReader extends yauzl.RandomAccessReader {
  private readonly handle: number;
  private readonly window = Buffer.allocUnsafe(WINDOW);
  private from = 0;
  private length = 0;

  constructor(handle: number) {
    super();
    this.handle = handle;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, read?: number) => void,
  ): void {
    if (length > WINDOW) callback(null, readSync(this.handle, buffer, offset, length, position));
    else callback(null, this.piece(position, length).copy(buffer, offset));
  }

  override _readStreamForRange(): Readable {
    throw new Error('The directory is read in pieces, never as a stream.');
  }

  override close(callback: (error: Error | null) => void): void {
    callback(null);
  }

  private piece(position: number, length: number): Buffer {
    if (position < this.from || position + length > this.from + this.length) {
      this.length = readSync(this.handle, this.window, 0, WINDOW, position);
      this.from = position;
    }
    return this.window.subarray(position - this.from, Math.min(position - this.from + length, this.length));
  }
}
