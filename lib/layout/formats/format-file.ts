import { type ExportSettings, type Format, inOrder } from '../../kernel/newsroom/export-settings.ts';

/** A file of the tree; its path has no slash before it. */
export type SisterFile = { path: string; text: string };

/** The formats that give every page a sister of its own. */
export type SisterFormat = 'html' | 'json' | 'xml';

/** The sisters of the page at a path, in those of the formats that the settings name. */
export function sistersAt(
  path: string,
  settings: ExportSettings,
  write: Record<SisterFormat, () => string>,
): SisterFile[] {
  return inOrder(settings.formats)
    .filter(isSister)
    .map((format) => ({ path: sisterPath(path, format), text: write[format]() }));
}

/** The path, or link, of a page's sister: `.md` at its end becomes another ending. */
export function sisterPath(path: string, format: SisterFormat): string {
  return path.endsWith('.md') ? `${path.slice(0, -'md'.length)}${format}` : path;
}

function isSister(format: Format): format is SisterFormat {
  return format === 'html' || format === 'json' || format === 'xml';
}
