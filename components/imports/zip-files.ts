import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import type { TreeFile } from './tree-files.ts';
import { endOfZip } from './zip-end.ts';

export type ZipProgress = { files: number; of: number; bytes: number };

const CHUNK = 256 * 1024;
/** Many small files are read at once: each read is a way to another process and back. */
const AT_ONCE = 64;
/** Parts are handed to the browser as one blob each, which it may keep on disk. */
const PART = 8 * 1024 * 1024;
const TELL_EVERY_MS = 150;
/** The same folder makes the same bytes whenever it is packed. */
const NO_TIME = new Date(1980, 0, 1);

/** Packs files into a zip, one chunk after the other: at no time is more than a part of it in memory as bytes. */
export async function zipFiles(files: readonly TreeFile[], tell: (progress: ZipProgress) => void): Promise<Blob> {
  const parts: Blob[] = [];
  let pending: Uint8Array<ArrayBuffer>[] = [];
  let [pendingBytes, bytes, told] = [0, 0, 0];
  let failure: Error | null = null;
  const flush = () => {
    parts.push(new Blob(pending));
    [pending, pendingBytes] = [[], 0];
  };
  const zip = new Zip((error, chunk, final) => {
    failure ??= error;
    if (error) return;
    const written = final ? endOfZip(chunk, files.length) : chunk;
    pending.push(written as Uint8Array<ArrayBuffer>);
    pendingBytes += written.length;
    bytes += written.length;
    if (pendingBytes >= PART || final) flush();
  });
  for (let at = 0; at < files.length; at += AT_ONCE) {
    const portion = files.slice(at, at + AT_ONCE);
    const begun = await Promise.all(portion.map(({ file }) => bytesFrom(file, 0)));
    for (const [of, { path, file }] of portion.entries()) await addFile(zip, path, file, begun[of] ?? new Uint8Array());
    if (failure) throw failure;
    if (Date.now() - told < TELL_EVERY_MS) continue;
    told = Date.now();
    tell({ files: at + portion.length, of: files.length, bytes });
  }
  zip.end();
  if (failure) throw failure;
  tell({ files: files.length, of: files.length, bytes });
  return new Blob(parts, { type: 'application/zip' });
}

async function addFile(zip: Zip, path: string, file: File, begin: Uint8Array): Promise<void> {
  const entry = file.size < 64 ? new ZipPassThrough(path) : new ZipDeflate(path, { level: 6 });
  entry.mtime = NO_TIME;
  zip.add(entry);
  entry.push(begin, begin.length === file.size);
  for (let at = begin.length; at < file.size; at += CHUNK)
    entry.push(await bytesFrom(file, at), at + CHUNK >= file.size);
}

async function bytesFrom(file: File, start: number): Promise<Uint8Array> {
  return new Uint8Array(await file.slice(start, start + CHUNK).arrayBuffer());
}
