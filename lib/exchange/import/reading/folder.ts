import { closeSync, fstatSync, openSync, readdirSync, readSync } from 'node:fs';
import path from 'node:path';
import type { RefusedFile } from '../staged.ts';

/**
 * A file of a tree: its path inside the tree with forward slashes, and its bytes when they are asked for, which are
 * until the next file is read; undefined where they are more than `most`.
 */
export type TreeFile = { path: string; read(most: number): Uint8Array | undefined };

/** The files of one folder of a tree, and what is there that is no file. */
export type TreeFolder = { folder: string; files: TreeFile[]; refused: RefusedFile[] };

/** What macOS adds to an archive beside the files themselves. */
const LEFT_BY_SYSTEMS = new Set(['__MACOSX']);

/** Whether a file or folder of a tree is none of its pages: hidden, or left there by a system. */
function isHidden(name: string): boolean {
  return name.startsWith('.') || LEFT_BY_SYSTEMS.has(name);
}

/** The same of a whole path. */
export function isHiddenPath(inside: string): boolean {
  return inside.split('/').some(isHidden);
}

/**
 * The folders of a tree below `root`, each with its files, in a fixed order: names of digits as numbers. Symbolic links
 * are not followed.
 */
export function* foldersOf(root: string, folder = ''): Generator<TreeFolder> {
  const here: TreeFolder = { folder, files: [], refused: [] };
  const below: string[] = [];
  for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true }).sort((a, b) =>
    byName(a.name, b.name),
  )) {
    const inside = folder ? `${folder}/${entry.name}` : entry.name;
    if (isHidden(entry.name)) continue;
    if (entry.isDirectory()) below.push(inside);
    else if (entry.isFile()) here.files.push({ path: inside, read: (most) => readUpTo(path.join(root, inside), most) });
    else
      here.refused.push({
        path: inside,
        line: 0,
        reason: 'Only files and folders are read; this is a symbolic link or a device.',
      });
  }
  if (here.files.length || here.refused.length) yield here;
  for (const inside of below) yield* foldersOf(root, inside);
}

/** Where files are read, one after the other: a buffer for each would be most of an import's memory. */
let shared = Buffer.allocUnsafeSlow(64 * 1024);

function readUpTo(file: string, most: number): Uint8Array | undefined {
  const handle = openSync(file, 'r');
  try {
    const { size } = fstatSync(handle);
    if (size > most) return undefined;
    if (size > shared.length) shared = Buffer.allocUnsafeSlow(2 * size);
    const bytes = shared.subarray(0, size);
    let read = 0;
    for (let got = -1; read < size && got !== 0; read += got) got = readSync(handle, bytes, read, size - read, read);
    return bytes.subarray(0, read);
  } finally {
    closeSync(handle);
  }
}

const DIGITS = /^\d+$/;

/** The order of the names within a folder. */
export function byName(a: string, b: string): number {
  if (DIGITS.test(a) && DIGITS.test(b)) return Number(a) - Number(b);
  return a < b ? -1 : a > b ? 1 : 0;
}
