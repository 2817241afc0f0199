import type { EarlierVersion } from '../kernel/revision/text.ts';
import { oneLine, quoted } from './lines.ts';
import { type Link, linkWithin, sourceAddressProblem, treeLinkProblem } from './links.ts';

/** A source as a page lists it. `cover` is the picture, which repeats the number before it (the layout, "Source"). */
export type SourceItem = { name: string; url: string; cover?: true };

/** A related event as a page lists it. `contexts` is the list within `_Context: …_`; '' where the item has none. */
export type RelatedItem = { title: string; link: string; contexts: string };

/** The name of the source that is a cover image. */
export const COVER = 'Cover Image';

/** An item, or a sentence that says what is wrong with it. */
export type ItemResult<Item> = { item: Item } | { wrong: string };

const MOST_DIGITS = 9;
const DOT = 0x2e;
const SPACE = 0x20;
const CONTEXT = ') _Context: ';
const INSTANT = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/;

/** The sources' lines, each with its line end. */
export function renderSources(sources: readonly SourceItem[]): string {
  let lines = '';
  let number = 0;
  for (const source of sources) {
    if (!source.cover || number === 0) number += 1;
    lines += `${number}. ${renderLink(source.name, source.url)}\n`;
  }
  return lines;
}

/**
 * The versions of a 2018 page; the current one, which has no instant, repeats the number before it (the layout,
 * "Changes").
 */
export function renderChanges(changes: readonly EarlierVersion[]): string {
  let lines = '';
  let number = 0;
  for (const change of changes) {
    if (change.at || number === 0) number += 1;
    lines +=
      `${number}. ${renderLink(change.title, change.link)} ` +
      `_${change.at ? `${change.at} ` : ''}(${oneLine(change.note)})_\n`;
  }
  return lines;
}

/** The related events' lines, each with its line end. */
export function renderRelated(related: readonly RelatedItem[]): string {
  let lines = '';
  let number = 0;
  for (const item of related) {
    number += 1;
    const link = `${number}. ${renderLink(item.title, item.link)}`;
    lines += item.contexts === '' ? `${link}\n` : `${link} _Context: ${oneLine(item.contexts)}_\n`;
  }
  return lines;
}

function renderLink(text: string, target: string): string {
  return `[${oneLine(text)}](${oneLine(target)})`;
}

/**
 * A source's item: `N. [NAME](URL)`. It is a cover where it has that name and the number of the item before, or is
 * first.
 */
export function parseSource(line: string, before: string | undefined): ItemResult<SourceItem> {
  const link = itemLink(line, line.length);
  if (!link) return { wrong: `Expected a source as “1. [Name](https://…)”, but found ${quoted(line)}.` };
  const wrong = sourceAddressProblem(link.target);
  if (wrong) return { wrong: `${wrong} Found ${quoted(link.target)}.` };
  const isCover = link.text === COVER && (before === undefined || numberOf(line) === numberOf(before));
  return { item: { name: link.text, url: link.target, ...(isCover ? { cover: true as const } : {}) } };
}

/** A version's item: `N. [TITLE](link) _YYYY-MM-DD HH:MM:SS (NOTE)_`, the current one without its instant. */
export function parseChange(line: string): ItemResult<EarlierVersion> {
  const cut = line.lastIndexOf(') _');
  const link = itemLink(line, cut + 1);
  const stamp = line.endsWith(')_') ? parseStamp(line.slice(cut + 3, -2)) : undefined;
  if (!link || !stamp)
    return {
      wrong:
        'Expected an earlier version as “1. [Title](/news/…) _2018-01-31 08:00:00 (Update)_”, but found ' +
        `${quoted(line)}.`,
    };
  const wrong = treeLinkProblem(link.target);
  return wrong
    ? { wrong: `${wrong} Found ${quoted(link.target)}.` }
    : { item: { title: link.text, link: link.target, ...stamp } };
}

function parseStamp(text: string): { at: string; note: string } | undefined {
  if (text.startsWith('(')) return { at: '', note: text.slice(1) };
  const cut = text.indexOf(' (');
  const at = text.slice(0, Math.max(cut, 0));
  return INSTANT.test(at) ? { at, note: text.slice(cut + 2) } : undefined;
}

/** A related event's item: `N. [TITLE](link) _Context: A, B_`. */
export function parseRelated(line: string): ItemResult<RelatedItem> {
  const cut = line.endsWith('_') ? line.lastIndexOf(CONTEXT) : -1;
  const link = itemLink(line, cut < 0 ? line.length : cut + 1);
  const contexts = cut < 0 ? '' : line.slice(cut + CONTEXT.length, -1);
  if (!link || cut + CONTEXT.length > line.length - 1)
    return { wrong: `Expected a related event as “1. [Title](/news/…) _Context: A, B_”, but found ${quoted(line)}.` };
  const wrong = treeLinkProblem(link.target);
  return wrong
    ? { wrong: `${wrong} Found ${quoted(link.target)}.` }
    : { item: { title: link.text, link: link.target, contexts } };
}

/** The link of an item between its number and the index where it ends. */
function itemLink(line: string, end: number): Link | undefined {
  const digits = digitsOf(line);
  return digits === 0 ? undefined : linkWithin(line, digits + 2, end);
}

/** The number before `. ` at the start of an item, as it is written. */
function numberOf(line: string): string {
  return line.slice(0, digitsOf(line));
}

/** How many digits are before `. ` at the start of an item; none where it begins otherwise. */
function digitsOf(line: string): number {
  let end = 0;
  while (isDigit(line.charCodeAt(end))) end += 1;
  return end <= MOST_DIGITS && line.charCodeAt(end) === DOT && line.charCodeAt(end + 1) === SPACE ? end : 0;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
