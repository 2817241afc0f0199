import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { headlineSlug } from '../../lib/editorial/entries/store/headline-slug.ts';
import type { Day } from '../../lib/kernel/day.ts';
import { freeSlug } from '../../lib/kernel/slug.ts';
import { contextLine, contextList } from '../../lib/layout/context-line.ts';
import { renderDayPage } from '../../lib/layout/day-page.ts';
import { renderEventPage } from '../../lib/layout/event-page.ts';
import { dayPath, eventPath, linkTo } from '../../lib/layout/paths.ts';
import { writeTree } from '../support/trees.ts';

type Line = { date: Day; headline: string; contexts: string[]; sources: { publisher: string; url: string }[] };
type Event = Line & { path: string; slug: string };

const MOST_RELATED = 10;
const MOST_OF_A_CONTEXT = 400;

/** Writes events as a tree of the 2017 edition, each with up to ten related events. Returns how many files that are. */
export function writeRelatedTree(eventsFile: string, folder: string): number {
  const days = new Map<Day, Event[]>();
  for (const line of readLines(eventsFile))
    days.set(line.date, [...(days.get(line.date) ?? []), placed(line, days.get(line.date) ?? [])]);
  const events = [...days.values()].flat();
  const related = relatedFinder(events);
  const files: Record<string, string> = {};
  for (const event of events) files[event.path] = eventText(event, related(event));
  for (const [day, list] of days) {
    const lines = list.map((event) => ({
      kicker: null,
      title: event.headline,
      link: linkTo(event.path),
      body: event.contexts.length ? contextLine(event.contexts) : null,
    }));
    files[dayPath(day)] = renderDayPage({ edition: '2017', day, entries: lines });
  }
  writeTree(folder, files);
  return Object.keys(files).length;
}

function readLines(file: string): Line[] {
  const bytes = readFileSync(file);
  const text = (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString('utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}

function placed(line: Line, sameDay: readonly Event[]): Event {
  const slug = freeSlug(headlineSlug(line.headline), (candidate) => sameDay.some((event) => event.slug === candidate));
  return { ...line, contexts: [...new Set(line.contexts)], slug, path: eventPath(line.date, slug) };
}

function relatedFinder(events: readonly Event[]): (event: Event) => Event[] {
  const byContext = new Map<string, Event[]>();
  for (const event of events)
    for (const context of event.contexts)
      byContext.set(context, [...(byContext.get(context) ?? []), event].slice(-MOST_OF_A_CONTEXT));
  return (event) => {
    const shared = new Map<Event, number>();
    for (const context of event.contexts)
      for (const other of byContext.get(context) ?? [])
        if (other !== event) shared.set(other, (shared.get(other) ?? 0) + 1);
    return [...shared]
      .sort(([a, n], [b, m]) => m - n || (a.path < b.path ? 1 : -1))
      .slice(0, MOST_RELATED)
      .map(([other]) => other);
  };
}

function eventText(event: Event, related: readonly Event[]): string {
  return renderEventPage({
    edition: '2017',
    day: event.date,
    slug: event.slug,
    kicker: null,
    title: event.headline,
    summary: '',
    sources: event.sources.map(({ publisher, url }) => ({ name: publisher, url })),
    changes: [],
    related: related.map((other) => ({
      title: other.headline,
      link: linkTo(other.path),
      contexts: contextList(event.contexts.filter((context) => other.contexts.includes(context))),
    })),
  });
}
