import { hash } from 'node:crypto';
import { closeSync, constants, type Dirent, openSync, readdirSync, readSync } from 'node:fs';
import { codeOf } from '../../kernel/error-facts.ts';
import type { ManifestRow } from '../export/manifest.ts';

const FIRST_ROOM = 64 * 1024;
/** Nothing is followed, and nothing is waited for: a pipe reads as empty. */
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** The names in a folder; none where there is no folder. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (isAbsent(error)) return [];
    throw error;
  }
}

/** What is in a folder; nothing where there is no folder. */
export function entriesIn(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (isAbsent(error)) return [];
    throw error;
  }
}

/** Reads files one after the other into the same memory. */
export class TreeReader {
  private room = Buffer.allocUnsafe(FIRST_ROOM);

  /**
   * The bytes of a file, until the next is read; undefined where no file can be read. No more than one byte over
   * `expected` is read.
   */
  read(file: string, expected: number): Buffer | undefined {
    if (this.room.length <= expected) this.room = Buffer.allocUnsafe(2 * expected);
    let handle: number;
    try {
      handle = openSync(file, FLAGS);
    } catch (error) {
      if (isAbsent(error)) return undefined;
      throw error;
    }
    try {
      return this.room.subarray(0, this.fill(handle, expected));
    } catch (error) {
      if (codeOf(error) === 'EISDIR') return undefined;
      throw error;
    } finally {
      closeSync(handle);
    }
  }

  /**
   * One read tells both what is expected and that nothing follows, so that a second is needed only where a read falls
   * short.
   */
  private fill(handle: number, expected: number): number {
    let length = readSync(handle, this.room, 0, expected + 1, null);
    for (let more = length; more > 0 && length < expected; length += more)
      more = readSync(handle, this.room, length, expected + 1 - length, null);
    return length;
  }
}

/** What is wrong with a file's bytes by its row of the manifest; undefined where they are the very same. */
export function bytesProblem(
  bytes: Buffer,
  { size, sha256 }: Pick<ManifestRow, 'size' | 'sha256'>,
): string | undefined {
  if (bytes.length > size) return `The file is longer than the ${size} bytes that the manifest says.`;
  if (bytes.length < size) return `The file has ${bytes.length} bytes; the manifest says ${size}.`;
  return hash('sha256', bytes, 'hex') === sha256
    ? undefined
    : 'The file is not the one that was exported: its SHA-256 differs from the manifest.';
}

function isAbsent(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP' || code === 'EACCES' || code === 'ENXIO';
}
