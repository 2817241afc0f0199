import type { FormerAddress } from '../../editorial/published/left-addresses.ts';
import { type EntryWithHistory, PageMaker } from '../../editorial/published/page-maker.ts';
import {
  type Published,
  type PublishedCursor,
  type PublishedDay,
  publishedEntriesAfter,
} from '../../editorial/published/published.ts';
import { publishedDaysAfter } from '../../editorial/published/published-days.ts';
import { publishedProseAfter } from '../../editorial/published/published-prose.ts';
import type { TreeStep } from '../../editorial/published/tree-page.ts';
import type { Day } from '../../kernel/day.ts';
import type { DayOrder } from '../../kernel/newsroom/day-order.ts';
import type { ExportSettings } from '../../kernel/newsroom/export-settings.ts';
import { dayFolder } from '../../layout/paths.ts';
import { feedPages } from './feed-pages.ts';
import { leftByDay, redirectsPages } from './left-stream.ts';

const BATCH = 500;

/**
 * Every file of the published archive: a day's together and in the order of the calendar, then prose, the front page
 * and the feeds. Run it in one snapshot: it reads as it goes.
 */
export async function* publishedTree(archive: Published, settings: ExportSettings): AsyncGenerator<TreeStep> {
  const maker = new PageMaker(archive, settings);
  for await (const { day, order, entries, left } of wholeDays(maker))
    yield { pages: maker.pagesOfDay(day, order, entries, left), whole: `${dayFolder(day)}/` };
  if (settings.formats.includes('md')) yield* prosePages(archive);
  yield { pages: [...(await maker.frontPages()), ...(await redirectsPages(maker))] };
  yield* feedPages(maker, 0);
}

async function* prosePages(archive: Published): AsyncGenerator<TreeStep> {
  for (let after = ''; ; ) {
    const pages = await publishedProseAfter(archive, after, BATCH);
    yield { pages };
    if (pages.length < BATCH) return;
    after = pages.at(-1)?.path ?? after;
  }
}

type WholeDay = { day: Day; order: DayOrder | undefined; entries: EntryWithHistory[]; left: FormerAddress[] };

/**
 * The days that have an order, a published entry or a left address: three streams in the order of the calendar, merged.
 */
async function* wholeDays(maker: PageMaker): AsyncGenerator<WholeDay> {
  const days = stepper(orderedDays(maker.archive));
  const groups = stepper(entriesByDay(maker));
  const leavers = stepper(leftByDay(maker));
  let [ordered, group, leaver] = [await days(), await groups(), await leavers()];
  while (ordered || group || leaver) {
    const [day] = [ordered?.day, group?.day, leaver?.day].filter((one) => one !== undefined).sort();
    if (!day) return;
    const order = ordered?.day === day ? ordered.order : undefined;
    const entries = group?.day === day ? group.entries : [];
    const left = leaver?.day === day ? leaver.left : [];
    yield { day, order, entries, left };
    if (order) ordered = await days();
    if (entries.length) group = await groups();
    if (left.length) leaver = await leavers();
  }
}

function stepper<T>(stream: AsyncGenerator<T>): () => Promise<T | undefined> {
  return async () => {
    const step = await stream.next();
    return step.done ? undefined : step.value;
  };
}

async function* orderedDays(archive: Published): AsyncGenerator<PublishedDay> {
  for (let after: Day | undefined; ; ) {
    const days = await publishedDaysAfter(archive, after, BATCH);
    yield* days;
    if (days.length < BATCH) return;
    after = days.at(-1)?.day;
  }
}

/** Reads the next batch while the one before is being written. */
async function* entriesByDay(maker: PageMaker): AsyncGenerator<{ day: Day; entries: EntryWithHistory[] }> {
  let day: { day: Day; entries: EntryWithHistory[] } | undefined;
  for (let ahead = readAhead(maker, undefined); ; ) {
    const batch = await ahead;
    const last = batch.at(-1);
    const isLast = !last || batch.length < BATCH;
    if (!isLast) ahead = readAhead(maker, { day: last.text.day, entry: last.entry });
    for (const entry of batch) {
      if (day && day.day !== entry.text.day) yield day;
      if (day?.day !== entry.text.day) day = { day: entry.text.day, entries: [] };
      day.entries.push(entry);
    }
    if (isLast) break;
  }
  if (day) yield day;
}

function readAhead(maker: PageMaker, after: PublishedCursor | undefined): Promise<EntryWithHistory[]> {
  const ahead = publishedEntriesAfter(maker.archive, after, BATCH).then((batch) => maker.learn(batch));
  // A failure is thrown where the batch is waited for, not while the one before is written.
  ahead.catch(() => undefined);
  return ahead;
}
