import { inTodaysWords, type MeaningOf } from '../../../editorial/contexts/rules/meaning.ts';
import { readMeanings } from '../../../editorial/contexts/store/meanings.ts';
import { PageLookup } from '../../../editorial/published/page-lookup.ts';
import { earlierVersions } from '../../../editorial/published/publications.ts';
import { live, type Published, targetOf } from '../../../editorial/published/published.ts';
import type { Day } from '../../../kernel/day.ts';
import type { ContextId, EntryId } from '../../../kernel/ids.ts';
import type { DayOrder } from '../../../kernel/newsroom/day-order.ts';
import type { EarlierVersion, Edition } from '../../../kernel/revision/text.ts';
import type { Target } from '../../../layout/compose.ts';
import { type ListedEvent, listedEventOf } from '../../../layout/compose-day.ts';
import type { Queryable } from '../../../platform/database/kysely.ts';
import { everPublished, ordersOf, type PublishedText, publishedTexts } from '../store/import-before.ts';

/** What an import asks of a batch: the entries that its pages are of, and the days whose pages it has. */
export type BeforeRequest = { entries: readonly EntryId[]; days: readonly Day[]; editions: ReadonlySet<Edition> };

/**
 * The archive as it was published before an import wrote anything, read on a connection of its own. What its pages say
 * there is what the pages of the import are compared with: a page that says the same changes nothing.
 */
export class ArchiveBefore {
  private readonly archive: Published;
  readonly lookup: PageLookup;
  private texts = new Map<EntryId, PublishedText>();
  private orders = new Map<Day, DayOrder>();
  private versions = new Map<EntryId, EarlierVersion[]>();

  constructor(db: Queryable) {
    this.archive = live(db);
    this.lookup = new PageLookup(this.archive);
  }

  /** Reads what is published of a batch. What the last one asked for is let go. */
  async learn({ entries, days, editions }: BeforeRequest): Promise<void> {
    this.texts = new Map();
    this.versions = new Map();
    this.orders = await ordersOf(this.archive.db, days);
    if (!entries.length && !this.orders.size) return;
    const stored = await publishedTexts(this.archive.db, entries, [...this.orders.keys()]);
    for (const text of await this.lookup.learn(stored)) this.texts.set(text.entry, text);
    if (editions.has('2018')) this.versions = await earlierVersions(this.archive, entries);
  }

  /** The text of an entry that readers see; undefined where it is not published. */
  text(entry: EntryId): PublishedText | undefined {
    return this.texts.get(entry);
  }

  /** Its earlier published versions, as the 2018 edition lists them. */
  versionsOf(entry: EntryId): readonly EarlierVersion[] {
    return this.versions.get(entry) ?? [];
  }

  /** The order of a day that the archive has. */
  order(day: Day): DayOrder | undefined {
    return this.orders.get(day);
  }

  /** An entry as its day lists it; undefined where it is not published. */
  listed(entry: EntryId): ListedEvent | undefined {
    const found = this.texts.get(entry);
    return found && listedEventOf(found.text, found.path, this.lookup);
  }

  /** The published entries of a day, by the links that pages have. */
  entriesAt(day: Day): Map<string, EntryId> {
    const found = [...this.texts.values()].filter(({ text }) => text.day === day);
    return new Map(found.map(({ entry, path }) => [`/${path}`, entry]));
  }

  /** The vocabulary's name of a context of one of these texts. */
  contextNameOf(id: ContextId): string | undefined {
    return this.lookup.nameOf(id);
  }

  /** Everything that was published of these entries and of those that they name at any time, in the words of today. */
  async ever(entries: readonly EntryId[]): Promise<Ever> {
    const own = await everPublished(this.archive.db, [...new Set(entries)]);
    const related = new Set(
      own.flatMap(({ text }) => text.related.flatMap((item) => ('entry' in item ? [item.entry] : []))),
    );
    for (const entry of entries) related.delete(entry);
    const stored = [...own, ...(await everPublished(this.archive.db, [...related]))];
    const contexts = stored.flatMap(({ text }) => text.contexts);
    const { meanings, nameOf } = await readMeanings(this.archive, contexts);
    return new Ever(
      stored.map((one) => inWords(one, meanings)),
      nameOf,
    );
  }
}

/** Every text of some entries that was ever published, and what pages showed of them. */
export class Ever {
  private readonly texts = new Map<EntryId, PublishedText[]>();
  readonly contextName: (id: ContextId) => string;

  constructor(texts: readonly PublishedText[], nameOf: (id: ContextId) => string) {
    for (const text of texts) this.texts.set(text.entry, [...(this.texts.get(text.entry) ?? []), text]);
    this.contextName = nameOf;
  }

  of(entry: EntryId): readonly PublishedText[] {
    return this.texts.get(entry) ?? [];
  }

  /** What pages that named an entry showed of it, at any time. */
  targets(entry: EntryId): Target[] {
    return this.of(entry).map(({ path, text }) =>
      targetOf(path, text, new Map(text.contexts.map((id) => [id, this.contextName(id)]))),
    );
  }
}

function inWords(stored: PublishedText, meanings: MeaningOf): PublishedText {
  return { ...stored, text: inTodaysWords(stored.text, meanings) };
}
