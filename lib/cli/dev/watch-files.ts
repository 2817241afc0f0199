import { watch } from 'node:fs';

const QUIET_MS = 300;

/**
 * Calls `changed` when files of code below `folder` were changed, once for all that change together. `isLeftOut` says
 * of a path below the folder that it does not count. Returns how to end the watch.
 */
export function watchFiles(folder: string, isLeftOut: (file: string) => boolean, changed: () => void): () => void {
  let soon: NodeJS.Timeout | undefined;
  const watcher = watch(folder, { recursive: true }, (_, file) => {
    if (!file || !isCode(file) || isLeftOut(file)) return;
    clearTimeout(soon);
    soon = setTimeout(changed, QUIET_MS);
  });
  return () => {
    clearTimeout(soon);
    watcher.close();
  };
}

/** Editors keep other files beside those that they write. */
function isCode(file: string): boolean {
  return /^(?!\.).*\.(?:ts|json|md)$/.test(file.split(/[\\/]/).at(-1) ?? '');
}
