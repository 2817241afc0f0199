import { type PagePath, parsePagePath } from '#lib/layout/paths.ts';
import { pageBeside } from '#lib/layout/tree-files.ts';

/** A page of the tree by the segments of an address below /news; undefined where the layout has no such page. */
export type NewsPage = { page: Extract<PagePath, { kind: 'event' | 'day' }>; path: string };

/** Which page a path of the tree is, or is another format of. Takes it decoded, as a handler gets it. */
export function treePath(file: string): NewsPage | undefined {
  const path = pageBeside(file) ?? file;
  const page = parsePagePath(path);
  return page.kind === 'event' || page.kind === 'day' ? { page, path } : undefined;
}

/**
 * Which page the segments name without a file's ending: three name a day, four an entry. Takes them as the address has
 * them, as a page gets them.
 */
export function readablePage(address: readonly string[]): NewsPage | undefined {
  const segments = address.map(decoded);
  if (segments.length === 3) return treePath(['news', ...segments, 'index.md'].join('/'));
  const found = treePath(`news/${segments.join('/')}.md`);
  return found?.page.kind === 'event' ? found : undefined;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
