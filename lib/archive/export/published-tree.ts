import { type Day, previousDay } from '../../domain/day.ts';
import type { DayOrder } from '../../domain/day-order.ts';
import type { EventId } from '../../domain/ids.ts';
import type { Edition } from '../../domain/revision/text.ts';
import { eventPageOf } from '../../layout/compose.ts';
import { dayPageOf, frontPageOf, type ListedEvent, listedEventOf } from '../../layout/compose-day.ts';
import { type DayPage, renderDayPage } from '../../layout/day-page.ts';
import { renderEventPage } from '../../layout/event-page.ts';
import { renderFrontPage } from '../../layout/front-page.ts';
import { dayFolder, dayPath } from '../../layout/paths.ts';
import { sha256 } from '../../store/content-hash.ts';
import {
  type EventCursor,
  latestPublishedDay,
  type PublishedDay,
  type PublishedEvent,
  publishedDay,
  publishedDaysAfter,
  publishedEventsAfter,
  publishedEventsOn,
  publishedProseAfter,
  type Queryable,
} from '../../store/published.ts';
import { PageLookup } from '../page-lookup.ts';

/** A file of the published tree. `event` is null on pages that are not one event's. */
export type TreePage = { path: string; text: string; event: EventId | null };

const BATCH = 500;

/** Every page of the published archive, a day's together and in the order of the calendar, then prose and the front page. Run it in one snapshot: it reads as it goes. */
export async function* publishedTree(db: Queryable, edition: Edition): AsyncGenerator<TreePage[]> {
  const lookup = new PageLookup(db);
  for await (const { day, order, events } of daysWithEvents(db, lookup)) yield pagesOfDay(day, order, events, edition, lookup);
  for (let after = ''; ; ) {
    const prose = await publishedProseAfter(db, after, BATCH);
    yield prose.map((page) => ({ ...page, event: null }));
    if (prose.length < BATCH) break;
    after = prose.at(-1)?.path ?? after;
  }
  const front = await frontPage(db, edition, lookup);
  if (front) yield [{ path: 'index.md', text: front, event: null }];
}

/** The pages of one day: its events', its own, and its README.md where an import brought one. */
function pagesOfDay(day: Day, order: DayOrder | undefined, events: readonly PublishedEvent[], edition: Edition, lookup: PageLookup): TreePage[] {
  const pages: TreePage[] = events.map(({ event, slug, path, text }) => ({ path, text: renderEventPage(eventPageOf(text, slug, edition, lookup)), event }));
  const page = order && publishedDayPage(day, order, events, edition, lookup);
  if (!page) return pages;
  const index = renderDayPage(page);
  pages.push({ path: dayPath(day), text: index, event: null });
  const readme = readmeText(order, index);
  if (readme !== undefined) pages.push({ path: `${dayFolder(day)}/README.md`, text: readme, event: null });
  return pages;
}

/** A day's page as it is published; undefined where it lists nothing that is published. */
export function publishedDayPage(day: Day, order: DayOrder, events: readonly PublishedEvent[], edition: Edition, lookup: PageLookup): DayPage | undefined {
  const page = dayPageOf(day, order, edition, listedIn(events, lookup));
  const isImportedEmpty = order.entries.length === 0 && order.kept.edition !== undefined;
  return page.entries.length || isImportedEmpty ? page : undefined;
}

/** What the README.md of a day says: the same as its index, unless an import brought another text and the index still is what it was then. */
function readmeText(order: DayOrder | undefined, index: string): string | undefined {
  const readme = order?.kept.readme;
  if (!readme) return undefined;
  return 'text' in readme && readme.of === sha256(index) ? readme.text : index;
}

function listedIn(events: readonly PublishedEvent[], lookup: PageLookup): (event: EventId) => ListedEvent | undefined {
  const listed = new Map(events.map(({ event, path, text }) => [event, listedEventOf(text, path, lookup)]));
  return (event) => listed.get(event);
}

/** The front page: the latest published day and the two before it. Undefined in an empty archive. */
async function frontPage(db: Queryable, edition: Edition, lookup: PageLookup): Promise<string | undefined> {
  const latest = await latestPublishedDay(db);
  if (!latest || latest < '0001-01-04') return undefined;
  const orders = new Map<Day, DayOrder>();
  const events: PublishedEvent[] = [];
  for (const day of [latest, previousDay(latest), previousDay(previousDay(latest))]) {
    const found = await publishedDay(db, day);
    if (found) orders.set(day, found.order);
    events.push(...(await publishedEventsOn(db, day)));
  }
  await lookup.learn(events);
  return renderFrontPage(frontPageOf(latest, (day) => orders.get(day), edition, listedIn(events, lookup)));
}

type WholeDay = { day: Day; order: DayOrder | undefined; events: PublishedEvent[] };

/** The days that have an order, a published event, or both: two streams in the order of the calendar, merged. */
async function* daysWithEvents(db: Queryable, lookup: PageLookup): AsyncGenerator<WholeDay> {
  const days = stepper(orderedDays(db));
  const groups = stepper(eventsByDay(db, lookup));
  let [ordered, group] = [await days(), await groups()];
  while (ordered || group) {
    const [day] = [ordered?.day, group?.day].filter((one) => one !== undefined).sort();
    if (!day) return;
    const order = ordered?.day === day ? ordered.order : undefined;
    const events = group?.day === day ? group.events : [];
    yield { day, order, events };
    if (order) ordered = await days();
    if (events.length) group = await groups();
  }
}

function stepper<T>(stream: AsyncGenerator<T>): () => Promise<T | undefined> {
  return async () => {
    const step = await stream.next();
    return step.done ? undefined : step.value;
  };
}

async function* orderedDays(db: Queryable): AsyncGenerator<PublishedDay> {
  for (let after: Day | undefined; ; ) {
    const days = await publishedDaysAfter(db, after, BATCH);
    yield* days;
    if (days.length < BATCH) return;
    after = days.at(-1)?.day;
  }
}

/** Reads the next batch while the one before is being written. */
async function* eventsByDay(db: Queryable, lookup: PageLookup): AsyncGenerator<{ day: Day; events: PublishedEvent[] }> {
  let day: { day: Day; events: PublishedEvent[] } | undefined;
  for (let ahead = readAhead(db, lookup, undefined); ; ) {
    const batch = await ahead;
    const last = batch.at(-1);
    const isLast = !last || batch.length < BATCH;
    if (!isLast) ahead = readAhead(db, lookup, { day: last.text.day, event: last.event });
    for (const event of batch) {
      if (day && day.day !== event.text.day) yield day;
      if (day?.day !== event.text.day) day = { day: event.text.day, events: [] };
      day.events.push(event);
    }
    if (isLast) break;
  }
  if (day) yield day;
}

function readAhead(db: Queryable, lookup: PageLookup, after: EventCursor | undefined): Promise<PublishedEvent[]> {
  const ahead = publishedEventsAfter(db, after, BATCH).then(async (batch) => {
    await lookup.learn(batch);
    return batch;
  });
  // A failure is thrown where the batch is waited for, not while the one before is written.
  ahead.catch(() => undefined);
  return ahead;
}
