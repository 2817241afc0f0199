import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { RefusedFile } from './staged.ts';

/** A file of a tree: its path inside the tree with forward slashes, and its bytes when they are asked for. */
export type TreeFile = { path: string; size: number; read(): Uint8Array };

/** The files of one folder of a tree, and what stands there that is no file. */
export type TreeFolder = { folder: string; files: TreeFile[]; refused: RefusedFile[] };

/** Written by an export beside the pages, and never read back. */
const OURS = new Set(['manifest.json']);

/** The folders of a tree below `root`, each with its files, in a fixed order: names of digits as numbers. Symbolic links are not followed. */
export function* foldersOf(root: string, folder = ''): Generator<TreeFolder> {
  const here: TreeFolder = { folder, files: [], refused: [] };
  const below: string[] = [];
  for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true }).sort((a, b) => byName(a.name, b.name))) {
    const inside = folder ? `${folder}/${entry.name}` : entry.name;
    if (entry.name.startsWith('.') || (folder === '' && OURS.has(entry.name))) continue;
    if (entry.isDirectory()) below.push(inside);
    else if (entry.isFile()) here.files.push(fileAt(root, inside));
    else here.refused.push({ path: inside, line: 0, reason: 'Only files and folders are read; this is a symbolic link or a device.' });
  }
  if (here.files.length || here.refused.length) yield here;
  for (const inside of below) yield* foldersOf(root, inside);
}

function fileAt(root: string, inside: string): TreeFile {
  const full = path.join(root, inside);
  return {
    path: inside,
    get size() {
      return lstatSync(full).size;
    },
    read: () => readFileSync(full),
  };
}

const DIGITS = /^\d+$/;

function byName(a: string, b: string): number {
  if (DIGITS.test(a) && DIGITS.test(b)) return Number(a) - Number(b);
  return a < b ? -1 : a > b ? 1 : 0;
}
