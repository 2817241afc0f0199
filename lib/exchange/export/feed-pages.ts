import { changesAfter, lastPosition, latestPublications } from '../../editorial/published/archive-changes.ts';
import type { EntryWithHistory, PageMaker } from '../../editorial/published/page-maker.ts';
import { publicationsOf } from '../../editorial/published/publications.ts';
import { publishedEntriesOf } from '../../editorial/published/published.ts';
import { publishedMonths, publishedPathsIn } from '../../editorial/published/published-days.ts';
import type { TreePage, TreeStep } from '../../editorial/published/tree-page.ts';
import { byCodePoint } from '../../kernel/code-point-order.ts';
import type { EntryId } from '../../kernel/ids.ts';
import { CHANGES_PER_PAGE, changesPage, changesPageOf, LAST_CHANGES_PATH } from '../../layout/formats/changes.ts';
import { ATOM_PATH, type FeedItem, feedFiles, RSS_PATH } from '../../layout/formats/feeds.ts';
import { hasSitemap, SITEMAP_PATH, sitemapIndex, sitemapMonth } from '../../layout/formats/sitemap.ts';
import { dayPath } from '../../layout/paths.ts';

const NEWEST = 50;

/**
 * The feeds, site maps and the change feed, as far as the settings name them. `after` is the position up to which the
 * target has the change feed; `months` are those whose site maps changed, all of them where it is not given.
 */
export async function* feedPages(
  maker: PageMaker,
  after: number,
  months?: ReadonlySet<string>,
): AsyncGenerator<TreeStep> {
  const { formats } = maker.settings;
  if (formats.includes('rss')) yield { pages: feedFiles(await newestItems(maker), maker.settings) };
  if (hasSitemap(maker.settings)) yield* siteMaps(maker, months);
  if (formats.includes('json')) yield* changePages(maker, after);
}

async function newestItems(maker: PageMaker): Promise<FeedItem[]> {
  const newest = await latestPublications(maker.archive, NEWEST);
  const entries = await maker.learn(await publishedEntriesOf(maker.archive, newest));
  const byId = new Map<EntryId, EntryWithHistory>(entries.map((entry) => [entry.entry, entry]));
  return newest.flatMap((id) => {
    const entry = byId.get(id);
    if (!entry) return [];
    const { contexts, published, updated } = maker.factsOf(entry);
    const { title, summary } = maker.entryPage(entry);
    return [
      {
        path: entry.path,
        born: entry.publications?.born ?? entry.path,
        day: entry.text.day,
        title,
        summary,
        contexts,
        published,
        updated,
      },
    ];
  });
}

const SITEMAP = /^sitemap\/(\d{4}-(?:0[1-9]|1[0-2]))\.xml$/;
const NO_YEAR = '0000';
const CHANGES = /^changes\/([1-9]\d{0,6})\.json$/;

/**
 * A few of those files, among them the one at `path` where there is one: no more is made than it needs, whatever the
 * archive's size.
 */
export async function feedPagesAround(maker: PageMaker, path: string): Promise<TreePage[]> {
  const { formats } = maker.settings;
  if (path === RSS_PATH || path === ATOM_PATH)
    return formats.includes('rss') ? feedFiles(await newestItems(maker), maker.settings) : [];
  const month = SITEMAP.exec(path)?.[1];
  if (month !== undefined && !month.startsWith(NO_YEAR) && hasSitemap(maker.settings)) return monthPages(maker, month);
  if (path === SITEMAP_PATH && hasSitemap(maker.settings))
    return [siteMapIndex(maker, await publishedMonths(maker.archive))];
  if (!formats.includes('json')) return [];
  const last = changesPageOf((await lastPosition(maker.archive)) + 1);
  if (path === LAST_CHANGES_PATH) return [(await changesFile(maker, last)).page];
  const page = Number(CHANGES.exec(path)?.[1] ?? 0);
  return page > 0 && page <= last ? [(await changesFile(maker, page)).page] : [];
}

async function* siteMaps(maker: PageMaker, changed: ReadonlySet<string> | undefined): AsyncGenerator<TreeStep> {
  const months = await publishedMonths(maker.archive);
  for (const month of changed ?? []) if (!months.includes(month)) yield { pages: [], whole: `sitemap/${month}.xml` };
  for (const month of months) if (!changed || changed.has(month)) yield { pages: await monthPages(maker, month) };
  yield { pages: [siteMapIndex(maker, months)] };
}

function siteMapIndex(maker: PageMaker, months: readonly string[]): TreePage {
  return sitemapIndex(
    months.map((month) => ({ month })),
    maker.settings,
  );
}

/** The part of a month; none where nothing of it is published. */
async function monthPages(maker: PageMaker, month: string): Promise<TreePage[]> {
  const entries = await entriesIn(maker, month);
  return entries.length ? [sitemapMonth(month, entries, maker.settings)] : [];
}

async function entriesIn(maker: PageMaker, month: string): Promise<{ path: string; updated?: string }[]> {
  const rows = await publishedPathsIn(maker.archive, month);
  const publications = await publicationsOf(
    maker.archive,
    rows.map((row) => row.entry),
  );
  const entries = rows.map(({ entry, path }) => {
    const updated = publications.get(entry)?.last;
    return { path, ...(updated ? { updated } : {}) };
  });
  const days = [...new Set(rows.map((row) => row.day))].map((day) => ({ path: dayPath(day) }));
  return [...entries, ...days].sort((a, b) => byCodePoint(a.path, b.path));
}

/** Pages of a thousand positions: all but the last never change again. */
async function* changePages(maker: PageMaker, after: number): AsyncGenerator<TreeStep> {
  for (let page = changesPageOf(after + 1); ; page += 1) {
    const file = await changesFile(maker, page);
    yield { pages: [file.page] };
    if (file.isLast) return;
  }
}

async function changesFile(maker: PageMaker, page: number): Promise<{ page: TreePage; isLast: boolean }> {
  const changes = await changesAfter(maker.archive, (page - 1) * CHANGES_PER_PAGE, CHANGES_PER_PAGE);
  const isLast = changes.length < CHANGES_PER_PAGE;
  return { page: changesPage(page, changes, isLast), isLast };
}
