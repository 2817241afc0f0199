import { type ExportSettings, type Format, inOrder } from '../../kernel/newsroom/export-settings.ts';

/** A file of the tree; its path has no slash before it. */
export type FormatFile = { path: string; text: string };

/** The formats that give every page a file of its own. */
export type PageFormat = 'html' | 'json' | 'xml';

/** The other formats of the page at a path, in those of the formats that the settings name. */
export function formatsAt(
  path: string,
  settings: ExportSettings,
  write: Record<PageFormat, () => string>,
): FormatFile[] {
  return inOrder(settings.formats)
    .filter(isPageFormat)
    .map((format) => ({ path: formatPath(path, format), text: write[format]() }));
}

/** The path, or link, of a page in another format: `.md` at its end becomes another ending. */
export function formatPath(path: string, format: PageFormat): string {
  return path.endsWith('.md') ? `${path.slice(0, -'md'.length)}${format}` : path;
}

function isPageFormat(format: Format): format is PageFormat {
  return format === 'html' || format === 'json' || format === 'xml';
}
