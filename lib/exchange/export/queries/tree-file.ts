import { leftAddressesOn } from '../../../editorial/published/left-addresses.ts';
import { PageMaker } from '../../../editorial/published/page-maker.ts';
import { type Published, publishedEntriesAt, publishedEntriesOn } from '../../../editorial/published/published.ts';
import { publishedDay } from '../../../editorial/published/published-days.ts';
import { publishedProseOf } from '../../../editorial/published/published-prose.ts';
import type { TreePage } from '../../../editorial/published/tree-page.ts';
import type { ExportSettings } from '../../../kernel/newsroom/export-settings.ts';
import { hasLeftPages, REDIRECTS_PATH } from '../../../layout/formats/left-pages.ts';
import { STYLESHEET_PATH } from '../../../layout/formats/stylesheet.ts';
import { eventPath, parsePagePath } from '../../../layout/paths.ts';
import { pageBeside } from '../../../layout/tree-files.ts';
import type { Store } from '../../../platform/database/database.ts';
import { withArchiveAt } from '../archive-at.ts';
import { feedPagesAround } from '../feed-pages.ts';
import { redirectsPages } from '../left-stream.ts';

/**
 * One file of the tree as it was at a position of the log of changes, without making the others; null where the tree
 * has no such file.
 */
export async function treeFileAt(
  store: Store,
  settings: ExportSettings,
  position: number,
  path: string,
): Promise<string | null> {
  return withArchiveAt(store, { position, instant: new Date().toISOString() }, async (archive) => {
    const pages = [
      ...(await pagesAround(archive, settings, path)),
      ...(await leftPagesAround(archive, settings, path)),
    ];
    return pages.find((page) => page.path === path)?.text ?? null;
  });
}

/** Those at addresses of the same day that pages left. */
async function leftPagesAround(archive: Published, settings: ExportSettings, path: string): Promise<TreePage[]> {
  const page = hasLeftPages(settings) ? parsePagePath(pageBeside(path) ?? path) : undefined;
  return page?.kind === 'event'
    ? new PageMaker(archive, settings).leftPages(await leftAddressesOn(archive, page.day))
    : [];
}

/** A few files of the tree, among them the one at `path` where a page, a feed or a list is there. */
export async function pagesAround(archive: Published, settings: ExportSettings, path: string): Promise<TreePage[]> {
  const maker = new PageMaker(archive, settings);
  const page = parsePagePath(pageBeside(path) ?? path);
  if (page.kind === 'event')
    return (await maker.learn(await publishedEntriesAt(archive, [eventPath(page.day, page.slug)]))).flatMap((entry) =>
      maker.pagesOfEntry(entry),
    );
  if (page.kind === 'day')
    return maker.pagesOfDay(
      page.day,
      (await publishedDay(archive, page.day))?.order,
      await maker.learn(await publishedEntriesOn(archive, page.day)),
    );
  if (path === REDIRECTS_PATH) return redirectsPages(maker);
  if (page.kind === 'front' || path === STYLESHEET_PATH) return maker.frontPages();
  const prose = settings.formats.includes('md') ? await publishedProseOf(archive, [path]) : [];
  return prose.length ? prose : feedPagesAround(maker, path);
}
