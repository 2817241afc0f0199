import type { Related } from '../../kernel/revision/text.ts';
import { contextLine, parseContextLine } from '../../layout/context-line.ts';
import type { DayPage } from '../../layout/day-page.ts';
import type { EventPage } from '../../layout/event-page.ts';
import type { Names } from './names.ts';

/**
 * The page with its links to addresses that pages left leading to where those are now; it is written like that from
 * then on.
 */
export function linkedNow(page: EventPage, names: Names): EventPage {
  if (page.related.every((item) => names.current(item.link) === item.link)) return page;
  return { ...page, related: page.related.map((item) => ({ ...item, link: names.current(item.link) })) };
}

/**
 * The page with the contexts that its related entries share as they are named now; it is written like that from then
 * on.
 */
export function namedNow(page: EventPage, { book }: Names): EventPage {
  const related = page.related.map((item) => ({ ...item, contexts: book.listNow(item.contexts, true) }));
  return related.some((item, i) => item.contexts !== page.related[i]?.contexts) ? { ...page, related } : page;
}

/** A related entry without a list of its own, where that is only from before a merge. */
export function sharedNow(item: Related, { book }: Names): Related {
  if (!('entry' in item) || !item.contexts || !book.isBeforeMerge(item.contexts.text, item.contexts.of)) return item;
  const { contexts: _, ...rest } = item;
  return rest;
}

/** The same of a day's page, whose entries without a summary list their contexts. */
export function dayNamedNow(page: DayPage, { book }: Names): DayPage {
  const entries = page.entries.map((entry) => {
    const list = entry.body === null ? undefined : parseContextLine(entry.body);
    const now = list === undefined ? undefined : book.listNow(list, page.edition === '2017');
    return now === list || now === undefined ? entry : { ...entry, body: contextLine([now]) };
  });
  return { ...page, entries };
}
