import { leftAddressesLedTo, leftAddressesOn } from '../../editorial/published/left-addresses.ts';
import { PageMaker } from '../../editorial/published/page-maker.ts';
import { type Published, publishedEntriesOf, publishedEntriesOn } from '../../editorial/published/published.ts';
import { publishedDay } from '../../editorial/published/published-days.ts';
import { publishedProseOf } from '../../editorial/published/published-prose.ts';
import type { TreeStep } from '../../editorial/published/tree-page.ts';
import type { Day } from '../../kernel/day.ts';
import type { ExportSettings } from '../../kernel/newsroom/export-settings.ts';
import { formatPath } from '../../layout/formats/format-file.ts';
import { hasLeftPages, REDIRECTS_PATH } from '../../layout/formats/left-pages.ts';
import { dayFolder } from '../../layout/paths.ts';
import { feedPages } from './feed-pages.ts';
import { redirectsPages } from './left-stream.ts';
import type { TouchedSince } from './touched.ts';

/** How the paths of the front page's files begin: an archive of which nothing is left has none. */
const FRONT = ['index.', 'README.', 'style.'];

/** The files that changes touch, and no others; the front page and the feeds are always among them. */
export async function* touchedTree(
  archive: Published,
  settings: ExportSettings,
  touched: TouchedSince,
): AsyncGenerator<TreeStep> {
  const maker = new PageMaker(archive, settings);
  for (const day of touched.days) yield await wholeDay(maker, day);
  const left = hasLeftPages(settings) ? await leftAddressesLedTo(archive, touched.rerouted) : [];
  for (const address of left)
    if (!touched.days.includes(address.day))
      yield { pages: maker.leftPages([address]), whole: formatPath(address.path, 'html') };
  if (left.length) yield { pages: await redirectsPages(maker), whole: REDIRECTS_PATH };
  const naming = await maker.learn(await publishedEntriesOf(archive, touched.entries));
  yield {
    pages: naming.filter(({ text }) => !touched.days.includes(text.day)).flatMap((entry) => maker.pagesOfEntry(entry)),
  };
  if (settings.formats.includes('md')) yield { pages: await publishedProseOf(archive, touched.prose) };
  const front = await maker.frontPages();
  for (const whole of FRONT) yield { pages: front.filter((page) => page.path.startsWith(whole)), whole };
  yield* feedPages(
    maker,
    touched.after,
    new Set([...touched.days, ...naming.map(({ text }) => text.day)].map((day) => day.slice(0, 7))),
  );
}

/** The files of one day, all of them. */
export async function wholeDay(maker: PageMaker, day: Day): Promise<TreeStep> {
  const found = await publishedDay(maker.archive, day);
  const entries = await maker.learn(await publishedEntriesOn(maker.archive, day));
  const left = hasLeftPages(maker.settings) ? await leftAddressesOn(maker.archive, day) : [];
  return { pages: maker.pagesOfDay(day, found?.order, entries, left), whole: `${dayFolder(day)}/` };
}
