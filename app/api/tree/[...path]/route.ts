import { leftAddressAt } from '#lib/exchange/export/queries/left-address.ts';
import { publishedFile } from '#lib/exchange/export/queries/published-file.ts';
import { type PublishedVersion, publishedVersion } from '#lib/exchange/export/queries/published-version.ts';
import { DATABASE_FAULTS } from '#lib/kernel/database-fault.ts';
import { currentStore } from '#lib/platform/database/current.ts';
import { noteOutage } from '../../../log.ts';
import { markdownAddress } from '../../../news/addresses.ts';
import { gonePage } from '../../../news/gone-page.ts';
import { treePath } from '../../../news/tree-path.ts';

type Context = { params: Promise<{ path: string[] }> };

const TYPES: Readonly<Record<string, string>> = {
  md: 'text/markdown',
  html: 'text/html',
  json: 'application/json',
  xml: 'application/xml',
  css: 'text/css',
};
const FEEDS: Readonly<Record<string, string>> = {
  'rss.xml': 'application/rss+xml',
  'atom.xml': 'application/atom+xml',
};

/**
 * The exact bytes that an export writes at this path, of published content only; of a page that moved or was withdrawn,
 * that it is gone or where to go on.
 */
export async function GET(request: Request, context: Context): Promise<Response> {
  try {
    const path = (await context.params).path.join('/');
    const version = await publishedVersion(currentStore());
    if (isSame(request, version)) return new Response(null, { status: 304, headers: cachedBy(version) });
    const text = await publishedFile(currentStore(), path);
    if (text !== undefined)
      return plain(200, text, { 'Content-Type': `${typeOf(path)}; charset=utf-8`, ...cachedBy(version) });
    return (await leftAt(path, request)) ?? plain(404, 'There is no published page here.\n');
  } catch (error) {
    const outage = noteOutage(error);
    if (!outage) throw error;
    const { says, remedy } = DATABASE_FAULTS[outage.kind];
    return plain(503, `${says} ${remedy}\n`, { 'Retry-After': '5' });
  }
}

/** Kept by anybody, and asked about each time: the answer is short where nothing was published since. */
function cachedBy({ tag, modified }: PublishedVersion): Record<string, string> {
  return {
    'Cache-Control': 'public, no-cache',
    ETag: `"${tag}"`,
    ...(modified ? { 'Last-Modified': modified.toUTCString() } : {}),
  };
}

/**
 * Whether what the client holds is what is served. A tag that it names counts alone, as the second of a change may hold
 * two.
 */
function isSame({ headers }: Request, { tag, modified }: PublishedVersion): boolean {
  const tags = headers.get('if-none-match');
  if (tags !== null) return tags.split(',').some((one) => one.trim().replace(/^W\//, '') === `"${tag}"`);
  const since = Date.parse(headers.get('if-modified-since') ?? '');
  return modified !== undefined && since >= modified.getTime();
}

function typeOf(path: string): string {
  return FEEDS[path] ?? TYPES[path.slice(path.lastIndexOf('.') + 1)] ?? 'text/plain';
}

/** In whatever format the page is asked for. */
async function leftAt(path: string, request: Request): Promise<Response | undefined> {
  const found = treePath(path);
  const gone = found?.page.kind === 'event' ? await leftAddressAt(currentStore(), found.path) : undefined;
  if (!gone || found?.page.kind !== 'event') return undefined;
  if (gone.redirect === null) return gonePage(found.page.day, request);
  return plain(308, '', {
    Location: markdownAddress(gone.redirect.replace(/\.md$/, path.slice(path.lastIndexOf('.')))),
  });
}

function plain(status: number, text: string, headers: Record<string, string> = {}): Response {
  return new Response(text, {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store', ...headers },
  });
}
