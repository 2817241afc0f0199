import { publishedDayPage, publishedEventPage } from '#lib/queries/published-pages.ts';
import { currentStore } from '#lib/store/current.ts';
import { isUnavailable } from '#lib/store/unavailable.ts';
import { markdownPage } from '../../../news/tree-path.ts';

type Context = { params: Promise<{ path: string[] }> };

/** The exact bytes that an export writes at this path, of published content only. */
export async function GET(_: Request, context: Context): Promise<Response> {
  try {
    const text = await pageAt((await context.params).path);
    return text === undefined
      ? plain(404, 'There is no published page here.\n')
      : plain(200, text, { 'Content-Type': 'text/markdown; charset=utf-8', 'Cache-Control': 'public, no-cache' });
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    return plain(503, 'The database does not answer. Try again in a moment.\n', { 'Retry-After': '5' });
  }
}

async function pageAt(segments: readonly string[]): Promise<string | undefined> {
  const found = markdownPage(segments);
  if (!found) return undefined;
  const { page, path } = found;
  if (page.kind === 'event') return publishedEventPage(currentStore(), path);
  return page.readme ? undefined : publishedDayPage(currentStore(), page.day);
}

function plain(status: number, text: string, headers: Record<string, string> = {}): Response {
  return new Response(text, { status, headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store', ...headers } });
}
