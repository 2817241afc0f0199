import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { Missing } from '../../../platform/environment/missing.ts';
import type { ImportSource } from '../staged.ts';
import { foldersOf } from './folder.ts';
import { jsonLinesSource } from './json-lines-source.ts';
import { treeSource } from './tree-source.ts';
import { zipSource } from './zip-source.ts';

const ZIP = ['PK\x03\x04', 'PK\x05\x06'];

/**
 * Opens what is to be imported: a folder or a zip archive is a layout tree, any other file is entries as JSON lines,
 * plain or gzip. Throws `RefusedSource` where a zip archive is dangerous or damaged. `name` is what it is called to
 * whoever imports it.
 */
export async function openSource(path: string, name: string = path, signal?: AbortSignal): Promise<ImportSource> {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found)
    throw new Missing(`${path} does not exist.`, 'Give a folder or zip archive with a tree, or a file of JSON lines.');
  if (found.isDirectory()) return treeSource(name, () => foldersOf(path));
  return path.toLowerCase().endsWith('.zip') || ZIP.includes(beginningOf(path))
    ? zipSource(path, name)
    : jsonLinesSource(path, name, signal);
}

function beginningOf(file: string): string {
  const handle = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(4);
    readSync(handle, bytes, 0, 4, 0);
    return bytes.toString('latin1');
  } finally {
    closeSync(handle);
  }
}
