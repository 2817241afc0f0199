import { setImmediate } from 'node:timers/promises';
import type pg from 'pg';
import type { Day } from '../../kernel/day.ts';
import type { ContextId, EventId } from '../../kernel/ids.ts';
import type { DayEntry, DayOrder } from '../../kernel/newsroom/day-order.ts';
import { sameValue } from '../../kernel/revision/canonical.ts';
import { keep } from '../../kernel/revision/kept.ts';
import type { Related, RevisionText } from '../../kernel/revision/text.ts';
import { contextNamesOf, type Lookup, relatedDefaults, spelledContexts } from '../../layout/compose.ts';
import {
  dayPageOf,
  defaultEntry,
  type ListedEvent,
  type ListedEvents,
  listedEventOf,
} from '../../layout/compose-day.ts';
import { contextLine, contextList, parseContextLine } from '../../layout/context-line.ts';
import { type DayPage, renderDayPage } from '../../layout/day-page.ts';
import { type Given, revisionTextOf } from '../../layout/decompose.ts';
import { dayOrderOf } from '../../layout/decompose-day.ts';
import { type EventPage, renderEventPage } from '../../layout/event-page.ts';
import { linkTo } from '../../layout/paths.ts';
import { halvesOf, splitTitle, type TitleParts, titleOf } from '../../layout/title.ts';
import { contentHash, sha256 } from '../../platform/content-hash.ts';
import { type DayGiven, dayPageLike, mergedKept, mergedOrder } from './day-merge.ts';
import type { Named, Names } from './names.ts';
import { type ArchiveBefore, Ever } from './reading/archive-before.ts';
import {
  type Base,
  baseOf,
  mergedText,
  pageLike,
  type Said,
  type SameItem,
  sameAsNow,
  splitLike,
} from './reading/page-merge.ts';
import { rememberedHash } from './reading/remembered-hash.ts';
import type { ImportTally } from './report.ts';
import type { PageFile, RefusedFile, StagedDay, StagedEvent, StagedIndex } from './staged.ts';
import type { PublishedText } from './store/import-before.ts';
import type { ImportedEvent } from './store/imported-event.ts';

/**
 * What an event's page says beside what the archive has: `new` where that has no published text of it; `same` where
 * nothing that it says is new; `older` where it says what the archive published before; else `changed`.
 */
type Verdict = 'new' | 'same' | 'older' | 'changed';

/**
 * An event whose names are settled: its text with whatever the fields cannot say kept beside them, its page written
 * again, and its entry on a day that no page of the import puts in order.
 */
export type SettledEvent = {
  imported: ImportedEvent;
  known: boolean;
  verdict: Verdict;
  /** The published text that it was compared with. */
  before: PublishedText | undefined;
  /** Every text of it that readers ever saw, where its page is not what they see now. */
  ever: readonly ListedEvent[];
  /** What of the published text the page does not say, so that it stays. */
  unsaid: { contexts: number; related: number };
  file: PageFile | undefined;
  written: string;
  entry: DayEntry;
  /** The JSON beside its page: read, or the reason why not. */
  beside: 'read' | RefusedFile | undefined;
  /** Its lists of contexts that can be read in more than one way, and the reading that was taken. */
  ambiguous: { list: string; read: string[] }[];
};

/** A day whose events are settled, with the order that its page gave them. */
export type SettledDay = { day: Day; events: SettledEvent[]; order?: DayOrder; hash: string };

/** What an import finds things out from: the names that its pages use, and the archive as it was before it. */
export type Settling = { client: pg.ClientBase; names: Names; before: ArchiveBefore; tally: ImportTally };

/**
 * Settles days: which events, contexts and targets their pages mean. Counts each day's page as exact or normalised by
 * writing it again.
 */
export async function settleDays(
  { client, names, before, tally }: Settling,
  days: readonly StagedDay[],
): Promise<SettledDay[]> {
  await names.learn(client, days);
  const staged = days.flatMap((day) => day.events);
  const known = staged
    .flatMap((event) => names.at(linkTo(event.path)) ?? [])
    .flatMap((named) => (named.known ? [named.event] : []));
  const editions = new Set(staged.map((event) => event.page.edition));
  await before.learn({ events: known, days: days.flatMap((day) => (day.index ? [day.day] : [])), editions });
  const settler = new Settler(names, before, tally);
  const read = new Map(staged.map((event) => [event, settler.read(event)]));
  await settler.learnEver([...read.values()]);
  const settled: SettledDay[] = [];
  for (const day of days) {
    settled.push(settler.settleDay(day, (event) => read.get(event) as ReadEvent));
    // What is being written meanwhile goes on between two days.
    await setImmediate();
  }
  return settled;
}

/** An event as its page tells it, and the archive's own text of it where that is published. */
type ReadEvent = {
  staged: StagedEvent;
  named: Named;
  said: Said;
  ambiguous: string[];
  before: PublishedText | undefined;
  base: Base | undefined;
  merged: RevisionText;
};

class Settler {
  private readonly names: Names;
  private readonly before: ArchiveBefore;
  private readonly tally: ImportTally;
  private readonly lookup: Lookup;
  private ever: Ever;

  constructor(names: Names, before: ArchiveBefore, tally: ImportTally) {
    this.names = names;
    this.before = before;
    this.tally = tally;
    this.ever = new Ever([], () => '');
    this.lookup = {
      contextName: (id) => before.contextNameOf(id) ?? names.contextName(id),
      target: (id) => names.target(id) ?? before.lookup.target(id),
    };
  }

  /** What an event's page says, and what of it is new to the archive. */
  read(staged: StagedEvent): ReadEvent {
    const { names } = this;
    const named = names.at(linkTo(staged.path));
    if (!named) throw new Error(`${staged.path} was not staged.`);
    const { names: read, ambiguous } = names.book.namesIn(staged.listings);
    for (const list of ambiguous) this.tally.ambiguous({ path: staged.path, list, read });
    const { ids, spellings } = names.book.contextsOf(read);
    const page = namedNow(linkedNow(staged.page, names), names);
    const before = named.known ? this.before.text(named.event) : undefined;
    const base = before && baseOf(before.text, page, this.before.lookup, this.before.versionsOf(named.event));
    const given: Given = {
      contexts: ids,
      contextNames: spellings,
      lookup: names,
      eventAt: (link) => names.at(link)?.event,
      split: (title) => splitOf(title, staged, base),
    };
    const plain = revisionTextOf(page, given);
    const text = withOrigin({ ...plain, related: plain.related.map((item) => sharedNow(item, names)) }, staged);
    const said: Said = {
      page,
      text,
      contexts: this.allContexts(staged, ids, before),
      contextsOf: (item) =>
        names.book.contextsOf(names.book.namesIn([{ list: item.contexts, sorted: true }]).names).ids,
      limit: staged.exported?.byRule ? 'rule' : staged.exported?.relatedLimit,
      isLine: !staged.file,
    };
    return { staged, named, said, ambiguous, before, base, merged: base ? mergedText(base, said) : text };
  }

  /** Reads what was ever published of the events whose pages are not what readers see now. */
  async learnEver(read: readonly ReadEvent[]): Promise<void> {
    const others = read.filter(({ named, base, merged }) => named.known && merged !== base?.text);
    if (others.length) this.ever = await this.before.ever(others.map(({ named }) => named.event));
  }

  settleDay(staged: StagedDay, readOf: (event: StagedEvent) => ReadEvent): SettledDay {
    const events = staged.events.map((event) => this.settleEvent(readOf(event)));
    if (!staged.index) return { day: staged.day, events, hash: staged.hash };
    const { order, exact } = this.settleOrder(staged.day, staged.index, events);
    return { day: staged.day, events, hash: rememberedHash(staged.hash, exact), order };
  }

  private settleEvent(read: ReadEvent): SettledEvent {
    const { staged, named, said, before, base, ambiguous } = read;
    const { file, path } = staged;
    const { verdict, text } = this.judged(read);
    const isNews = verdict === 'new' || verdict === 'changed';
    const written = file && isNews ? renderEventPage(pageLike(said, text, this.lookup)) : (file?.text ?? '');
    const importedHash = rememberedHash(staged.hash, !file || (written === file.text && !file.altered));
    const elsewhere = staged.facts && { first: staged.facts.published, last: staged.facts.updated };
    return {
      imported: {
        event: named.event,
        path,
        slug: staged.page.slug,
        title: titleOf(text.topic, text.headline),
        text,
        hash: contentHash(text),
        importedHash,
        elsewhere,
      },
      known: named.known,
      verdict,
      before,
      ever: this.ever.of(named.event).map((one) => listedEventOf(one.text, path, this.ever)),
      unsaid: base ? unsaidOf(base, said) : { contexts: 0, related: 0 },
      file,
      written,
      entry: entryOf(staged, named.event, text, this.names, this.lookup),
      beside: staged.facts ? 'read' : staged.unread,
      ambiguous: ambiguous.map((list) => ({ list, read: this.names.book.namesIn(staged.listings).names })),
    };
  }

  /**
   * What becomes of an event's text. A page that says what was published before says nothing new, unless an import
   * brought the text that readers see now: then it was the tree that went back.
   */
  private judged({ named, said, before, base, merged }: ReadEvent): { verdict: Verdict; text: RevisionText } {
    if (base && merged === base.text) return { verdict: 'same', text: merged };
    const versions = this.ever.of(named.event);
    if (!base && !versions.length) return { verdict: 'new', text: merged };
    const text = base ? mergedText(base, said, this.everSaid(base, said, named.event)) : merged;
    if (base && text === base.text) return { verdict: 'same', text };
    const isTold =
      !before?.imported &&
      versions.some((version) => version.revision !== before?.revision && this.tells(version, said));
    return { verdict: isTold ? 'older' : base ? 'changed' : 'new', text };
  }

  private tells(version: PublishedText, said: Said): boolean {
    const lookup: Lookup = {
      contextName: this.ever.contextName,
      target: (id) => this.ever.targets(id).at(-1) ?? this.lookup.target(id),
    };
    const base = baseOf(version.text, said.page, lookup, said.page.changes);
    return mergedText(base, said, this.everSaid(base, said, version.event)) === base.text;
  }

  /** Whether a line is what the page says of a related event, or said while the two had other titles or contexts. */
  private everSaid(base: Base, { page }: Said, event: EventId): SameItem {
    const now = sameAsNow(base);
    return (item, at) => {
      if (now(item, at)) return true;
      const related = base.text.related[at];
      if (!related || !('event' in related)) return false;
      const targets = this.ever.targets(related.event);
      if (![base.items[at]?.link, ...targets.map((target) => linkTo(target.path))].includes(item.link)) return false;
      const own = [base.text, ...this.ever.of(event).map(({ text }) => text)].map((text) =>
        spelledContexts(text, this.ever),
      );
      const said = targets.flatMap((target) => own.map((contexts) => relatedDefaults(contexts, target, page.edition)));
      const title = item.title === base.items[at]?.title || said.some((one) => one.title === item.title);
      return (
        title && (item.contexts === base.items[at]?.contexts || said.some((one) => one.contexts === item.contexts))
      );
    };
  }

  /**
   * All contexts of an event, where the import lists them: in the JSON beside its page, in a line of events, or on its
   * day's page.
   */
  private allContexts(staged: StagedEvent, ids: ContextId[], before: PublishedText | undefined): Said['contexts'] {
    if (staged.facts) return { ids, ordered: true };
    const [listing] = staged.listings;
    if (!listing) return undefined;
    if ('names' in listing) return { ids, ordered: false };
    if (!listing.whole) return undefined;
    return before && this.shows(before, listing.list)
      ? { ids: before.text.contexts, ordered: false }
      : { ids, ordered: false };
  }

  /** Whether a list is the one that the archive's own page of the day has. */
  private shows({ event, text }: PublishedText, list: string): boolean {
    if (list === contextList(contextNamesOf(text, this.before.lookup))) return true;
    const own = this.before.order(text.day)?.entries.find((entry) => 'event' in entry && entry.event === event);
    return own !== undefined && 'event' in own && own.body !== undefined && parseContextLine(own.body.text) === list;
  }

  /** The order of a day's page; its README.md is kept where it says something else. */
  private settleOrder(
    day: Day,
    index: StagedIndex,
    events: readonly SettledEvent[],
  ): { order: DayOrder; exact: boolean } {
    const page = dayNamedNow(index.page, this.names);
    const after = new Map<EventId, ListedEvent>(
      events.map(({ imported }) => [imported.event, listedEventOf(imported.text, imported.path, this.lookup)]),
    );
    const byLink = new Map(events.map(({ imported }) => [linkTo(imported.path), imported.event]));
    const own = this.before.order(day);
    const inArchive = own ? this.before.eventsAt(day) : new Map<string, EventId>();
    const given: DayGiven = {
      eventAt: (link) => byLink.get(link) ?? inArchive.get(link),
      before: (event) => this.before.listed(event),
      after: (event) => after.get(event) ?? this.before.listed(event),
      ever: (event) => events.find(({ imported }) => imported.event === event)?.ever ?? [],
    };
    const order = own ? this.mergedDay(own, page, index, given, withdrawnAmong(events)) : newDay(page, index, given);
    const written = order === own ? index.file.text : dayPageLike(page, order, given.after);
    this.tally.taken(index.file, written);
    if (index.readme && !index.file.path.endsWith('/README.md')) this.tally.report.files.exact += 1;
    return { order, exact: written === index.file.text && !index.file.altered };
  }

  private mergedDay(
    own: DayOrder,
    page: DayPage,
    { readme }: StagedIndex,
    given: DayGiven,
    gone: ReadonlySet<EventId>,
  ): DayOrder {
    const merged = mergedOrder(own, page, given);
    const listed = (entry: DayEntry) =>
      !('event' in entry) ||
      !gone.has(entry.event) ||
      own.entries.some((one) => 'event' in one && one.event === entry.event);
    const entries = merged === own.entries ? merged : merged.filter(listed);
    const written = (order: DayOrder, eventOf: ListedEvents) =>
      renderDayPage(dayPageOf(page.day, order, page.edition, eventOf));
    const kept = readme
      ? mergedKept(own.kept, readme, {
          before: written(own, given.before),
          after: written({ ...own, entries }, given.after),
        })
      : own.kept;
    return sameValue({ entries, kept }, own) ? own : { entries, kept };
  }
}

/** The order of a day that the archive does not have. */
function newDay(page: DayPage, { readme }: StagedIndex, given: DayGiven): DayOrder {
  const order = dayOrderOf(page, { eventAt: given.eventAt, eventOf: given.after });
  if (!readme) return order;
  const written = renderDayPage(dayPageOf(page.day, order, page.edition, given.after));
  return {
    ...order,
    kept: { ...order.kept, readme: 'twin' in readme ? readme : { of: sha256(written), text: readme.text } },
  };
}

/** Events whose pages were published, and are no more. */
function withdrawnAmong(events: readonly SettledEvent[]): Set<EventId> {
  return new Set(events.flatMap(({ imported, before, ever }) => (!before && ever.length ? [imported.event] : [])));
}

function splitOf(title: string, { facts }: StagedEvent, base: Base | undefined): TitleParts {
  return (facts && halvesOf(title, facts.topic, facts.headline)) ?? (base ? splitLike(base, title) : splitTitle(title));
}

function withOrigin(text: RevisionText, { origin }: StagedEvent): RevisionText {
  return origin ? { ...text, kept: { ...text.kept, origin } } : text;
}

function unsaidOf({ text }: Base, { page, contexts, text: told }: Said): SettledEvent['unsaid'] {
  return {
    contexts: contexts ? 0 : text.contexts.filter((id) => !told.contexts.includes(id)).length,
    related: Math.max(0, text.related.length - page.related.length),
  };
}

/**
 * The page with its links to addresses that pages left leading to where those are now; it is written like that from
 * then on.
 */
function linkedNow(page: EventPage, names: Names): EventPage {
  if (page.related.every((item) => names.current(item.link) === item.link)) return page;
  return { ...page, related: page.related.map((item) => ({ ...item, link: names.current(item.link) })) };
}

/**
 * The page with the contexts that its related events share as they are named now; it is written like that from then on.
 */
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
function entryOf(staged: StagedEvent, event: EventId, text: RevisionText, { book }: Names, lookup: Lookup): DayEntry {
  const [listing] = staged.listings;
  if (!listing || 'list' in listing || text.summary) return { event };
  const body = keep(
    defaultEntry(listedEventOf(text, staged.path, lookup), '2017').body ?? '',
    contextLine([...new Set(listing.names.map((name) => book.nameNow(name)))]),
  );
  return body ? { event, body } : { event };
}
