import { hasUnseen } from '../folding.ts';
import { holdsControl } from './line.ts';
import { isBalanced } from './markup.ts';

const LONGEST = 2000;
/**
 * An address of usual signs, seen to be harmless at a glance; none of them is a bracket, an `&name;` or before an `@`.
 */
const PLAIN =
  /^https?:\/\/[a-z0-9.-]+(?::\d+)?(?:\/[\w\-./%~+=@!$*,;:']*)?(?:\?[\w\-./%~+=@!$*,:&?']*)?(?:#[\w\-./%~+=@!$*,:&?']*)?$/i;
const SPACES = /[\s\p{Z}]/u;
const ENTITY = /&(?:[a-z][a-z0-9]*|#\d+|#x[0-9a-f]+);/i;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '%5C', '`': '%60', '<': '%3C', '>': '%3E' };

/**
 * What is wrong with the address of a new source; undefined where it is one that every reader follows to the same page.
 */
export function addressProblem(url: string): string | undefined {
  if (url.length > LONGEST) return `is longer than ${LONGEST} characters.`;
  if (PLAIN.test(url) && URL.canParse(url)) return undefined;
  if (!/^https?:\/\/[^/?#]/i.test(url)) return 'is not a web address. It must begin with http:// or https://.';
  if (SPACES.test(url)) return 'contains a space. Write it as %20, or remove it.';
  if (hasUnseen(url) || holdsControl(url) || !url.isWellFormed())
    return 'contains an invisible character. Type the address again, or paste it without formatting.';
  if (!URL.canParse(url)) return 'is not a web address. It must begin with http:// or https://.';
  return oddAddressProblem(url);
}

function oddAddressProblem(url: string): string | undefined {
  const { username, password } = new URL(url);
  if (username || password) return 'contains a user name or password before the host. Remove it: readers would see it.';
  const odd = [...url].find((sign) => Object.hasOwn(ESCAPES, sign));
  if (odd) return `contains “${odd}”, which is not valid in an address. Write it as ${ESCAPES[odd]}.`;
  if (url.includes('](')) return 'contains “](”, which would end a link in the middle. Write the “(” as %28.';
  const entity = ENTITY.exec(url)?.[0];
  if (entity)
    return (
      `contains “${entity}”, which Markdown reads as another character. Write that character itself, or the ` +
      '“;” as %3B.'
    );
  if (!isBalanced(url, '(', ')'))
    return `contains an unmatched bracket, which cuts off a link in Markdown. Write it as ${withPairedBrackets(url)}`;
  return undefined;
}

/** An address whose brackets all come in pairs: those without a partner are escaped, which leads to the same page. */
export function withPairedBrackets(url: string): string {
  if (isBalanced(url, '(', ')')) return url;
  const open: number[] = [];
  const lone = new Set<number>();
  for (let at = 0; at < url.length; at += 1) {
    if (url[at] === '(') open.push(at);
    if (url[at] === ')' && open.pop() === undefined) lone.add(at);
  }
  for (const at of open) lone.add(at);
  return [...lone]
    .sort((a, b) => b - a)
    .reduce((text, at) => `${text.slice(0, at)}${text[at] === '(' ? '%28' : '%29'}${text.slice(at + 1)}`, url);
}
