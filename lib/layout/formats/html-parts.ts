import { type Day, dayFrom } from '../../kernel/day.ts';
import { dayName, weekdayName } from '../../kernel/day-names.ts';
import { parseContextLine } from '../context-line.ts';
import type { Entry } from '../entries.ts';
import { dayPath, linkTo } from '../paths.ts';
import { htmlTarget } from './addresses.ts';
import { escapeHtml } from './escape.ts';
import { readable } from './readable.ts';

/** A link within the tree. Its text has a direction of its own; where it has no text, the link itself is shown. */
export function treeLink(root: string, link: string, text: string): string {
  return `<a href="${htmlTarget(root, link)}"><bdi>${escapeHtml(readable(text) || link)}</bdi></a>`;
}

/** “Saturday, 19 January 2013”. */
export function wholeDay(day: Day): string {
  return `<time datetime="${day}">${weekdayName(day)}, ${dayName(day)}</time>`;
}

/** A link to a day's page; `text` is HTML. */
export function dayLink(root: string, day: Day, text: string, rel = ''): string {
  return `<a href="${htmlTarget(root, linkTo(dayPath(day)))}"${rel === '' ? '' : ` rel="${rel}"`}>${text}</a>`;
}

/** Links to days at the foot of a page. */
export function daysNav(links: readonly string[]): string {
  return links.length === 0 ? '' : `<nav class="days" aria-label="Days">${links.join(' ')}</nav>\n`;
}

/** “Previous day: 18 January 2013”. */
export function previousLink(root: string, day: Day): string {
  return dayLink(root, day, `Previous day: <time datetime="${day}">${dayName(day)}</time>`, 'prev');
}

/** “6 February 2018, 13:49 UTC”, of an instant in UTC. */
export function instantText(instant: string): string {
  return (
    `<time datetime="${escapeHtml(instant)}">${dayName(dayFrom(instant.slice(0, 10)))}, ` +
    `${escapeHtml(instant.slice(11, 16))} UTC</time>`
  );
}

/** The entries of a day, each under a heading of the given level. */
export function entriesHtml(root: string, entries: readonly Entry[], level: 2 | 3): string {
  return entries.map((entry) => entryHtml(root, entry, level)).join('');
}

/** An entry; its kicker is with its title, so that a list of headings is a list of entries. */
function entryHtml(root: string, { kicker, title, link, body }: Entry, level: 2 | 3): string {
  const head = titleHtml(kicker, treeLink(root, link, title), level);
  return `<article class="entry">\n${head}${body === null ? '' : bodyHtml(body)}</article>\n`;
}

/** A heading below its kicker; `title` is HTML. */
export function titleHtml(kicker: string | null, title: string, level: 1 | 2 | 3): string {
  const heading = `<h${level} dir="auto">${title}</h${level}>\n`;
  const above = escapeHtml(readable(kicker ?? ''));
  return above === '' ? heading : `<hgroup>\n<p class="kicker" dir="auto">${above}</p>\n${heading}</hgroup>\n`;
}

function bodyHtml(body: string): string {
  const contexts = parseContextLine(body);
  if (contexts !== undefined) return `<p class="contexts">${contextsHtml(contexts)}</p>\n`;
  const text = readable(body);
  return text === '' ? '' : `<p dir="auto">${escapeHtml(text)}</p>\n`;
}

/** A list of contexts as a page spells it. */
export function contextsHtml(contexts: string): string {
  return `Context: <bdi>${escapeHtml(readable(contexts))}</bdi>`;
}
