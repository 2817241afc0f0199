/** A Markdown link as it is in a line. */
export type Link = { text: string; target: string };

// biome-ignore lint/suspicious/noControlCharactersInRegex: ten times as fast as \p{Cc}
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;
/** Names of letters, digits, `-`, `_` and dots within: nearly every link, seen to be harmless at a glance. */
const PLAIN = /^(?:\/[\w-][\w.-]*)+$/;
const DOTS = /\/\.\.?(?:\/|$)/;
const SLASH = 0x2f;
const OPENING = 0x5b;
const CLOSING = 0x29;
const SHORTEST = '[]()'.length;
const WEB_ADDRESS = /^https?:\/\/[^/?#\s]/i;

/**
 * The link that a text is as a whole, `[TEXT](TARGET)`; undefined where it is none. The last `](` decides,
 * since the text of a link may hold brackets and parentheses (the layout, "What real pages also hold").
 */
export function parseLink(text: string): Link | undefined {
  return linkWithin(text, 0, text.length);
}

/** The same of the text from `start` to `end`, without a copy of it: pages hold a dozen links each. */
export function linkWithin(line: string, start: number, end: number): Link | undefined {
  if (end - start < SHORTEST || line.charCodeAt(start) !== OPENING || line.charCodeAt(end - 1) !== CLOSING)
    return undefined;
  const cut = line.lastIndexOf('](', end - 2);
  return cut <= start ? undefined : { text: line.slice(start + 1, cut), target: line.slice(cut + 2, end - 1) };
}

/** What is wrong with a link within the tree, as a sentence; undefined where nothing is. */
export function treeLinkProblem(target: string): string | undefined {
  if (PLAIN.test(target)) return undefined;
  if (target.charCodeAt(0) !== SLASH || target.charCodeAt(1) === SLASH)
    return 'A link to a page of the tree starts with one slash, as in /news/2013/01/5/….';
  if (CONTROL.test(target) || target.includes('\\')) return 'The link contains a control character or a backslash.';
  return target.includes('/.') && DOTS.test(target)
    ? 'The link contains “.” or “..” as a folder, which leads elsewhere.'
    : undefined;
}

/** What is wrong with a source's address, as a sentence; undefined where nothing is. */
export function sourceAddressProblem(target: string): string | undefined {
  if (!WEB_ADDRESS.test(target)) return 'The address of a source begins with http:// or https:// and a host.';
  return CONTROL.test(target) ? 'The address contains a control character.' : undefined;
}
