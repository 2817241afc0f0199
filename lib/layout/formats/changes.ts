import { linkTo } from '../paths.ts';
import type { FormatFile } from './format-file.ts';
import type { ChangesDocument } from './schemas/documents.ts';

/** What a change was to readers. */
type ChangeKind = 'published' | 'updated' | 'withdrawn' | 'day' | 'prose';

/** A change of the published archive. `path` and `redirect` are paths of the tree. */
export type FeedChange = { position: number; at: string; kind: ChangeKind; path: string; redirect: string | null };

/** Where the last page is. */
export const LAST_CHANGES_PATH = 'changes.json';

/** How many positions a page of the feed has. */
export const CHANGES_PER_PAGE = 1000;

/** The number of the page that holds a position; the first is 1, and holds positions 1 to 1,000. */
export function changesPageOf(position: number): number {
  return Math.ceil(position / CHANGES_PER_PAGE);
}

/**
 * A page of the change feed. The last one is changes.json; one that is full is changes/N.json, and says nothing that
 * could change again, not even by the settings of an export.
 */
export function changesPage(page: number, changes: readonly FeedChange[], last: boolean): FormatFile {
  const document: Omit<ChangesDocument, 'changes'> = {
    type: 'changes',
    version: 1,
    page,
    previous: page > 1 ? linkTo(pagePath(page - 1)) : null,
  };
  const rows = changes.map((change) => `    ${JSON.stringify(rowOf(change))}`).join(',\n');
  const list = rows === '' ? '[]' : `[\n${rows}\n  ]`;
  const head = JSON.stringify(document, null, 2).slice(0, -'\n}'.length);
  return { path: last ? LAST_CHANGES_PATH : pagePath(page), text: `${head},\n  "changes": ${list}\n}\n` };
}

function pagePath(page: number): string {
  return `changes/${page}.json`;
}

function rowOf({ position, at, kind, path, redirect }: FeedChange): ChangesDocument['changes'][number] {
  return { position, at, kind, path: linkTo(path), redirect: redirect === null ? null : linkTo(redirect) };
}
