import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { crc32, inflateRawSync } from 'node:zlib';
import { codeOf } from '../../../kernel/error-facts.ts';
import type { ImportSource } from '../staged.ts';
import { byName, type TreeFile, type TreeFolder } from './folder.ts';
import { SourceRejected } from './source-rejected.ts';
import { LARGEST_PAGE, treeSource } from './tree-source.ts';
import { readDirectory } from './zip-directory.ts';
import type { ZipEntry } from './zip-entry.ts';

const HEADER = 30;
const SIGNATURE = 0x04034b50;
/** Folders that are at the top of a tree; any other one that holds everything only wraps it. */
const OF_A_TREE = new Set(['news', 'opinion', 'api', 'faq', 'manifest', 'changes', 'sitemap']);

/** The folders and files of one folder of an archive, by their names. */
type Branch = { files: Map<string, ZipEntry>; below: Map<string, Branch> };

/**
 * A zip archive as a source of an import. Its files stay packed until they are read, one at a time and in the order of
 * a folder on the disk. A folder that wraps the whole tree, as code hosts add one, is taken off.
 */
export async function zipSource(file: string, name: string = file): Promise<ImportSource> {
  const handle = openSync(file, 'r');
  const close = async () => closeSync(handle);
  try {
    const entries = await readDirectory(handle, fstatSync(handle).size, (path) => path.endsWith('.md'), LARGEST_PAGE);
    const root = treeOf(entries);
    return treeSource(name, () => foldersOf(handle, unwrapped(root)), close);
  } catch (error) {
    await close();
    throw error;
  }
}

function treeOf(entries: readonly ZipEntry[]): Branch {
  const root: Branch = { files: new Map(), below: new Map() };
  for (const entry of entries) {
    const names = entry.path.split('/');
    const file = names.pop() ?? '';
    branchAt(root, names).files.set(file, entry);
  }
  return root;
}

function branchAt(root: Branch, names: readonly string[]): Branch {
  let branch = root;
  for (const name of names) {
    const below = branch.below.get(name) ?? { files: new Map(), below: new Map() };
    branch.below.set(name, below);
    branch = below;
  }
  return branch;
}

/** The tree within a folder that wraps it. */
function unwrapped(root: Branch): Branch {
  const [only] = root.below;
  return only && root.below.size === 1 && root.files.size === 0 && !OF_A_TREE.has(only[0]) ? only[1] : root;
}

function* foldersOf(handle: number, branch: Branch, folder = ''): Generator<TreeFolder> {
  const inside = (name: string) => (folder ? `${folder}/${name}` : name);
  const files = [...branch.files]
    .sort(([a], [b]) => byName(a, b))
    .map(([name, entry]) => fileAt(handle, inside(name), entry));
  if (files.length) yield { folder, files, refused: [] };
  for (const [name, below] of [...branch.below].sort(([a], [b]) => byName(a, b)))
    yield* foldersOf(handle, below, inside(name));
}

function fileAt(handle: number, path: string, entry: ZipEntry): TreeFile {
  return { path, read: (most) => (entry.size > most ? undefined : unpack(handle, entry)) };
}

/** An entry's bytes: exactly as many as the directory declares, with the checksum that it declares. */
function unpack(handle: number, entry: ZipEntry): Uint8Array {
  const header = readAt(handle, entry.at, HEADER);
  if (header.length < HEADER || header.readUInt32LE(0) !== SIGNATURE) throw damaged(entry);
  const start = entry.at + HEADER + header.readUInt16LE(26) + header.readUInt16LE(28);
  const packed = readAt(handle, start, entry.packed);
  const bytes = entry.isDeflated ? inflated(packed, entry) : packed;
  if (bytes.length !== entry.size || crc32(bytes) !== entry.crc) throw damaged(entry);
  return bytes;
}

function inflated(packed: Buffer, entry: ZipEntry): Buffer {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(entry.size, 1) });
  } catch (error) {
    if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE')
      throw new SourceRejected(
        `“${entry.path}” unpacks to more than the ${entry.size} bytes that the archive declares.`,
      );
    throw damaged(entry);
  }
}

function readAt(handle: number, position: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  return bytes.subarray(0, readSync(handle, bytes, 0, length, position));
}

function damaged(entry: ZipEntry): SourceRejected {
  return new SourceRejected(
    `“${entry.path}” does not unpack to what the archive declares. The archive is damaged; zip the tree again.`,
  );
}
