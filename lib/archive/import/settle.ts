import type pg from 'pg';
import type { Day } from '../../domain/day.ts';
import type { DayEntry, DayOrder } from '../../domain/day-order.ts';
import type { EventId } from '../../domain/ids.ts';
import { keep } from '../../domain/revision/kept.ts';
import type { RevisionText } from '../../domain/revision/text.ts';
import { eventPageOf, type Lookup, type Target } from '../../layout/compose.ts';
import { dayPageOf, defaultEntry, type ListedEvent, listedEventOf } from '../../layout/compose-day.ts';
import { contextLine } from '../../layout/context-line.ts';
import { renderDayPage } from '../../layout/day-page.ts';
import { revisionTextOf } from '../../layout/decompose.ts';
import { dayOrderOf } from '../../layout/decompose-day.ts';
import { renderEventPage } from '../../layout/event-page.ts';
import { linkTo } from '../../layout/paths.ts';
import { titleOf } from '../../layout/title.ts';
import { contentHash, sha256 } from '../../store/content-hash.ts';
import { type StagedRow, stagedAt } from '../../store/import-staging.ts';
import type { ImportedEvent } from '../../store/import-writing.ts';
import { live, publishedNamesAt } from '../../store/published.ts';
import type { ContextBook } from './context-book.ts';
import { addAmbiguous, addTaken, type ImportReport } from './report.ts';
import type { ContextListing, StagedDay, StagedEvent, StagedIndex } from './staged.ts';

/** An event whose names are settled: its id, its text with whatever the fields cannot say kept beside them, its page written again, and its entry on a day that no page of the import puts in order. */
export type SettledEvent = { imported: ImportedEvent; known: boolean; staged: StagedEvent; written: string; entry: DayEntry };

/** A day whose events are settled, with the order that its page gave them. */
export type SettledDay = { day: Day; events: SettledEvent[]; order?: DayOrder; hash: string };

/** An event that pages name: its id, whether the archive had it before, and what those pages show of it. */
type Named = { event: EventId; known: boolean; target: Target };

/** What was found out of the events that an import names, kept for the days to come. */
export type Names = { book: ContextBook; byPath: Map<string, Named | undefined>; byEvent: Map<EventId, Target> };

const MOST_NAMES = 50_000;

/** Nothing is known yet but the vocabulary. */
export function newNames(book: ContextBook): Names {
  return { book, byPath: new Map(), byEvent: new Map() };
}

/** Settles days: which events, contexts and targets their pages mean. Counts each day's page as exact or normalised by writing it again. */
export async function settleDays(client: pg.ClientBase, names: Names, days: readonly StagedDay[], report: ImportReport): Promise<SettledDay[]> {
  await learnNames(client, names, days);
  const lookup: Lookup = { contextName: (id) => names.book.nameOf(id), target: (event) => names.byEvent.get(event) };
  return days.map((day) => settleDay(day, names, lookup, report));
}

/** Reads what the paths of these days and of their related events mean, and learns the contexts that they name. */
async function learnNames(client: pg.ClientBase, names: Names, days: readonly StagedDay[]): Promise<void> {
  const paths = new Set(days.flatMap(({ events }) => events.flatMap((event) => [event.path, ...event.page.related.map((item) => item.link.slice(1))])));
  if (names.byPath.size + paths.size > MOST_NAMES) {
    names.byPath.clear();
    names.byEvent.clear();
  }
  const unknown = [...paths].filter((path) => !names.byPath.has(path));
  const staged = (await stagedAt(client, unknown)).map((row) => ({ row, read: names.book.namesIn(JSON.parse(row.listings) as ContextListing[]).names }));
  await names.book.learn(
    client,
    staged.flatMap(({ read }) => read),
  );
  for (const path of unknown) names.byPath.set(path, undefined);
  for (const { row, read } of staged) note(names, { event: row.event, known: row.known, target: targetOf(row, names.book, read) });
  const elsewhere = unknown.filter((path) => names.byPath.get(path) === undefined);
  for (const { event, target } of await publishedNamesAt(live(client), elsewhere)) note(names, { event, known: true, target });
}

function note(names: Names, named: Named): void {
  names.byPath.set(named.target.path, named);
  names.byEvent.set(named.event, named.target);
}

function targetOf(row: StagedRow, book: ContextBook, read: readonly string[]): Target {
  const { ids } = book.contextsOf(read);
  return { path: row.path, title2017: row.title2017, title2018: row.title2018, contexts: ids.map((id) => book.nameOf(id)) };
}

function settleDay(staged: StagedDay, names: Names, lookup: Lookup, report: ImportReport): SettledDay {
  const events = staged.events.map((event) => settleEvent(event, names, lookup, report));
  const order = staged.index && settleOrder(staged.day, staged.index, events, lookup, report);
  return { day: staged.day, events, hash: staged.hash, ...(order ? { order } : {}) };
}

function settleEvent(staged: StagedEvent, names: Names, lookup: Lookup, report: ImportReport): SettledEvent {
  const self = names.byPath.get(staged.path);
  if (!self) throw new Error(`${staged.path} was not staged.`);
  const { names: read, ambiguous } = names.book.namesIn(staged.listings);
  const { ids, spellings } = names.book.contextsOf(read);
  for (const list of ambiguous) addAmbiguous(report, { path: staged.path, list, read });
  const plain = revisionTextOf(staged.page, { contexts: ids, contextNames: spellings, lookup, eventAt: (link) => names.byPath.get(link.slice(1))?.event });
  const text: RevisionText = staged.origin ? { ...plain, kept: { ...plain.kept, origin: staged.origin } } : plain;
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
function settleOrder(day: Day, index: StagedIndex, events: readonly SettledEvent[], lookup: Lookup, report: ImportReport): DayOrder {
  const listed = new Map<EventId, ListedEvent>(events.map(({ imported }) => [imported.event, listedEventOf(imported.text, imported.path, lookup)]));
  const byLink = new Map(events.map(({ imported }) => [linkTo(imported.path), imported.event]));
  const order = dayOrderOf(index.page, { eventAt: (link) => byLink.get(link), eventOf: (event) => listed.get(event) });
  const written = renderDayPage(dayPageOf(day, order, index.page.edition, (event) => listed.get(event)));
  addTaken(report, index.file, written);
  if (!index.readme) return order;
  if (!index.file.path.endsWith('/README.md')) report.files.exact += 1;
  const readme = 'twin' in index.readme ? index.readme : { of: sha256(written), text: index.readme.text };
  return { ...order, kept: { ...order.kept, readme } };
}
