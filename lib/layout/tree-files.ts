import type { Format } from '../kernel/newsroom/export-settings.ts';
import { REDIRECTS_PATH } from './formats/left-pages.ts';
import { parsePagePath } from './paths.ts';

/** What an export writes for the tree as a whole, at its root. */
const AT_ROOT = new Set([
  'manifest.json',
  'changes.json',
  'rss.xml',
  'atom.xml',
  'sitemap.xml',
  'style.css',
  REDIRECTS_PATH,
]);
const FOLDERS = [/^manifest\/(?:\d{4}-\d{2}|prose)\.json$/, /^changes\/[1-9]\d*\.json$/, /^sitemap\/\d{4}-\d{2}\.xml$/];
const OTHER_FORMAT = /\.(?:html|json|xml)$/;

/**
 * Whether a file of a tree is made for the whole of it: the manifest, a feed, a site map, the change feed, the style
 * sheet, the list of left addresses.
 */
export function isWholeTreeFile(path: string): boolean {
  return AT_ROOT.has(path) || FOLDERS.some((shape) => shape.test(path));
}

const FEEDS = new Set(['rss.xml', 'atom.xml']);
const WITH_HTML = /^(?:_redirects|style\.css|sitemap\.xml|sitemap\/.*)$/;

/** The format that brings a file of a tree, the manifest aside; undefined for files of others. */
export function formatOf(path: string): Format | undefined {
  if (FEEDS.has(path)) return 'rss';
  if (WITH_HTML.test(path)) return 'html';
  const ending = path.slice(path.lastIndexOf('.') + 1);
  return (['md', 'html', 'json', 'xml'] as const).find((format) => format === ending);
}

/** The path of the page that a file would be the HTML, JSON or XML of; undefined for other files. */
export function pageBeside(path: string): string | undefined {
  return OTHER_FORMAT.test(path) ? path.replace(OTHER_FORMAT, '.md') : undefined;
}

/** Whether an export writes files at such a path at all. */
export function isExportFile(path: string): boolean {
  if (isWholeTreeFile(path)) return true;
  const page = parsePagePath(pageBeside(path) ?? path);
  return page.kind !== 'foreign';
}
