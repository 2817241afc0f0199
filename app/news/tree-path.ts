import { type PagePath, parsePagePath } from '#lib/layout/paths.ts';

/** A page of the tree by the segments of an address below /news; undefined where the layout has no such page. */
export type NewsPage = { page: Extract<PagePath, { kind: 'event' | 'day' }>; path: string };

/** Which page the segments name, with `.md` at their end. Takes them decoded, as a handler gets them. */
export function markdownPage(segments: readonly string[]): NewsPage | undefined {
  const path = `news/${segments.join('/')}`;
  const page = parsePagePath(path);
  return page.kind === 'event' || page.kind === 'day' ? { page, path } : undefined;
}

/** Which page the segments name without a file's ending: three name a day, four an event. Takes them as the address has them, as a page gets them. */
export function readablePage(address: readonly string[]): NewsPage | undefined {
  const segments = address.map(decoded);
  if (segments.length === 3) return markdownPage([...segments, 'index.md']);
  const found = markdownPage([...segments.slice(0, -1), `${segments.at(-1)}.md`]);
  return found?.page.kind === 'event' ? found : undefined;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
