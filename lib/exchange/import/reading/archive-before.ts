import { inTodaysWords, type Meanings } from '../../../editorial/contexts/rules/meaning.ts';
import { readMeanings } from '../../../editorial/contexts/store/meanings.ts';
import { PageLookup } from '../../../editorial/published/page-lookup.ts';
import { earlierVersions } from '../../../editorial/published/publications.ts';
import { live, type Published, targetOf } from '../../../editorial/published/published.ts';
import type { Day } from '../../../kernel/day.ts';
import type { ContextId, EventId } from '../../../kernel/ids.ts';
import type { DayOrder } from '../../../kernel/newsroom/day-order.ts';
import type { EarlierVersion, Edition } from '../../../kernel/revision/text.ts';
import type { Target } from '../../../layout/compose.ts';
import { type ListedEvent, listedEventOf } from '../../../layout/compose-day.ts';
import type { Queryable } from '../../../platform/database/kysely.ts';
import { everPublished, ordersOf, type PublishedText, publishedTexts } from '../store/import-before.ts';

/** What an import asks of a batch: the events that its pages are of, and the days whose pages it has. */
export type Asked = { events: readonly EventId[]; days: readonly Day[]; editions: ReadonlySet<Edition> };

/**
 * The archive as it was published before an import wrote anything, read on a connection of its own. What its pages say
 * there is what the pages of the import are compared with: a page that says the same changes nothing.
 */
export class ArchiveBefore {
  private readonly archive: Published;
  readonly lookup: PageLookup;
  private texts = new Map<EventId, PublishedText>();
  private orders = new Map<Day, DayOrder>();
  private versions = new Map<EventId, EarlierVersion[]>();

  constructor(db: Queryable) {
    this.archive = live(db);
    this.lookup = new PageLookup(this.archive);
  }

  /** Reads what is published of a batch. What the last one asked for is let go. */
  async learn({ events, days, editions }: Asked): Promise<void> {
    this.texts = new Map();
    this.versions = new Map();
    this.orders = await ordersOf(this.archive.db, days);
    if (!events.length && !this.orders.size) return;
    const stored = await publishedTexts(this.archive.db, events, [...this.orders.keys()]);
    for (const text of await this.lookup.learn(stored)) this.texts.set(text.event, text);
    if (editions.has('2018')) this.versions = await earlierVersions(this.archive, events);
  }

  /** The text of an event that readers see; undefined where it is not published. */
  text(event: EventId): PublishedText | undefined {
    return this.texts.get(event);
  }

  /** Its earlier published versions, as the 2018 edition lists them. */
  versionsOf(event: EventId): readonly EarlierVersion[] {
    return this.versions.get(event) ?? [];
  }

  /** The order of a day that the archive has. */
  order(day: Day): DayOrder | undefined {
    return this.orders.get(day);
  }

  /** An event as its day lists it; undefined where it is not published. */
  listed(event: EventId): ListedEvent | undefined {
    const found = this.texts.get(event);
    return found && listedEventOf(found.text, found.path, this.lookup);
  }

  /** The published events of a day, by the links that pages have. */
  eventsAt(day: Day): Map<string, EventId> {
    const found = [...this.texts.values()].filter(({ text }) => text.day === day);
    return new Map(found.map(({ event, path }) => [`/${path}`, event]));
  }

  /** The vocabulary's name of a context of one of these texts. */
  contextNameOf(id: ContextId): string | undefined {
    return this.lookup.nameOf(id);
  }

  /** Everything that was published of these events and of those that they name at any time, in the words of today. */
  async ever(events: readonly EventId[]): Promise<Ever> {
    const own = await everPublished(this.archive.db, [...new Set(events)]);
    const related = new Set(
      own.flatMap(({ text }) => text.related.flatMap((item) => ('event' in item ? [item.event] : []))),
    );
    for (const event of events) related.delete(event);
    const stored = [...own, ...(await everPublished(this.archive.db, [...related]))];
    const contexts = stored.flatMap(({ text }) => text.contexts);
    const { meanings, nameOf } = await readMeanings(this.archive, contexts);
    return new Ever(
      stored.map((one) => inWords(one, meanings)),
      nameOf,
    );
  }
}

/** Every text of some events that was ever published, and what pages showed of them. */
export class Ever {
  private readonly texts = new Map<EventId, PublishedText[]>();
  readonly contextName: (id: ContextId) => string;

  constructor(texts: readonly PublishedText[], nameOf: (id: ContextId) => string) {
    for (const text of texts) this.texts.set(text.event, [...(this.texts.get(text.event) ?? []), text]);
    this.contextName = nameOf;
  }

  of(event: EventId): readonly PublishedText[] {
    return this.texts.get(event) ?? [];
  }

  /** What pages that named an event showed of it, at any time. */
  targets(event: EventId): Target[] {
    return this.of(event).map(({ path, text }) =>
      targetOf(path, text, new Map(text.contexts.map((id) => [id, this.contextName(id)]))),
    );
  }
}

function inWords(stored: PublishedText, meanings: Meanings): PublishedText {
  return { ...stored, text: inTodaysWords(stored.text, meanings) };
}
