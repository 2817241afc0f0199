import { type Day, dayOf } from '../kernel/day.ts';
import { isDeviceName } from '../kernel/device-names.ts';

/** What a file of a tree is, by its path alone (the layout, "Paths"). */
export type PagePath =
  | { kind: 'event'; day: Day; slug: string }
  | { kind: 'day'; day: Day; readme: boolean }
  | { kind: 'front'; readme: boolean }
  | { kind: 'prose' }
  | { kind: 'foreign'; reason: string };

const DAY_FOLDER = /^(\d{4})\/(\d{2})\/([1-9]\d?)$/;
const PROSE = new Set(['opinion', 'api', 'faq']);
/** In bytes, of a name as disks take one, and of a whole path. */
const LONGEST_NAME = 255;
const LONGEST_PATH = 1000;
/** The longest ending that a page's file gets in another format. */
const LONGEST_ENDING = '.html';
/** Names of letters, digits, `-`, `_` and dots within: nearly every path, seen to be harmless at a glance. */
const PLAIN = /^(?:[\w-](?:[\w.-]*[\w-])?\/)*[\w-](?:[\w.-]*[\w-])?\.md$/;
/** Names that could mean a device, or are before the ending with a dot or space behind them: looked at again. */
const ODD = /(?:^|\/)(?:con|prn|aux|nul|com|lpt|clock)|[. ]\.md$/i;
const ZERO = 0x30;
/** Signs that other systems do not allow in names. */
const RESERVED = /[<>:"|?*]/;
/** Control characters, line and paragraph separators, marks that turn the direction of writing. */
const UNSAFE = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** `news/YYYY/MM/D`, the day without leading zero. */
export function dayFolder(day: Day): string {
  return `news/${day.slice(0, 4)}/${day.slice(5, 7)}/${dateOf(day)}`;
}

/** The path of an event's page. */
export function eventPath(day: Day, slug: string): string {
  return `${dayFolder(day)}/${slug}.md`;
}

/** The name of a page's file without its ending. */
export function slugIn(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1, -'.md'.length);
}

/** The path of a day's page. */
export function dayPath(day: Day): string {
  return `${dayFolder(day)}/index.md`;
}

/** The day as pages show it: `YYYY-MM-D`. */
export function shownDay(day: Day): string {
  return `${day.slice(0, 8)}${dateOf(day)}`;
}

/** The day of the month without a leading zero, as texts say it. */
function dateOf(day: Day): string {
  return day.slice(day.charCodeAt(8) === ZERO ? 9 : 8);
}

/** The link to a path of the tree; pages link from the root. */
export function linkTo(path: string): string {
  return `/${path}`;
}

/**
 * What the file at a path is. Takes any text, with no slash before it; never throws.
 * `foreign` is whatever has no place in a tree, with a sentence that says why.
 */
export function parsePagePath(path: string): PagePath {
  const danger = dangerIn(path);
  if (danger) return foreign(danger);
  if (!path.endsWith('.md')) return foreign('Only Markdown pages (.md) are read; other formats are made from them.');
  if (path === 'index.md' || path === 'README.md') return { kind: 'front', readme: path === 'README.md' };
  const top = path.slice(0, path.indexOf('/'));
  if (PROSE.has(top)) return { kind: 'prose' };
  if (top !== 'news')
    return foreign('Pages belong in news/, opinion/, api/ or faq/. Only the front page, index.md, is at the top.');
  return newsPath(path);
}

function newsPath(path: string): PagePath {
  const cut = path.lastIndexOf('/');
  const parts = DAY_FOLDER.exec(path.slice('news/'.length, cut));
  if (!parts)
    return foreign('A news page belongs in news/YYYY/MM/D/: a month of two digits, a day without a leading zero.');
  const day = dayOf(Number(parts[1]), Number(parts[2]), Number(parts[3]));
  if (!day) return foreign(`There is no day ${parts.slice(1).join('-')} in the calendar.`);
  const slug = path.slice(cut + 1, -'.md'.length);
  if (slug === 'index' || slug === 'README') return { kind: 'day', day, readme: slug === 'README' };
  const lower = slug.toLowerCase();
  if (lower === 'index' || lower === 'readme')
    return foreign(
      `“${slug}” differs only in case from a page of the day itself. Some disks ignore case. Choose another slug.`,
    );
  return { kind: 'event', day, slug };
}

/** Why a path must not be read or written, if so. */
function dangerIn(path: string): string | undefined {
  if (path.length < LONGEST_NAME - LONGEST_ENDING.length && PLAIN.test(path) && !ODD.test(path)) return undefined;
  if (!path.isWellFormed()) return 'The path contains an incomplete character.';
  if (UNSAFE.test(path)) return 'The path contains a control character.';
  if (path.includes('\\')) return 'The path contains a backslash.';
  if (path.includes('](')) return 'The path contains “](”, which would end a link to it too early.';
  if (bytesOf(path) > LONGEST_PATH) return `The path is longer than ${LONGEST_PATH} bytes.`;
  const names = path.split('/');
  return names.map(dangerInName).find((danger) => danger !== undefined);
}

function dangerInName(name: string): string | undefined {
  if (name === '') return 'The path contains an empty name: it starts or ends with a slash, or has two in a row.';
  if (name.startsWith('.')) return 'A name that begins with a dot is hidden or leads out of the tree.';
  const stem = name.replace(/\.md$/, '');
  if (bytesOf(stem) + LONGEST_ENDING.length > LONGEST_NAME)
    return (
      `A name is longer than the ${LONGEST_NAME} bytes that disks allow, with the ending “${LONGEST_ENDING}” ` +
      'of its other formats.'
    );
  const reserved = RESERVED.exec(name)?.[0];
  if (reserved) return `A name contains “${reserved}”, which some systems do not allow.`;
  if (/[. ]$/.test(stem) || name.startsWith(' '))
    return 'A name begins with a space, or ends with a space or dot, which some systems leave out.';
  return isDeviceName(name) ? `“${name}” means a device on some systems.` : undefined;
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

function foreign(reason: string): PagePath {
  return { kind: 'foreign', reason };
}
