import type { ExportSettings } from '../../kernel/newsroom/export-settings.ts';
import { sourceAddressProblem } from '../links.ts';
import { formatPath } from './format-file.ts';
import { FRONT_PATH } from './front-path.ts';

/**
 * From a page of an event or a day to the root of its tree. Links are relative, so that a tree can be read from a disk,
 * or from a folder of a site.
 */
export const FROM_DAY_FOLDER = '../../../../';

const PLAIN_PATH = /^[\w\-./]*$/;
const SPLITS_OR_NEEDS_ESCAPING = /[?#&']/g;
const SPACE_OR_QUOTE = /[\s\p{C}"<>]/gu;

/**
 * A path as an address has it: whatever is not a plain sign of a path is percent-encoded, so that HTML and XML can hold
 * it as it is.
 */
export function encodedPath(path: string): string {
  return PLAIN_PATH.test(path) ? path : encodeURI(path.toWellFormed()).replace(SPLITS_OR_NEEDS_ESCAPING, percent);
}

/** The address of a path on the site; from the root of the tree where no site is given. */
export function siteAddress(settings: ExportSettings, path: string): string {
  return `${siteOf(settings)}/${encodedPath(path)}`;
}

/** The address of the site; '' where none is given, or what is given is no address of the web. */
export function siteOf({ site }: ExportSettings): string {
  return sourceAddressProblem(site.url) === undefined ? site.url : '';
}

/** What the archive is called. */
export function siteTitle({ site }: ExportSettings): string {
  return site.title.trim() || 'Archive';
}

/**
 * A link of a page as its HTML has it: `root` leads to the root of the tree, and pages that have HTML beside them are
 * linked as such.
 */
export function htmlTarget(root: string, link: string): string {
  const path = link.startsWith('/') ? link.slice(1) : link;
  return root + encodedPath(isPage(path) ? htmlPath(path) : path);
}

/**
 * The address of a source as a link has it; undefined where it is no address of the web, and must not be one to click.
 */
export function sourceTarget(url: string): string | undefined {
  if (sourceAddressProblem(url) !== undefined) return undefined;
  return url.toWellFormed().replace(SPACE_OR_QUOTE, encodeURIComponent);
}

/** A README.md says what the index.md beside it says, and has no HTML of its own. */
function htmlPath(path: string): string {
  return formatPath(path.endsWith('/README.md') ? path.replace(/README\.md$/, 'index.md') : path, 'html');
}

/** Free prose is Markdown alone. */
function isPage(path: string): boolean {
  return path.startsWith('news/') || path === FRONT_PATH;
}

function percent(sign: string): string {
  return `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
}
