import { byCodePoint } from '../../kernel/code-point-order.ts';
import { type ExportSettings, inOrder } from '../../kernel/newsroom/export-settings.ts';
import { linkTo } from '../paths.ts';
import { encodedPath, FROM_DAY_FOLDER, htmlTarget, siteAddress, siteOf, siteTitle } from './addresses.ts';
import { archiveLink, DOCUMENT_HEAD } from './document-parts.ts';
import { escapeHtml } from './escape.ts';
import { type FormatFile, formatPath } from './format-file.ts';
import { STYLESHEET_PATH } from './stylesheet.ts';

/**
 * A path of the tree that a page left, and the path of the page that its readers are sent to. Both are those of
 * Markdown pages of events.
 */
export type FormerPage = { path: string; to: string };

/** Where the list of all of them is: `/old /new 301`, a line for each, as hosts of plain files read it. */
export const REDIRECTS_PATH = '_redirects';

const REFRESH = /^<meta http-equiv="refresh" content="0; url=([^"]*)">$/m;
const PAGE_OF_HTML = /^(news\/.*)\.html$/s;

/** Whether a tree leads on from addresses that pages left: readers come by links to HTML pages. */
export function hasLeftPages({ formats }: Pick<ExportSettings, 'formats'>): boolean {
  return formats.includes('html');
}

/**
 * The page that is where another one was: browsers go on by themselves, search engines by the canonical address,
 * people by the link.
 */
export function leftPage({ path, to }: FormerPage, settings: ExportSettings): FormatFile {
  const root = FROM_DAY_FOLDER;
  const target = escapeHtml(htmlTarget(root, linkTo(to)));
  const canonical = siteOf(settings) === '' ? target : escapeHtml(siteAddress(settings, formatPath(to, 'html')));
  const site = escapeHtml(siteTitle(settings));
  const text = `${DOCUMENT_HEAD}
<meta http-equiv="refresh" content="0; url=${target}">
<title>This page has moved – ${site}</title>
<link rel="canonical" href="${canonical}">
<link rel="stylesheet" href="${root}${STYLESHEET_PATH}">
</head>
<body>
${archiveLink(root, site)}
<main id="text">
<h1>This page has moved</h1>
<p>It is here now: <a href="${target}"><bdi>${escapeHtml(linkTo(formatPath(to, 'html')))}</bdi></a></p>
</main>
</body>
</html>
`;
  return { path: formatPath(path, 'html'), text };
}

/** The page to which such a page sends its readers; undefined where the text is none. */
export function leadsTo(text: string): string | undefined {
  const target = REFRESH.exec(text)?.[1];
  if (target === undefined || !target.startsWith(FROM_DAY_FOLDER)) return undefined;
  return pageAt(target.slice(FROM_DAY_FOLDER.length));
}

/** The list of all left addresses, in every format that pages have. */
export function redirectsFile(left: readonly FormerPage[], settings: ExportSettings): FormatFile {
  const root = rootOf(settings);
  const formats = inOrder(settings.formats).filter((format) => format !== 'rss');
  const addressOf = (path: string, format: (typeof formats)[number]) =>
    `${root}/${encodedPath(format === 'md' ? path : formatPath(path, format))}`;
  const lines = left.flatMap(({ path, to }) =>
    formats.map((format) => `${addressOf(path, format)} ${addressOf(to, format)} 301\n`),
  );
  return { path: REDIRECTS_PATH, text: lines.sort(byCodePoint).join('') };
}

/** What such a list says about HTML pages; what is no such line is left out. */
export function leavingsIn(text: string, settings: ExportSettings): FormerPage[] {
  const root = `${rootOf(settings)}/`;
  return text.split('\n').flatMap((line) => {
    const [from, target] = line
      .split(' ')
      .map((address) => (address.startsWith(root) ? pageAt(address.slice(root.length)) : undefined));
    return from !== undefined && target !== undefined ? [{ path: from, to: target }] : [];
  });
}

/** The folder of its host in which the site is, without a slash at its end. */
function rootOf(settings: ExportSettings): string {
  const site = siteOf(settings);
  return URL.canParse(site) ? new URL(site).pathname.replace(/\/+$/, '') : '';
}

function pageAt(address: string): string | undefined {
  try {
    const page = PAGE_OF_HTML.exec(decodeURIComponent(address))?.[1];
    return page === undefined ? undefined : `${page}.md`;
  } catch {
    return undefined;
  }
}
