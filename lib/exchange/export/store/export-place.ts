import { lstatSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { Missing } from '../../../platform/environment/missing.ts';

/**
 * The folder of a target below the export root, by its relative name. Made sure of again at every run, whatever was
 * checked when the target was saved: a name or a link that leads out of the root is refused.
 */
export function folderOfTarget(root: string, name: string): string {
  const folder = path.resolve(root, name);
  if (folder === root || !folder.startsWith(`${root}${path.sep}`))
    throw new Missing(`The folder “${name}” is not below the export root.`, 'Change the target.');
  mkdirSync(root, { recursive: true });
  let at = root;
  for (const part of path.relative(root, folder).split(path.sep)) {
    at = path.join(at, part);
    const found = lstatSync(at, { throwIfNoEntry: false });
    if (!found) break;
    if (found.isSymbolicLink())
      throw new Missing(
        `${name}: “${part}” is a symbolic link, which could point outside the export root.`,
        'Remove the link, or change the target.',
      );
  }
  return folder;
}
