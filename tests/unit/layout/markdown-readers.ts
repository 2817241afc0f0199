import { Parser } from 'commonmark';
import MarkdownIt from 'markdown-it';
import { marked, type Token } from 'marked';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';

/**
 * What a reader of Markdown makes of a page: the addresses that can be followed or are loaded, and the HTML that it
 * lets through.
 */
export type Seen = { links: string[]; html: string[] };

const parser = new Parser();

function byCommonMark(page: string): Seen {
  const seen: Seen = { links: [], html: [] };
  const walker = parser.parse(page).walker();
  for (let step = walker.next(); step; step = walker.next()) {
    const { type, destination, literal } = step.node;
    if (step.entering && (type === 'link' || type === 'image')) seen.links.push(destination ?? '');
    if (type === 'html_inline' || type === 'html_block') seen.html.push(literal ?? '');
  }
  return seen;
}

const markdownIt = new MarkdownIt({ html: true });

function byMarkdownIt(page: string): Seen {
  const tokens = markdownIt.parse(page, {}).flatMap((token) => [token, ...(token.children ?? [])]);
  return {
    links: tokens.flatMap((token) =>
      token.type === 'link_open' || token.type === 'image'
        ? [String(token.attrGet('href') ?? token.attrGet('src') ?? '')]
        : [],
    ),
    html: tokens.flatMap((token) => (token.type.startsWith('html') ? [token.content] : [])),
  };
}

function byMarked(page: string): Seen {
  const seen: Seen = { links: [], html: [] };
  marked.walkTokens(marked.lexer(page), (token: Token) => {
    if (token.type === 'link' || token.type === 'image') seen.links.push(token['href']);
    if (token.type === 'html') seen.html.push(token.raw);
  });
  return seen;
}

const OWN_TAG = /^<\/?(?:h[1-6]|p|ol|ul|li|a|em|strong|code|del|hr|pre|blockquote|br|sup|section)\b/;

/** With the tables, lines through words and bare addresses of GitHub. */
function byMicromark(page: string): Seen {
  const html = micromark(page, {
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
    allowDangerousHtml: true,
    allowDangerousProtocol: true,
  });
  return {
    links: [...html.matchAll(/<(?:a|img)[^>]*? (?:href|src)="([^"]*)"/g)].map(([, link = '']) =>
      link.replaceAll('&amp;', '&'),
    ),
    html: [...html.matchAll(/<[^>]*>?/g)].map(([tag]) => tag).filter((tag) => !OWN_TAG.test(tag)),
  };
}

/** Four readers of Markdown that people use, each by its name. */
export const READERS: readonly (readonly [name: string, read: (page: string) => Seen])[] = [
  ['commonmark', byCommonMark],
  ['markdown-it', byMarkdownIt],
  ['marked', byMarked],
  ['micromark with GFM', byMicromark],
];

/** An address as it can be compared, however a reader escapes it. */
export function plainLink(link: string): string {
  try {
    return decodeURI(link);
  } catch {
    return link;
  }
}
