import type { EntryId } from '../../kernel/ids.ts';
import type { DayEntry, DayOrder, KeptDay } from '../../kernel/newsroom/day-order.ts';
import { sameValue } from '../../kernel/revision/canonical.ts';
import { dayPageOf, defaultEntry, type ListedEvent, type ListedEvents } from '../../layout/compose-day.ts';
import { type DayPage, renderDayPage } from '../../layout/day-page.ts';
import { dayEntryOf } from '../../layout/decompose-day.ts';
import type { Entry } from '../../layout/entries.ts';
import { sha256 } from '../../platform/content-hash.ts';
import { withStaying } from './staying.ts';

/** What is known of the entries that a day's page lists. */
export type DayInput = {
  /** The entry that a link leads to. */
  entryAt(link: string): EntryId | undefined;
  /** As the archive has it now. */
  before: ListedEvents;
  /** As the archive has it after the import. */
  after: ListedEvents;
  /** As readers ever saw it. */
  ever(entry: EntryId): readonly ListedEvent[];
};

/**
 * The order that a day has after an import: entries that say what the day's page says already stay as they are kept,
 * and entries that the page does not name stay behind what they followed. The very order of the archive where nothing
 * is new.
 */
export function mergedOrder(order: DayOrder, page: DayPage, given: DayInput): DayEntry[] {
  const taken = new Set<number>();
  const now = page.entries.map((line) => {
    const entry = given.entryAt(line.link);
    const from = order.entries.findIndex(
      (own, at) => !taken.has(at) && ('entry' in own ? own.entry === entry : own.missing === line.link),
    );
    const own = order.entries[from];
    if (!own) return { item: dayEntryOf(line, page.edition, { eventAt: given.entryAt, eventOf: given.after }) };
    taken.add(from);
    // A page that the archive lacked is there now.
    const isFound = 'missing' in own && entry !== undefined;
    return {
      item:
        !isFound && isSaid(own, line, page, given)
          ? own
          : dayEntryOf(line, page.edition, { eventAt: given.entryAt, eventOf: given.after }),
      from,
    };
  });
  const entries = withStaying(order.entries, (at) => !taken.has(at) && isEntry(order.entries[at]), now);
  return sameValue(entries, order.entries) ? order.entries : entries;
}

/** Whether a line of a day's page is what the archive's own entry says, or what its entry said at any time. */
function isSaid(own: DayEntry, entry: Entry, page: DayPage, given: DayInput): boolean {
  const [shown] = dayPageOf(page.day, { entries: [own], kept: {} }, page.edition, given.before).entries;
  if (sameValue(shown, entry)) return true;
  return (
    'entry' in own &&
    given
      .ever(own.entry)
      .some((listed) => sameValue({ ...defaultEntry(listed, page.edition), link: entry.link }, entry))
  );
}

/**
 * What is kept beside a day's order. A README.md that is the page's other format, or is not there, says nothing that
 * the archive did not know.
 */
export function mergedKept(
  kept: KeptDay,
  readme: { twin: true } | { text: string } | undefined,
  written: { before: string; after: string },
): KeptDay {
  const own = kept.readme;
  const ownText = own && 'text' in own && own.of === sha256(written.before) ? own.text : undefined;
  if (!readme) return kept;
  if ('twin' in readme) return ownText === undefined ? kept : { ...kept, readme: { twin: true } };
  if (ownText === readme.text && written.before === written.after) return kept;
  return { ...kept, readme: { of: sha256(written.after), text: readme.text } };
}

/** The text of a day's page with no more entries than the import names. */
export function dayPageLike(page: DayPage, order: DayOrder, listed: ListedEvents): string {
  const named = new Set(page.entries.map((entry) => entry.link));
  const whole = dayPageOf(page.day, order, page.edition, listed);
  return renderDayPage({ ...whole, entries: whole.entries.filter((entry) => named.has(entry.link)) });
}

function isEntry(listed: DayEntry | undefined): boolean {
  return listed !== undefined && 'entry' in listed;
}
