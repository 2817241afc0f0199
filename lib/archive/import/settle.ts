import type pg from 'pg';
import type { Day } from '../../domain/day.ts';
import type { DayEntry, DayOrder } from '../../domain/day-order.ts';
import type { EventId } from '../../domain/ids.ts';
import { keep } from '../../domain/revision/kept.ts';
import type { RevisionText } from '../../domain/revision/text.ts';
import { dayPageOf, defaultEntry, type ListedEvent, listedEventOf } from '../../layout/compose-day.ts';
import { eventPageOf, type Lookup, type Target } from '../../layout/compose.ts';
import { contextLine } from '../../layout/context-line.ts';
import { renderDayPage } from '../../layout/day-page.ts';
import { dayOrderOf } from '../../layout/decompose-day.ts';
import { revisionTextOf } from '../../layout/decompose.ts';
import { renderEventPage } from '../../layout/event-page.ts';
import { linkTo } from '../../layout/paths.ts';
import { titleOf } from '../../layout/title.ts';
import { contentHash, sha256 } from '../../store/content-hash.ts';
import { stagedAt, type StagedRow } from '../../store/import-staging.ts';
import type { ImportedEvent } from '../../store/import-writing.ts';
import { publishedNamesAt } from '../../store/published.ts';
import type { ContextBook } from './context-book.ts';
import { addTaken, type ImportReport } from './report.ts';
import type { ContextListing, StagedDay, StagedEvent } from './staged.ts';

/** An event whose names are settled: its id, its text with whatever the fields cannot say kept beside them, its page written again, and its entry on a day that no page of the import puts in order. */
export type SettledEvent = { imported: ImportedEvent; known: boolean; staged: StagedEvent; written: string; entry: DayEntry };

/** A day whose events are settled, with the order that its page gave them. */
export type SettledDay = { day: Day; events: SettledEvent[]; order?: DayOrder; hash: string };

type Names = Map<string, { event: EventId; known: boolean; target: Target }>;

/** Settles days: which events, contexts and targets their pages mean. Counts each day's page as exact or normalised by writing it again. */
export async function settleDays(client: pg.ClientBase, book: ContextBook, days: readonly StagedDay[], report: ImportReport): Promise<SettledDay[]> {
  const names = await namesFor(client, book, days, report);
  const targets = new Map([...names.values()].map((name) => [name.event, name.target]));
  const lookup: Lookup = { contextName: (id) => book.nameOf(id), target: (event) => targets.get(event) };
  return days.map((day) => settleDay(day, names, book, lookup, report));
}

/** Reads what the paths of these days and of their related events mean, and learns the contexts that they name. */
async function namesFor(client: pg.ClientBase, book: ContextBook, days: readonly StagedDay[], report: ImportReport): Promise<Names> {
  const paths = new Set<string>();
  for (const { events } of days) {
    for (const event of events) {
      paths.add(event.path);
      for (const item of event.page.related) paths.add(item.link.slice(1));
    }
  }
  const staged = await stagedAt(client, [...paths]);
  const own = new Map(days.flatMap((day) => day.events.map((event) => [event.path, event] as const)));
  const readings = new Map(staged.map((row) => [row.path, readListings(book, row, own.get(row.path), report)]));
  await book.learn(client, [...readings.values()].flat());
  const names: Names = new Map(staged.map((row) => [row.path, { event: row.event, known: row.known, target: targetOf(row, book, readings.get(row.path) ?? []) }]));
  const elsewhere = [...paths].filter((path) => !names.has(path));
  for (const found of await publishedNamesAt(client, elsewhere)) names.set(found.target.path, { event: found.event, known: true, target: found.target });
  return names;
}

function readListings(book: ContextBook, row: StagedRow, own: StagedEvent | undefined, report: ImportReport): string[] {
  const { names, ambiguous } = book.namesIn(own?.listings ?? (JSON.parse(row.listings) as ContextListing[]));
  if (own) for (const list of ambiguous) if (report.ambiguous.length < 5_000) report.ambiguous.push({ path: row.path, list, read: names });
  return names;
}

function targetOf(row: StagedRow, book: ContextBook, names: readonly string[]): Target {
  const { ids } = book.contextsOf(names);
  return { path: row.path, title2017: row.title2017, title2018: row.title2018, contexts: ids.map((id) => book.nameOf(id)) };
}

function settleDay(staged: StagedDay, names: Names, book: ContextBook, lookup: Lookup, report: ImportReport): SettledDay {
  const events = staged.events.map((event) => settleEvent(event, names, book, lookup));
  const order = staged.index && settleOrder(staged, events, lookup, report);
  return { day: staged.day, events, hash: staged.hash, ...(order ? { order } : {}) };
}

function settleEvent(staged: StagedEvent, names: Names, book: ContextBook, lookup: Lookup): SettledEvent {
  const self = names.get(staged.path);
  if (!self) throw new Error(`${staged.path} was not staged.`);
  const { ids, spellings } = book.contextsOf(book.namesIn(staged.listings).names);
  const read = revisionTextOf(staged.page, { contexts: ids, contextNames: spellings, lookup, eventAt: (link) => names.get(link.slice(1))?.event });
  const text: RevisionText = staged.origin ? { ...read, kept: { ...read.kept, origin: staged.origin } } : read;
  const { slug } = staged.page;
  const written = staged.file ? renderEventPage(eventPageOf(text, slug, staged.page.edition, lookup)) : '';
  const imported = { event: self.event, path: staged.path, slug, title: titleOf(text.topic, text.headline), text, hash: contentHash(text), importedHash: staged.hash };
  return { imported, known: self.known, staged, written, entry: entryOf(staged, self.event, text, lookup) };
}

/** A line of events may name one context in two spellings; the day's page goes on naming both. */
function entryOf(staged: StagedEvent, event: EventId, text: RevisionText, lookup: Lookup): DayEntry {
  const [listing] = staged.listings;
  if (!listing || 'list' in listing || text.summary) return { event };
  const body = keep(defaultEntry(listedEventOf(text, staged.path, lookup), '2017').body ?? '', contextLine(listing.names));
  return body ? { event, body } : { event };
}

/** The order of a day's page; its README.md is kept where it says something else. */
function settleOrder(staged: StagedDay, events: readonly SettledEvent[], lookup: Lookup, report: ImportReport): DayOrder {
  const index = staged.index;
  if (!index) return { entries: [], kept: {} };
  const listed = new Map<EventId, ListedEvent>(events.map(({ imported }) => [imported.event, listedEventOf(imported.text, imported.path, lookup)]));
  const byLink = new Map(events.map(({ imported }) => [linkTo(imported.path), imported.event]));
  const order = dayOrderOf(index.page, { eventAt: (link) => byLink.get(link), eventOf: (event) => listed.get(event) });
  const written = renderDayPage(dayPageOf(staged.day, order, index.page.edition, (event) => listed.get(event)));
  addTaken(report, index.file, written);
  if (!index.readme) return order;
  if (!index.file.path.endsWith('/README.md')) report.files.exact += 1;
  const readme = 'twin' in index.readme ? index.readme : { of: sha256(written), text: index.readme.text };
  return { ...order, kept: { ...order.kept, readme } };
}
