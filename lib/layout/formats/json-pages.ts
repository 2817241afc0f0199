import type { DayPage } from '../day-page.ts';
import type { EventPage } from '../event-page.ts';
import type { FrontPage } from '../front-page.ts';
import { dayPath, eventPath, linkTo } from '../paths.ts';
import { FRONT_PATH } from './front-path.ts';
import type { PageFacts } from './page-facts.ts';
import type { DayDocument, EventDocument, FrontDocument } from './schemas/documents.ts';

/** The .json of an event's page: everything that the page says, and the facts. */
export function eventJson(page: EventPage, facts: PageFacts): string {
  return written({
    type: 'event',
    version: 1,
    path: linkTo(eventPath(page.day, page.slug)),
    edition: page.edition,
    day: page.day,
    slug: page.slug,
    kicker: page.kicker,
    title: page.title,
    topic: facts.topic,
    headline: facts.headline,
    summary: page.summary,
    sources: page.sources.map(({ name, url, cover }) => (cover ? { name, url, cover } : { name, url })),
    contexts: [...facts.contexts],
    related: page.related.map(({ title, link, contexts }) => ({ title, link, contexts })),
    changes: page.changes.map(({ title, link, at, note }) => ({ title, link, at, note })),
    published: facts.published,
    updated: facts.updated,
  });
}

/** The .json of a day's page. */
export function dayJson({ edition, day, entries }: DayPage): string {
  return written({ type: 'day', version: 1, path: linkTo(dayPath(day)), edition, day, entries: entries.map(entryOf) });
}

/** The .json of the front page. */
export function frontJson(page: FrontPage): string {
  const { edition, news, opinion, yesterday, dayBeforeYesterday, previous } = page;
  return written({
    type: 'front',
    version: 1,
    path: linkTo(FRONT_PATH),
    edition,
    news: partOf(news),
    opinion: opinion && { title: opinion.title, link: opinion.link, body: opinion.body },
    yesterday: partOf(yesterday),
    dayBeforeYesterday: partOf(dayBeforeYesterday),
    previous,
  });
}

/** Fields in one order, whatever the order in the value. */
function entryOf({ kicker, title, link, body }: DayPage['entries'][number]): DayDocument['entries'][number] {
  return { kicker, title, link, body };
}

function partOf({ day, entries }: FrontPage['news']): FrontDocument['news'] {
  return { day, entries: entries.map(entryOf) };
}

/** Indented, so that a change of one field is a change of one line. */
function written(document: EventDocument | DayDocument | FrontDocument): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
