import { type Day, dayOf, daysInMonth } from '#lib/kernel/day.ts';
import { dayPath } from '#lib/layout/paths.ts';

/** The address of a tree path as a reader opens it: without `.md`, and a day without `index`. */
function readableAddress(path: string): string {
  return `/${encoded(path.replace(/(?:\/index)?\.md$/, ''))}`;
}

/** The readable address behind a page's own link to another page; undefined where it leads out of the tree. */
export function readableLink(link: string): string | undefined {
  return /^\/news\/.+\.md$/.test(link) ? readableAddress(link.slice(1)) : undefined;
}

/** The address of the exact Markdown of a tree path. */
export function markdownAddress(path: string): string {
  return `/${encoded(path)}`;
}

/** The address of a day's readable page. */
export function dayAddress(day: Day): string {
  return readableAddress(dayPath(day));
}

/** The days that `2020`, `2020/4`, `2020/04` or `2020/04/01` means; undefined for any other address. */
export function spanOf(address: string): { from: Day; to: Day } | undefined {
  const parts = /^(\d{4})(?:\/(\d{1,2}))?(?:\/(\d{1,2}))?$/.exec(address);
  if (!parts) return undefined;
  const [year, month, day] = [Number(parts[1]), parts[2] && Number(parts[2]), parts[3] && Number(parts[3])];
  const from = dayOf(year, month || 1, day || 1);
  const to = dayOf(year, month || 12, day || daysInMonth(year, month || 12));
  return from && to && { from, to };
}

/** An address outside as a link may use it: only web addresses, whatever the text said. */
export function outsideAddress(url: string): string | undefined {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) ? url : undefined;
}

function encoded(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
