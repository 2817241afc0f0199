import type { DayPage } from '../../layout/day-page.ts';
import type { EventPage } from '../../layout/event-page.ts';
import type { FrontPage } from '../../layout/front-page.ts';

const ATTRIBUTE = /\s(?:href|src)="([^"]*)"/g;
const ELEMENT = /<(?:loc|link)>([^<]*)</g;
const INLINE = /\]\(\s*<?([^\s()<>]+)/g;
const SCHEME = /^(?:[a-z][a-z\d+.-]*:|\/\/)/i;
const ENTITY = /&(amp|lt|gt|quot|#39);/g;
const SIGNS: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** The links of an entry's page to others. Those of its earlier versions lead to where they were, and are apart. */
export function linksOfEntry(page: EventPage): string[] {
  return page.related.map((item) => item.link);
}

/** The links of a day's page, without those of the calendar. */
export function linksOfDay(page: DayPage): string[] {
  return page.entries.map((entry) => entry.link);
}

/** The links of the front page, without those of the calendar. */
export function linksOfFront({ news, opinion, yesterday, dayBeforeYesterday }: FrontPage): string[] {
  const entries = [...news.entries, ...yesterday.entries, ...dayBeforeYesterday.entries];
  return [...entries.map((entry) => entry.link), ...(opinion ? [opinion.link] : [])];
}

/** The paths that the links of free prose lead to within the tree. */
export function pathsOfProse(text: string, at: string): string[] {
  return internalPaths(
    [...text.matchAll(INLINE)].map(([, target = '']) => target),
    at,
    '',
  );
}

/**
 * The paths that the addresses of an HTML page, a feed or a site map lead to within the tree; `site` is where its root
 * is read.
 */
export function pathsOfMarkup(text: string, at: string, site: string): string[] {
  const targets = [...text.matchAll(ATTRIBUTE), ...text.matchAll(ELEMENT)].map(([, target = '']) =>
    target.replace(ENTITY, (_, name: string) => SIGNS[name] ?? ''),
  );
  return internalPaths(targets, at, site);
}

function internalPaths(targets: readonly string[], at: string, site: string): string[] {
  return targets.flatMap((target) => {
    const path = internalPath(target, at, site);
    return path === undefined ? [] : [path];
  });
}

/**
 * The path of the tree that an address on the page `at` means; undefined where it leads elsewhere, or within the page.
 */
function internalPath(target: string, at: string, site: string): string | undefined {
  const local = site !== '' && target.startsWith(`${site}/`) ? target.slice(site.length) : target;
  if (SCHEME.test(local)) return undefined;
  const plain = local.replace(/[?#].*$/, '');
  if (plain === '') return undefined;
  const from = plain.startsWith('/') ? [] : at.split('/').slice(0, -1);
  const path = joined([...from, ...plain.split('/')]);
  return decoded(path === '' || plain.endsWith('/') ? `${path}${path ? '/' : ''}index.html` : path);
}

function joined(names: readonly string[]): string {
  const path: string[] = [];
  for (const name of names) {
    if (name === '..') path.pop();
    else if (name !== '' && name !== '.') path.push(name);
  }
  return path.join('/');
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
