import type { ExportSettings, Format } from '../../kernel/newsroom/export-settings.ts';
import { encodedPath, htmlTarget, siteAddress, siteOf, siteTitle } from './addresses.ts';
import { archiveLink, DOCUMENT_HEAD } from './document-parts.ts';
import { escapeHtml } from './escape.ts';
import { ATOM_PATH, RSS_PATH } from './feeds.ts';
import { formatPath } from './format-file.ts';
import { STYLESHEET_PATH } from './stylesheet.ts';

/** A page as the frame around it needs it. */
export type FrameInput = {
  /** The path of the Markdown page. */
  path: string;
  /** From the page to the root of its tree: `./`, or `../` for each folder. */
  root: string;
  title: string;
  description: string;
  /** The front page is called what the archive is called, and does not lead to itself. */
  isFront?: true;
  /** HTML. */
  main: string;
  /** HTML: links to other days. */
  days: string;
  /** The link of the page of the day before. */
  previous: string | null;
  /** HTML: what the foot says first. */
  foot: string;
};

const NAMES: readonly { format: Format; name: string; type: string }[] = [
  { format: 'md', name: 'Markdown', type: 'text/markdown' },
  { format: 'json', name: 'JSON', type: 'application/json' },
  { format: 'xml', name: 'XML', type: 'application/xml' },
];
const FEEDS = [
  { name: 'RSS', path: RSS_PATH, type: 'application/rss+xml' },
  { name: 'Atom', path: ATOM_PATH, type: 'application/atom+xml' },
];
/** Marks that turn the direction of writing, and letters that are written from right to left. */
const TURNS_DIRECTION =
  /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]|\ud802|\ud803|\ud83a|\ud83b/;

/** A whole HTML document. */
export function htmlDocument(page: FrameInput, settings: ExportSettings): string {
  const { root, isFront } = page;
  const site = escapeHtml(siteTitle(settings));
  const base = encodedPath(page.path.slice(page.path.lastIndexOf('/') + 1, -'md'.length));
  const description = escapeHtml(page.description);
  const about = description === '' ? '' : `<meta name="description" content="${description}">\n`;
  const links = `${canonical(page.path, settings)}${alternates(base, settings)}${feedLinks(root, settings)}`;
  const previous = page.previous === null ? '' : `<link rel="prev" href="${htmlTarget(root, page.previous)}">\n`;
  return `${DOCUMENT_HEAD}
<title>${isFront ? site : `${isolated(page.title)} – ${site}`}</title>
${about}${links}${previous}<link rel="stylesheet" href="${root}${STYLESHEET_PATH}">
</head>
<body>
<a class="skip" href="#text">Skip to the text</a>
${isFront ? '' : `${archiveLink(root, site)}\n`}<main id="text">
${page.main}</main>
${page.days}<footer>
${page.foot}${otherFormats(base, settings)}${feeds(root, settings)}</footer>
</body>
</html>
`;
}

/** An element has a direction of its own; the title of a window has to say that its text ends. */
function isolated(text: string): string {
  const escaped = escapeHtml(text);
  return TURNS_DIRECTION.test(escaped) ? `\u2068${escaped}\u2069` : escaped;
}

function canonical(path: string, settings: ExportSettings): string {
  return siteOf(settings) === ''
    ? ''
    : `<link rel="canonical" href="${escapeHtml(siteAddress(settings, formatPath(path, 'html')))}">\n`;
}

function alternates(base: string, { formats }: ExportSettings): string {
  return others(
    formats,
    ({ format, name, type }) => `<link rel="alternate" type="${type}" title="${name}" href="./${base}${format}">\n`,
  ).join('');
}

function otherFormats(base: string, { formats }: ExportSettings): string {
  const links = others(formats, ({ format, name, type }) => `<a href="./${base}${format}" type="${type}">${name}</a>`);
  return links.length === 0 ? '' : `<p>This page as ${links.join(', ')}</p>\n`;
}

function others(formats: readonly Format[], write: (other: (typeof NAMES)[number]) => string): string[] {
  return NAMES.filter(({ format }) => formats.includes(format)).map(write);
}

function feedLinks(root: string, { formats }: ExportSettings): string {
  return formats.includes('rss')
    ? FEEDS.map(
        ({ name, path, type }) => `<link rel="alternate" type="${type}" title="${name} feed" href="${root}${path}">\n`,
      ).join('')
    : '';
}

function feeds(root: string, { formats }: ExportSettings): string {
  return formats.includes('rss')
    ? '<p>Follow as ' +
        `${FEEDS.map(({ name, path, type }) => `<a href="${root}${path}" type="${type}">${name}</a>`).join(', ')}</p>\n`
    : '';
}
