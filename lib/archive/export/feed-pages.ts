import { byCodePoint } from '../../domain/code-point-order.ts';
import type { EventId } from '../../domain/ids.ts';
import { dayPath } from '../../layout/paths.ts';
import { CHANGES_PER_PAGE, changesPage } from '../../layout/sister/changes.ts';
import { type FeedItem, feedFiles } from '../../layout/sister/feeds.ts';
import { hasSitemap, sitemapIndex, sitemapMonth } from '../../layout/sister/sitemap.ts';
import { type ArchiveChange, changesAfter, latestPublications } from '../../store/archive-changes.ts';
import { publicationsOf } from '../../store/publications.ts';
import { publishedEventsOf, publishedMonths, publishedPathsIn } from '../../store/published.ts';
import type { EventWithHistory, PageMaker } from './page-maker.ts';
import type { TreeStep } from './tree-page.ts';

const NEWEST = 50;

/**
 * The feeds, site maps and the change feed, as far as the settings name them. `after` is the position up to which the target has the
 * change feed; `months` are those whose site maps changed, all of them where it is not given.
 */
export async function* feedPages(maker: PageMaker, after: number, months?: ReadonlySet<string>): AsyncGenerator<TreeStep> {
  const { formats } = maker.settings;
  if (formats.includes('rss')) yield { pages: feedFiles(await newestItems(maker), maker.settings) };
  if (hasSitemap(maker.settings)) yield* siteMaps(maker, months);
  if (formats.includes('json')) yield* changePages(maker, after);
}

async function newestItems(maker: PageMaker): Promise<FeedItem[]> {
  const newest = await latestPublications(maker.archive, NEWEST);
  const events = await maker.learn(await publishedEventsOf(maker.archive, newest));
  const byId = new Map<EventId, EventWithHistory>(events.map((event) => [event.event, event]));
  return newest.flatMap((id) => {
    const event = byId.get(id);
    if (!event) return [];
    const { contexts, published, updated } = maker.factsOf(event);
    const { title, summary } = maker.eventPage(event);
    return [{ path: event.path, day: event.text.day, title, summary, contexts, published, updated }];
  });
}

async function* siteMaps(maker: PageMaker, changed: ReadonlySet<string> | undefined): AsyncGenerator<TreeStep> {
  const months = await publishedMonths(maker.archive);
  for (const month of changed ?? []) if (!months.includes(month)) yield { pages: [], whole: `sitemap/${month}.xml` };
  for (const month of months) if (!changed || changed.has(month)) yield { pages: [sitemapMonth(month, await entriesIn(maker, month), maker.settings)] };
  yield {
    pages: [
      sitemapIndex(
        months.map((month) => ({ month })),
        maker.settings,
      ),
    ],
  };
}

async function entriesIn(maker: PageMaker, month: string): Promise<{ path: string; updated?: string }[]> {
  const rows = await publishedPathsIn(maker.archive, month);
  const publications = await publicationsOf(
    maker.archive,
    rows.map((row) => row.event),
  );
  const events = rows.map(({ event, path }) => {
    const updated = publications.get(event)?.last;
    return { path, ...(updated ? { updated } : {}) };
  });
  const days = [...new Set(rows.map((row) => row.day))].map((day) => ({ path: dayPath(day) }));
  return [...events, ...days].sort((a, b) => byCodePoint(a.path, b.path));
}

/** Pages of a thousand positions: all but the last never change again. */
async function* changePages(maker: PageMaker, after: number): AsyncGenerator<TreeStep> {
  let page = Math.floor(after / CHANGES_PER_PAGE) + 1;
  for (;;) {
    const changes: ArchiveChange[] = await changesAfter(maker.archive, (page - 1) * CHANGES_PER_PAGE, CHANGES_PER_PAGE);
    const isLast = changes.length < CHANGES_PER_PAGE;
    yield { pages: [changesPage(page, changes, isLast)] };
    if (isLast) return;
    page += 1;
  }
}
