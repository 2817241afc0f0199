import { once } from 'node:events';
import yazl from 'yazl';

/** A file of an archive as a test makes it. `mode` holds the bits of Unix. */
export type Packed = { path: string; text?: string | Buffer; mode?: number; compress?: boolean };

/** A zip archive of these files. */
export async function zipOf(files: readonly Packed[], options: { zip64?: boolean } = {}): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const { path, text = '', mode = 0o100644, compress = true } of files) {
    if (path.endsWith('/')) zip.addEmptyDirectory(path);
    else zip.addBuffer(Buffer.from(text), path, { mode, compress, forceZip64Format: options.zip64 === true });
  }
  const chunks: Buffer[] = [];
  zip.outputStream.on('data', (chunk: Buffer) => chunks.push(chunk));
  zip.end({ forceZip64Format: options.zip64 === true, comment: '' });
  await once(zip.outputStream, 'end');
  return Buffer.concat(chunks);
}

/** The archive with every occurrence of a name replaced by one of the same length: what no tool would write. */
export function renamed(archive: Buffer, from: string, to: string): Buffer {
  const [old, put] = [Buffer.from(from), Buffer.from(to)];
  if (old.length !== put.length) throw new Error('A name in an archive is replaced by one of the same length.');
  const bytes = Buffer.from(archive);
  for (let at = bytes.indexOf(old); at >= 0; at = bytes.indexOf(old, at + 1)) put.copy(bytes, at);
  return bytes;
}

/** The archive with some fields of an entry's row in the directory changed. */
export function patched(archive: Buffer, name: string, change: (bytes: Buffer, row: number) => void): Buffer {
  const bytes = Buffer.from(archive);
  for (let at = bytes.indexOf('PK\x01\x02', 0, 'latin1'); at >= 0; at = bytes.indexOf('PK\x01\x02', at + 1, 'latin1')) {
    if (bytes.toString('utf8', at + 46, at + 46 + bytes.readUInt16LE(at + 28)) === name) change(bytes, at);
  }
  return bytes;
}

/** Where fields are in a row of the directory. */
export const FIELD = { flags: 8, method: 10, crc: 16, packed: 20, size: 24, offset: 42 } as const;
