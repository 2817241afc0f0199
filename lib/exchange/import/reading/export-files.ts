import { isWholeTreeFile, pageBeside } from '../../../layout/tree-files.ts';

/**
 * Whether a file of a tree is made from its pages, so that nothing is lost where it is not read: a page in another
 * format beside the page itself, or a file for the whole tree.
 */
export function isExportFile(path: string, isBeside: (path: string) => boolean): boolean {
  const page = pageBeside(path);
  return isWholeTreeFile(path) || (page !== undefined && isBeside(page));
}
