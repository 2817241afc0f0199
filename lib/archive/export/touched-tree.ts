import type { Day } from '../../domain/day.ts';
import type { ExportSettings } from '../../domain/export-settings.ts';
import { dayFolder } from '../../layout/paths.ts';
import { type Published, publishedDay, publishedEventsOf, publishedEventsOn, publishedProseOf } from '../../store/published.ts';
import { feedPages } from './feed-pages.ts';
import { PageMaker } from './page-maker.ts';
import type { Touched } from './touched.ts';
import type { TreeStep } from './tree-page.ts';

/** How the paths of the front page's files begin: an archive of which nothing is left has none. */
const FRONT = ['index.', 'README.', 'style.'];

/** The files that changes touch, and no others; the front page and the feeds are always among them. */
export async function* touchedTree(archive: Published, settings: ExportSettings, touched: Touched): AsyncGenerator<TreeStep> {
  const maker = new PageMaker(archive, settings);
  for (const day of touched.days) yield await wholeDay(maker, day);
  const naming = await maker.learn(await publishedEventsOf(archive, touched.events));
  yield { pages: naming.filter(({ text }) => !touched.days.includes(text.day)).flatMap((event) => maker.pagesOfEvent(event)) };
  if (settings.formats.includes('md')) yield { pages: await publishedProseOf(archive, touched.prose) };
  const front = await maker.frontPages();
  for (const whole of FRONT) yield { pages: front.filter((page) => page.path.startsWith(whole)), whole };
  yield* feedPages(maker, touched.after, new Set([...touched.days, ...naming.map(({ text }) => text.day)].map((day) => day.slice(0, 7))));
}

/** The files of one day, all of them. */
export async function wholeDay(maker: PageMaker, day: Day): Promise<TreeStep> {
  const found = await publishedDay(maker.archive, day);
  const events = await maker.learn(await publishedEventsOn(maker.archive, day));
  return { pages: maker.pagesOfDay(day, found?.order, events), whole: `${dayFolder(day)}/` };
}
