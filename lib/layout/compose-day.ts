import { type Day, dayBefore, FIRST_DAY } from '../kernel/day.ts';
import type { EntryId } from '../kernel/ids.ts';
import type { DayEntry, DayOrder } from '../kernel/newsroom/day-order.ts';
import { written } from '../kernel/revision/kept.ts';
import type { Edition, RevisionText } from '../kernel/revision/text.ts';
import { contextNamesOf, type Lookup, titleIn } from './compose.ts';
import { contextLine } from './context-line.ts';
import type { DayPage } from './day-page.ts';
import type { Entry } from './entries.ts';
import type { FrontDay, FrontPage, OpinionItem } from './front-page.ts';
import { linkTo } from './paths.ts';

/**
 * A published event as its day lists it: texts as they are written on its own page. `topic` is '' where it has none.
 */
export type ListedEvent = {
  path: string;
  title2017: string;
  title2018: string;
  topic: string;
  summary: string;
  contextNames: readonly string[];
};

/** Undefined where the event is not published: its entry is left out. */
export type ListedEvents = (id: EntryId) => ListedEvent | undefined;

/** An event's text as days list it; `path` has no slash before it. */
export function listedEventOf(text: RevisionText, path: string, lookup: Pick<Lookup, 'contextName'>): ListedEvent {
  return {
    path,
    title2017: titleIn(text, '2017'),
    title2018: titleIn(text, '2018'),
    topic: text.topic && written(text.topic, text.kept.topic),
    summary: text.summary && written(text.summary, text.kept.summary),
    contextNames: contextNamesOf(text, lookup),
  };
}

/** A day's page in an edition (the layout, "Day page"). Nothing is refused. */
export function dayPageOf(day: Day, order: DayOrder, edition: Edition, eventOf: ListedEvents): DayPage {
  return { edition, day, entries: order.entries.flatMap((entry) => pageEntry(entry, edition, eventOf)) };
}

/** The days of the front page, latest first: those that the calendar has. */
export function frontDays(latest: Day): [Day, Day?, Day?] {
  const yesterday = dayBefore(latest);
  const beforeThat = yesterday && dayBefore(yesterday);
  if (!yesterday) return [latest];
  return beforeThat ? [latest, yesterday, beforeThat] : [latest, yesterday];
}

/**
 * The front page (the layout, "Front page"): the latest day that has a page, then the two calendar days before it,
 * whether they have pages or not. An order may be undefined where a day has none. Before the first day of all there are
 * none: those parts are empty.
 */
export function frontPageOf(
  latest: Day,
  orderOf: (day: Day) => DayOrder | undefined,
  edition: Edition,
  eventOf: ListedEvents,
  opinion: OpinionItem | null = null,
): FrontPage {
  const part = (day: Day): FrontDay => ({
    day,
    entries: dayPageOf(day, orderOf(day) ?? { entries: [], kept: {} }, edition, eventOf).entries,
  });
  const [news, yesterday, beforeThat] = frontDays(latest);
  const earlier = (day: Day | undefined): FrontDay => (day ? part(day) : { day: FIRST_DAY, entries: [] });
  const previous = (beforeThat && dayBefore(beforeThat)) ?? FIRST_DAY;
  return {
    edition,
    news: part(news),
    opinion,
    yesterday: earlier(yesterday),
    dayBeforeYesterday: earlier(beforeThat),
    previous,
  };
}

/**
 * What an event's entry says unless something else was kept. Its text is the summary, or only where there is none, the
 * context line.
 */
export function defaultEntry(event: ListedEvent, edition: Edition): Entry {
  const contexts = event.contextNames.length > 0 ? contextLine(event.contextNames) : null;
  return {
    kicker: edition === '2018' && event.topic ? event.topic : null,
    title: edition === '2018' ? event.title2018 : event.title2017,
    link: linkTo(event.path),
    body: event.summary || contexts,
  };
}

/** A kicker's line as a `Kept` holds it, where no line at all ('') and an empty one have to differ. */
export function kickerLine(kicker: string | null): string {
  return kicker === null ? '' : `##### ${kicker}`;
}

function pageEntry(entry: DayEntry, edition: Edition, eventOf: ListedEvents): Entry[] {
  if ('missing' in entry)
    return [{ kicker: entry.kicker, title: entry.title, link: entry.missing, body: entry.body || null }];
  const event = eventOf(entry.entry);
  if (!event) return [];
  const { kicker, title, link, body } = defaultEntry(event, edition);
  const line = written(kickerLine(kicker), entry.kicker);
  return [
    {
      kicker: line === '' ? null : line.slice('##### '.length),
      title: written(title, entry.title),
      link,
      body: written(body ?? '', entry.body) || null,
    },
  ];
}
