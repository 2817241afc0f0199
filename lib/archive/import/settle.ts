import { setImmediate } from 'node:timers/promises';
import type pg from 'pg';
import type { Day } from '../../domain/day.ts';
import type { DayEntry, DayOrder } from '../../domain/day-order.ts';
import type { EventId } from '../../domain/ids.ts';
import { keep } from '../../domain/revision/kept.ts';
import type { Related, RevisionText } from '../../domain/revision/text.ts';
import { eventPageOf } from '../../layout/compose.ts';
import { dayPageOf, defaultEntry, type ListedEvent, listedEventOf } from '../../layout/compose-day.ts';
import { contextLine, parseContextLine } from '../../layout/context-line.ts';
import { type DayPage, renderDayPage } from '../../layout/day-page.ts';
import { revisionTextOf } from '../../layout/decompose.ts';
import { dayOrderOf } from '../../layout/decompose-day.ts';
import { type EventPage, renderEventPage } from '../../layout/event-page.ts';
import { linkTo } from '../../layout/paths.ts';
import { titleOf } from '../../layout/title.ts';
import { contentHash, sha256 } from '../../store/content-hash.ts';
import type { ImportedEvent } from '../../store/import-writing.ts';
import type { Names } from './names.ts';
import { rememberedHash } from './remembered-hash.ts';
import type { ImportTally } from './report.ts';
import type { PageFile, StagedDay, StagedEvent, StagedIndex } from './staged.ts';

/**
 * An event whose names are settled: its text with whatever the fields cannot say kept beside them, its page written again,
 * and its entry on a day that no page of the import puts in order.
 */
export type SettledEvent = {
  imported: ImportedEvent;
  known: boolean;
  file: PageFile | undefined;
  written: string;
  entry: DayEntry;
  /** Its lists of contexts that can be read in more than one way, and the reading that was taken. */
  ambiguous: { list: string; read: string[] }[];
};

/** A day whose events are settled, with the order that its page gave them. */
export type SettledDay = { day: Day; events: SettledEvent[]; order?: DayOrder; hash: string };

/** Settles days: which events, contexts and targets their pages mean. Counts each day's page as exact or normalised by writing it again. */
export async function settleDays(client: pg.ClientBase, names: Names, days: readonly StagedDay[], tally: ImportTally): Promise<SettledDay[]> {
  await names.learn(client, days);
  const settled: SettledDay[] = [];
  for (const day of days) {
    settled.push(settleDay(day, names, tally));
    // What is being written meanwhile goes on between two days.
    await setImmediate();
  }
  return settled;
}

function settleDay(staged: StagedDay, names: Names, tally: ImportTally): SettledDay {
  const events = staged.events.map((event) => settleEvent(event, names, tally));
  if (!staged.index) return { day: staged.day, events, hash: staged.hash };
  const { order, exact } = settleOrder(staged.day, staged.index, events, names, tally);
  return { day: staged.day, events, hash: rememberedHash(staged.hash, exact), order };
}

function settleEvent(staged: StagedEvent, names: Names, tally: ImportTally): SettledEvent {
  const self = names.at(linkTo(staged.path));
  if (!self) throw new Error(`${staged.path} was not staged.`);
  const { file } = staged;
  const { names: read, ambiguous } = names.book.namesIn(staged.listings);
  const { ids, spellings } = names.book.contextsOf(read);
  for (const list of ambiguous) tally.ambiguous({ path: staged.path, list, read });
  const plain = revisionTextOf(namedNow(linkedNow(staged.page, names), names), { contexts: ids, contextNames: spellings, lookup: names, eventAt: (link) => names.at(link)?.event });
  const said = { ...plain, related: plain.related.map((item) => sharedNow(item, names)) };
  const text: RevisionText = staged.origin ? { ...said, kept: { ...said.kept, origin: staged.origin } } : said;
  const { slug } = staged.page;
  const written = file ? renderEventPage(eventPageOf(text, slug, staged.page.edition, names)) : '';
  const importedHash = rememberedHash(staged.hash, !file || (written === file.text && !file.altered));
  const imported = { event: self.event, path: staged.path, slug, title: titleOf(text.topic, text.headline), text, hash: contentHash(text), importedHash };
  return { imported, known: self.known, file, written, entry: entryOf(staged, self.event, text, names), ambiguous: ambiguous.map((list) => ({ list, read })) };
}

/** The page with its links to addresses that pages left leading to where those are now; it is written like that from then on. */
function linkedNow(page: EventPage, names: Names): EventPage {
  if (page.related.every((item) => names.current(item.link) === item.link)) return page;
  return { ...page, related: page.related.map((item) => ({ ...item, link: names.current(item.link) })) };
}

/** The page with the contexts that its related events share as they are named now; it is written like that from then on. */
function namedNow(page: EventPage, { book }: Names): EventPage {
  const related = page.related.map((item) => ({ ...item, contexts: book.listNow(item.contexts, true) }));
  return related.some((item, i) => item.contexts !== page.related[i]?.contexts) ? { ...page, related } : page;
}

/** A related event without a list of its own, where that is only from before a merge. */
function sharedNow(item: Related, { book }: Names): Related {
  if (!('event' in item) || !item.contexts || !book.isBeforeMerge(item.contexts.text, item.contexts.of)) return item;
  const { contexts: _, ...rest } = item;
  return rest;
}

/** The same of a day's page, whose entries without a summary list their contexts. */
function dayNamedNow(page: DayPage, { book }: Names): DayPage {
  const entries = page.entries.map((entry) => {
    const list = entry.body === null ? undefined : parseContextLine(entry.body);
    const now = list === undefined ? undefined : book.listNow(list, page.edition === '2017');
    return now === list || now === undefined ? entry : { ...entry, body: contextLine([now]) };
  });
  return { ...page, entries };
}

/** A line of events may name one context in two spellings; the day's page goes on naming both. */
function entryOf(staged: StagedEvent, event: EventId, text: RevisionText, lookup: Names): DayEntry {
  const [listing] = staged.listings;
  if (!listing || 'list' in listing || text.summary) return { event };
  const body = keep(defaultEntry(listedEventOf(text, staged.path, lookup), '2017').body ?? '', contextLine([...new Set(listing.names.map((name) => lookup.book.nameNow(name)))]));
  return body ? { event, body } : { event };
}

/** The order of a day's page; its README.md is kept where it says something else. */
function settleOrder(day: Day, index: StagedIndex, events: readonly SettledEvent[], names: Names, tally: ImportTally): { order: DayOrder; exact: boolean } {
  const page = dayNamedNow(index.page, names);
  const listed = new Map<EventId, ListedEvent>(events.map(({ imported }) => [imported.event, listedEventOf(imported.text, imported.path, names)]));
  const byLink = new Map(events.map(({ imported }) => [linkTo(imported.path), imported.event]));
  const order = dayOrderOf(page, { eventAt: (link) => byLink.get(link), eventOf: (event) => listed.get(event) });
  const written = renderDayPage(dayPageOf(day, order, index.page.edition, (event) => listed.get(event)));
  const exact = written === index.file.text && !index.file.altered;
  tally.taken(index.file, written);
  if (!index.readme) return { order, exact };
  if (!index.file.path.endsWith('/README.md')) tally.report.files.exact += 1;
  const readme = 'twin' in index.readme ? index.readme : { of: sha256(written), text: index.readme.text };
  return { order: { ...order, kept: { ...order.kept, readme } }, exact };
}
