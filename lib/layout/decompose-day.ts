import type { EntryId } from '../kernel/ids.ts';
import type { DayEntry, DayOrder } from '../kernel/newsroom/day-order.ts';
import { type KeptText, keep } from '../kernel/revision/kept.ts';
import type { Edition } from '../kernel/revision/text.ts';
import { defaultEntry, kickerLine, type ListedEvents } from './compose-day.ts';
import type { DayPage } from './day-page.ts';
import { present } from './decompose.ts';
import type { Entry } from './entries.ts';
import { linkTo } from './paths.ts';

/** What a day's page does not say itself. */
export type GivenEvents = {
  /** The event that a link leads to (with its slash, as pages have it); undefined where the archive holds none. */
  eventAt(link: string): EntryId | undefined;
  /** The very events that the page will be composed with. */
  eventOf: ListedEvents;
};

/**
 * The order that a day's page says: `dayPageOf` of it, in the page's edition and with the same events, is the page
 * again.
 */
export function dayOrderOf(page: DayPage, given: GivenEvents): DayOrder {
  return {
    entries: page.entries.map((entry) => dayEntryOf(entry, page.edition, given)),
    kept: { edition: page.edition },
  };
}

/** One entry of a day, with whatever its event does not say kept beside it; `missing` where its link leads nowhere. */
export function dayEntryOf(entry: Entry, edition: Edition, given: GivenEvents): DayEntry {
  const event = given.eventAt(entry.link);
  const listed = event === undefined ? undefined : given.eventOf(event);
  if (event === undefined || !listed || linkTo(listed.path) !== entry.link)
    return { missing: entry.link, title: entry.title, body: entry.body ?? '', kicker: entry.kicker };
  const says = defaultEntry(listed, edition);
  const kept = {
    title: keep(says.title, entry.title),
    body: keep(says.body ?? '', entry.body ?? ''),
    kicker: keep(kickerLine(says.kicker), kickerLine(entry.kicker)),
  };
  return { entry: event, ...present<{ title?: KeptText; body?: KeptText; kicker?: KeptText }>(kept) };
}
