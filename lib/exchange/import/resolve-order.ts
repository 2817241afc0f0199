import type { Day } from '../../kernel/day.ts';
import type { EntryId } from '../../kernel/ids.ts';
import type { DayEntry, DayOrder } from '../../kernel/newsroom/day-order.ts';
import { sameValue } from '../../kernel/revision/canonical.ts';
import type { Lookup } from '../../layout/compose.ts';
import { dayPageOf, type ListedEvent, type ListedEvents, listedEventOf } from '../../layout/compose-day.ts';
import { type DayPage, renderDayPage } from '../../layout/day-page.ts';
import { dayOrderOf } from '../../layout/decompose-day.ts';
import { linkTo } from '../../layout/paths.ts';
import { sha256 } from '../../platform/content-hash.ts';
import { type DayInput, dayPageLike, mergedKept, mergedOrder } from './day-merge.ts';
import { dayNamedNow } from './names-now.ts';
import type { ResolveContext, ResolvedEntry } from './resolved.ts';
import type { StagedIndex } from './staged.ts';

/** What the order of a day is found out from. */
type KnownNames = Pick<ResolveContext, 'names' | 'before' | 'tally'> & { lookup: Lookup };

/** The order of a day's page; its README.md is kept where it says something else. */
export function resolveOrder(
  { names, before, tally, lookup }: KnownNames,
  day: Day,
  index: StagedIndex,
  entries: readonly ResolvedEntry[],
): { order: DayOrder; exact: boolean } {
  const page = dayNamedNow(index.page, names);
  const after = new Map<EntryId, ListedEvent>(
    entries.map(({ imported }) => [imported.entry, listedEventOf(imported.text, imported.path, lookup)]),
  );
  const byLink = new Map(entries.map(({ imported }) => [linkTo(imported.path), imported.entry]));
  const own = before.order(day);
  const inArchive = own ? before.entriesAt(day) : new Map<string, EntryId>();
  const given: DayInput = {
    entryAt: (link) => byLink.get(link) ?? inArchive.get(link),
    before: (entry) => before.listed(entry),
    after: (entry) => after.get(entry) ?? before.listed(entry),
    ever: (entry) => entries.find(({ imported }) => imported.entry === entry)?.ever ?? [],
  };
  const order = own ? mergedDay(own, page, index, given, withdrawnAmong(entries)) : newDay(page, index, given);
  const written = order === own ? index.file.text : dayPageLike(page, order, given.after);
  tally.taken(index.file, written);
  if (index.readme && !index.file.path.endsWith('/README.md')) tally.report.files.exact += 1;
  return { order, exact: written === index.file.text && !index.file.altered };
}

function mergedDay(
  own: DayOrder,
  page: DayPage,
  { readme }: StagedIndex,
  given: DayInput,
  gone: ReadonlySet<EntryId>,
): DayOrder {
  const merged = mergedOrder(own, page, given);
  const listed = (entry: DayEntry) =>
    !('entry' in entry) ||
    !gone.has(entry.entry) ||
    own.entries.some((one) => 'entry' in one && one.entry === entry.entry);
  const entries = merged === own.entries ? merged : merged.filter(listed);
  const written = (order: DayOrder, entryOf: ListedEvents) =>
    renderDayPage(dayPageOf(page.day, order, page.edition, entryOf));
  const kept = readme
    ? mergedKept(own.kept, readme, {
        before: written(own, given.before),
        after: written({ ...own, entries }, given.after),
      })
    : own.kept;
  return sameValue({ entries, kept }, own) ? own : { entries, kept };
}

/** The order of a day that the archive does not have. */
function newDay(page: DayPage, { readme }: StagedIndex, given: DayInput): DayOrder {
  const order = dayOrderOf(page, { eventAt: given.entryAt, eventOf: given.after });
  if (!readme) return order;
  const written = renderDayPage(dayPageOf(page.day, order, page.edition, given.after));
  return {
    ...order,
    kept: { ...order.kept, readme: 'twin' in readme ? readme : { of: sha256(written), text: readme.text } },
  };
}

/** Entries whose pages were published, and are no more. */
function withdrawnAmong(entries: readonly ResolvedEntry[]): Set<EntryId> {
  return new Set(entries.flatMap(({ imported, before, ever }) => (!before && ever.length ? [imported.entry] : [])));
}
