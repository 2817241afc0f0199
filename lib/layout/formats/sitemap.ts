import type { ExportSettings } from '../../kernel/newsroom/export-settings.ts';
import { siteAddress, siteOf } from './addresses.ts';
import { escapeXml } from './escape.ts';
import { type FormatFile, formatPath } from './format-file.ts';

/** A page as a site map lists it: its path, of the Markdown or the HTML page, and when it changed last. */
export type SitemapEntry = { path: string; updated?: string };

/** Where the index is. */
export const SITEMAP_PATH = 'sitemap.xml';

const NAMESPACE = 'http://www.sitemaps.org/schemas/sitemap/0.9';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/**
 * Whether a tree has a site map. The protocol wants whole addresses of HTML pages, so a tree that no site is given for
 * has none.
 */
export function hasSitemap(settings: ExportSettings): boolean {
  return settings.formats.includes('html') && siteOf(settings) !== '';
}

/** The part of the site map that lists a month's pages; `month` is YYYY-MM. */
export function sitemapMonth(month: string, entries: readonly SitemapEntry[], settings: ExportSettings): FormatFile {
  const urls = entries
    .map(({ path, updated }) => `  <url>${loc(settings, formatPath(path, 'html'))}${lastmod(updated)}</url>\n`)
    .join('');
  return { path: monthPath(month), text: `${DECLARATION}<urlset xmlns="${NAMESPACE}">\n${urls}</urlset>\n` };
}

/** The index of the site map's parts. */
export function sitemapIndex(
  months: readonly { month: string; updated?: string }[],
  settings: ExportSettings,
): FormatFile {
  const parts = months
    .map(({ month, updated }) => `  <sitemap>${loc(settings, monthPath(month))}${lastmod(updated)}</sitemap>\n`)
    .join('');
  return { path: SITEMAP_PATH, text: `${DECLARATION}<sitemapindex xmlns="${NAMESPACE}">\n${parts}</sitemapindex>\n` };
}

function monthPath(month: string): string {
  return `sitemap/${month}.xml`;
}

function loc(settings: ExportSettings, path: string): string {
  return `<loc>${escapeXml(siteAddress(settings, path))}</loc>`;
}

function lastmod(updated: string | undefined): string {
  return updated === undefined ? '' : `<lastmod>${escapeXml(updated)}</lastmod>`;
}
