/** A Markdown link as it stands in a line. */
export type Link = { text: string; target: string };

const CONTROL = /\p{Cc}/u;
const WEB_ADDRESS = /^https?:\/\/[^/?#\s]/i;

/**
 * The link that a text is as a whole, `[TEXT](TARGET)`; undefined where it is none. The last `](` decides,
 * since the text of a link may hold brackets and parentheses (the layout, "What real pages also hold").
 */
export function parseLink(text: string): Link | undefined {
  if (!text.startsWith('[') || !text.endsWith(')')) return undefined;
  const cut = text.lastIndexOf('](');
  return cut < 1 ? undefined : { text: text.slice(1, cut), target: text.slice(cut + 2, -1) };
}

/** What is wrong with a link within the tree, as a sentence; undefined where nothing is. */
export function treeLinkProblem(target: string): string | undefined {
  if (!target.startsWith('/') || target.startsWith('//')) return 'A link to a page of the tree begins with one slash, as in /news/2013/01/5/….';
  if (CONTROL.test(target) || target.includes('\\')) return 'The link holds a control character or a backslash.';
  return /\/\.\.?(?:\/|$)/.test(target) ? 'The link holds “.” or “..” as a folder, which leads elsewhere.' : undefined;
}

/** What is wrong with a source's address, as a sentence; undefined where nothing is. */
export function sourceAddressProblem(target: string): string | undefined {
  if (!WEB_ADDRESS.test(target)) return 'The address of a source begins with http:// or https:// and a host.';
  return CONTROL.test(target) ? 'The address holds a control character.' : undefined;
}
