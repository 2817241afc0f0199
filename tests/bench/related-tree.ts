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
type Entry = Line & { path: string; slug: string };

const MOST_RELATED = 10;
const MOST_OF_A_CONTEXT = 400;

/**
 * Writes entries as a tree of the 2017 edition, each with up to ten related entries. Returns how many files that are.
 */
export function writeRelatedTree(entriesFile: string, folder: string): number {
  const days = new Map<Day, Entry[]>();
  for (const line of readLines(entriesFile))
    days.set(line.date, [...(days.get(line.date) ?? []), placed(line, days.get(line.date) ?? [])]);
  const entries = [...days.values()].flat();
  const related = relatedFinder(entries);
  const files: Record<string, string> = {};
  for (const entry of entries) files[entry.path] = entryText(entry, related(entry));
  for (const [day, list] of days) {
    const lines = list.map((entry) => ({
      kicker: null,
      title: entry.headline,
      link: linkTo(entry.path),
      body: entry.contexts.length ? contextLine(entry.contexts) : null,
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

function placed(line: Line, sameDay: readonly Entry[]): Entry {
  const slug = freeSlug(headlineSlug(line.headline), (candidate) => sameDay.some((entry) => entry.slug === candidate));
  return { ...line, contexts: [...new Set(line.contexts)], slug, path: eventPath(line.date, slug) };
}

function relatedFinder(entries: readonly Entry[]): (entry: Entry) => Entry[] {
  const byContext = new Map<string, Entry[]>();
  for (const entry of entries)
    for (const context of entry.contexts)
      byContext.set(context, [...(byContext.get(context) ?? []), entry].slice(-MOST_OF_A_CONTEXT));
  return (entry) => {
    const shared = new Map<Entry, number>();
    for (const context of entry.contexts)
      for (const other of byContext.get(context) ?? [])
        if (other !== entry) shared.set(other, (shared.get(other) ?? 0) + 1);
    return [...shared]
      .sort(([a, n], [b, m]) => m - n || (a.path < b.path ? 1 : -1))
      .slice(0, MOST_RELATED)
      .map(([other]) => other);
  };
}

function entryText(entry: Entry, related: readonly Entry[]): string {
  return renderEventPage({
    edition: '2017',
    day: entry.date,
    slug: entry.slug,
    kicker: null,
    title: entry.headline,
    summary: '',
    sources: entry.sources.map(({ publisher, url }) => ({ name: publisher, url })),
    changes: [],
    related: related.map((other) => ({
      title: other.headline,
      link: linkTo(other.path),
      contexts: contextList(entry.contexts.filter((context) => other.contexts.includes(context))),
    })),
  });
}
