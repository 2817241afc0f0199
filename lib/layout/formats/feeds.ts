import type { Day } from '../../kernel/day.ts';
import { type ExportSettings, FORMATS } from '../../kernel/newsroom/export-settings.ts';
import { encodedPath, siteAddress, siteOf, siteTitle } from './addresses.ts';
import { escapeHtml, escapeXml } from './escape.ts';
import { type FormatFile, formatPath } from './format-file.ts';
import { readable } from './readable.ts';

/** An event as the feeds tell of it; `path` is its Markdown page's, `born` the one that it was first published at. */
export type FeedItem = {
  path: string;
  born: string;
  title: string;
  summary: string;
  contexts: readonly string[];
  published: string;
  updated: string;
  day: Day;
};

/** The links of the feeds from the root of the tree. */
export const RSS_PATH = 'rss.xml';
export const ATOM_PATH = 'atom.xml';

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';
/** When a feed without an item was updated: it has to name an instant, and the same one every time. */
const NEVER = '1970-01-01T00:00:00Z';
const MIME: Readonly<Record<string, string>> = {
  md: 'text/markdown',
  html: 'text/html',
  json: 'application/json',
  xml: 'application/xml',
};

/** Both feeds, in the order of the items; none where the settings name no feeds. */
export function feedFiles(items: readonly FeedItem[], settings: ExportSettings): FormatFile[] {
  if (!settings.formats.includes('rss')) return [];
  return [
    { path: RSS_PATH, text: rss(items, settings) },
    { path: ATOM_PATH, text: atom(items, settings) },
  ];
}

/** RSS 2.0. Readers take a title for plain text, and a description for HTML: a summary is escaped twice. */
function rss(items: readonly FeedItem[], settings: ExportSettings): string {
  const title = siteTitle(settings);
  const channel = [
    element('title', title),
    element('link', linkOf(settings, 'index.md')),
    element('description', `${title}: the latest events`),
    element('language', 'en'),
    element('lastBuildDate', rfc822(lastUpdate(items))),
    `<atom:link href="${escapeXml(addressOf(settings, RSS_PATH))}" rel="self" type="application/rss+xml"/>`,
  ];
  const told = items.map((item) =>
    [
      element('title', readable(item.title) || item.path),
      element('link', linkOf(settings, item.path)),
      `<guid isPermaLink="false">${escapeXml(idOf(settings, item.born))}</guid>`,
      element('pubDate', rfc822(item.published)),
      readable(item.summary) ? element('description', escapeHtml(readable(item.summary))) : '',
      ...item.contexts.map((name) => element('category', name)),
    ].join(''),
  );
  const list = told.map((item) => `<item>${item}</item>\n`).join('');
  return (
    `${DECLARATION}<rss version="2.0" ` +
    `xmlns:atom="http://www.w3.org/2005/Atom">\n<channel>\n${channel.join('\n')}\n${list}</channel>\n</rss>\n`
  );
}

/** Atom 1.0 (RFC 4287). */
function atom(items: readonly FeedItem[], settings: ExportSettings): string {
  const title = siteTitle(settings);
  const head = [
    element('id', siteOf(settings) ? `${siteOf(settings)}/` : 'urn:dateline:archive'),
    element('title', title),
    element('updated', lastUpdate(items)),
    `<author>${element('name', title)}</author>`,
    `<link rel="self" type="application/atom+xml" href="${escapeXml(addressOf(settings, ATOM_PATH))}"/>`,
    `<link rel="alternate" type="${typeOf(settings)}" href="${escapeXml(linkOf(settings, 'index.md'))}"/>`,
  ];
  const told = items.map((item) =>
    [
      element('id', idOf(settings, item.born)),
      element('title', readable(item.title) || item.path),
      `<link rel="alternate" type="${typeOf(settings)}" href="${escapeXml(linkOf(settings, item.path))}"/>`,
      element('published', item.published),
      element('updated', item.updated),
      readable(item.summary) ? element('summary', readable(item.summary)) : '',
      ...item.contexts.map((name) => `<category term="${escapeXml(name)}"/>`),
    ].join(''),
  );
  const list = told.map((entry) => `<entry>${entry}</entry>\n`).join('');
  return `${DECLARATION}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">\n${head.join('\n')}\n${list}</feed>\n`;
}

/**
 * An event is known by the path that it was born with, wherever it moved since: no address is given away again. Not by
 * a format.
 */
function idOf(settings: ExportSettings, path: string): string {
  const page = path.replace(/\.md$/, '');
  return siteOf(settings) ? siteAddress(settings, page) : `urn:dateline:${encodedPath(page)}`;
}

/** The page that a feed leads to: the HTML where there is any, else the first of the formats. */
function linkOf(settings: ExportSettings, path: string): string {
  const format = pageFormat(settings);
  return addressOf(settings, format === 'md' ? path : formatPath(path, format));
}

/** Where no site is given, an address leads from the feed itself, which is at the root of the tree. */
function addressOf(settings: ExportSettings, path: string): string {
  return siteOf(settings) ? siteAddress(settings, path) : encodedPath(path);
}

function pageFormat({ formats }: ExportSettings): 'md' | 'html' | 'json' | 'xml' {
  if (formats.includes('html')) return 'html';
  const first = FORMATS.find((format) => formats.includes(format));
  return first === undefined || first === 'rss' ? 'md' : first;
}

function typeOf(settings: ExportSettings): string {
  return MIME[pageFormat(settings)] ?? '';
}

function lastUpdate(items: readonly FeedItem[]): string {
  const updates = items.map(({ updated }) => updated).sort();
  return updates.at(-1) ?? NEVER;
}

/** The form of an instant in RSS, as in “Tue, 06 Feb 2018 13:49:17 GMT”. */
function rfc822(instant: string): string {
  return new Date(instant).toUTCString();
}

function element(name: string, text: string): string {
  return `<${name}>${escapeXml(text)}</${name}>`;
}
