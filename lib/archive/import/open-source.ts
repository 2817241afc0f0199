import { statSync } from 'node:fs';
import { Missing } from '../../store/missing.ts';
import { foldersOf } from './folder.ts';
import { jsonLinesSource } from './json-lines-source.ts';
import type { ImportSource } from './staged.ts';
import { treeSource } from './tree-source.ts';

/** Opens what is to be imported: a folder is a layout tree, a file is events as JSON lines, plain or gzip. */
export async function openSource(path: string): Promise<ImportSource> {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) throw new Missing(`${path} does not exist.`, 'Name a folder that holds a tree, or a file of JSON lines.');
  if (found.isDirectory()) return treeSource(path, () => foldersOf(path));
  return jsonLinesSource(path);
}
