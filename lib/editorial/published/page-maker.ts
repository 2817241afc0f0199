import type { Day } from '../../kernel/day.ts';
import type { EntryId } from '../../kernel/ids.ts';
import type { DayOrder } from '../../kernel/newsroom/day-order.ts';
import type { ExportSettings } from '../../kernel/newsroom/export-settings.ts';
import type { EarlierVersion, Edition } from '../../kernel/revision/text.ts';
import { contextNamesOf, eventPageOf } from '../../layout/compose.ts';
import { dayPageOf, frontDays, frontPageOf, type ListedEvent, listedEventOf } from '../../layout/compose-day.ts';
import { type DayPage, parseDayPage, renderDayPage } from '../../layout/day-page.ts';
import { type EventPage, renderEventPage } from '../../layout/event-page.ts';
import { dayFormats, eventFormats, frontFormats } from '../../layout/formats/formats.ts';
import { type FormerPage, leftPage } from '../../layout/formats/left-pages.ts';
import type { PageFacts } from '../../layout/formats/page-facts.ts';
import { type FrontPage, renderFrontPage } from '../../layout/front-page.ts';
import { dayFolder, dayPath, linkTo } from '../../layout/paths.ts';
import { sha256 } from '../../platform/content-hash.ts';
import { relatedByRule } from '../entries/store/rule-related.ts';
import type { FormerAddress } from './left-addresses.ts';
import { PageLookup } from './page-lookup.ts';
import { earlierVersions, type Publications, publicationsOf } from './publications.ts';
import { type Published, type PublishedEntry, publishedEntriesOn } from './published.ts';
import { latestPublishedDay, publishedDay } from './published-days.ts';
import type { TreePage } from './tree-page.ts';

/** A published entry with what its pages say about its history. */
export type EntryWithHistory = PublishedEntry & {
  publications?: Publications | undefined;
  earlier?: readonly EarlierVersion[] | undefined;
};

/** Makes the pages of the published archive, in whatever formats the settings name. */
export class PageMaker {
  readonly archive: Published;
  readonly settings: ExportSettings;
  private readonly lookup: PageLookup;

  constructor(archive: Published, settings: ExportSettings) {
    this.archive = archive;
    this.settings = settings;
    this.lookup = new PageLookup(archive);
  }

  /** Reads whatever the pages of these entries need of other rows. */
  async learn(stored: readonly PublishedEntry[]): Promise<EntryWithHistory[]> {
    const { archive, settings } = this;
    const entries = await this.lookup.learn(
      settings.related === 'archive-rule' ? await relatedByRule(archive, stored, settings.relatedLimit) : stored,
    );
    const needsInstants = settings.formats.some((format) => format !== 'md');
    if (!needsInstants && settings.edition === '2017') return entries;
    const ids = entries.map(({ entry }) => entry);
    const publications = await publicationsOf(archive, ids);
    const changed = settings.edition === '2018' ? ids.filter((id) => (publications.get(id)?.times ?? 0) > 1) : [];
    const earlier = await earlierVersions(archive, changed);
    return entries.map((entry) => ({
      ...entry,
      publications: publications.get(entry.entry),
      earlier: earlier.get(entry.entry),
    }));
  }

  /** The files of one event. */
  pagesOfEntry(entry: EntryWithHistory): TreePage[] {
    const page = this.entryPage(entry);
    const missing = this.missingIn(entry);
    const pageFormats = this.hasPageFormats() ? eventFormats(page, this.factsOf(entry), this.settings) : [];
    return this.files({ path: entry.path, text: renderEventPage(page) }, pageFormats, missing);
  }

  /**
   * The files of one day: its entries', those at addresses that pages left there, its own, and its README.md where
   * there is one.
   */
  pagesOfDay(
    day: Day,
    order: DayOrder | undefined,
    entries: readonly EntryWithHistory[],
    left: readonly FormerAddress[] = [],
  ): TreePage[] {
    const pages = [...entries.flatMap((entry) => this.pagesOfEntry(entry)), ...this.leftPages(left)];
    const page = order && publishedDayPage(day, order, entries, this.settings.edition, this.lookup);
    if (!page) return pages;
    const index = renderDayPage(page);
    const missing = missingEntries(order);
    pages.push(
      ...this.files(
        { path: dayPath(day), text: index },
        this.hasPageFormats() ? dayFormats(page, this.settings) : [],
        missing,
      ),
    );
    const readme = this.settings.formats.includes('md') ? this.readmeText(order, index) : undefined;
    if (readme !== undefined)
      pages.push(
        withMissing(
          { path: `${dayFolder(day)}/README.md`, text: readme },
          readme === index ? missing : linksIn(readme, day),
        ),
      );
    return pages;
  }

  /** The files at left addresses whose readers are sent on. */
  leftPages(left: readonly FormerAddress[]): TreePage[] {
    return leavings(left).map((one) => leftPage(one, this.settings));
  }

  /** The files of the front page: the latest published day and the two before it. None in an empty archive. */
  async frontPages(): Promise<TreePage[]> {
    const { archive, settings } = this;
    const latest = await latestPublishedDay(archive);
    if (!latest) return [];
    const orders = new Map<Day, DayOrder>();
    const stored: PublishedEntry[] = [];
    for (const day of frontDays(latest).filter((one) => one !== undefined)) {
      const found = await publishedDay(archive, day);
      if (found) orders.set(day, found.order);
      stored.push(...(await publishedEntriesOn(archive, day)));
    }
    const entries = await this.lookup.learn(stored);
    const page: FrontPage = frontPageOf(
      latest,
      (day) => orders.get(day),
      settings.edition,
      listedIn(entries, this.lookup),
    );
    const text = renderFrontPage(page);
    const missing = [...orders.values()].flatMap(missingEntries);
    const front = this.files(
      { path: 'index.md', text },
      this.hasPageFormats() ? frontFormats(page, settings) : [],
      missing,
    );
    return settings.readmes && settings.formats.includes('md')
      ? [...front, withMissing({ path: 'README.md', text }, missing)]
      : front;
  }

  /** What the other formats say about an entry beyond its page. */
  factsOf({ text, publications }: EntryWithHistory): PageFacts {
    const { topic, headline } = text;
    return {
      topic,
      headline,
      contexts: contextNamesOf(text, this.lookup),
      published: publications?.first ?? '',
      updated: publications?.last ?? '',
    };
  }

  entryPage({ text, slug, earlier }: EntryWithHistory): EventPage {
    const { edition, relatedLimit } = this.settings;
    const page = eventPageOf(text, slug, edition, this.lookup, earlier);
    return page.related.length > relatedLimit ? { ...page, related: page.related.slice(0, relatedLimit) } : page;
  }

  private hasPageFormats(): boolean {
    return this.settings.formats.some((format) => format !== 'md' && format !== 'rss');
  }

  private files(markdown: TreePage, pageFormats: readonly TreePage[], missing: readonly string[]): TreePage[] {
    const pages = this.settings.formats.includes('md') ? [markdown, ...pageFormats] : [...pageFormats];
    return missing.length ? pages.map((page) => withMissing(page, missing)) : pages;
  }

  /**
   * The addresses that earlier versions was at are among them: those that the page itself had before it moved, and
   * those that an import brought.
   */
  private missingIn({ text, path, earlier = [] }: EntryWithHistory): string[] {
    const left = new Set(earlier.flatMap(({ link }) => (link === linkTo(path) ? [] : [link])));
    if (this.settings.edition === '2018')
      for (const { link } of text.kept.changes ?? []) if (link !== linkTo(path)) left.add(link);
    return [...text.related.flatMap((item) => ('missing' in item ? [item.missing] : [])), ...left];
  }

  /** The same as the day's index, unless an import brought another text and the index still is what it was then. */
  private readmeText(order: DayOrder, index: string): string | undefined {
    const { readme } = order.kept;
    if (!readme) return this.settings.readmes ? index : undefined;
    return 'text' in readme && readme.of === sha256(index) ? readme.text : index;
  }
}

/** Those of left addresses whose readers are sent on. */
export function leavings(left: readonly FormerAddress[]): FormerPage[] {
  return left.flatMap(({ path, to }) => (to === null ? [] : [{ path, to }]));
}

/** A day's page as it is published; undefined where it lists nothing that is published. */
export function publishedDayPage(
  day: Day,
  order: DayOrder,
  entries: readonly PublishedEntry[],
  edition: Edition,
  lookup: PageLookup,
): DayPage | undefined {
  const page = dayPageOf(day, order, edition, listedIn(entries, lookup));
  const isImportedEmpty = order.entries.length === 0 && order.kept.edition !== undefined;
  return page.entries.length || isImportedEmpty ? page : undefined;
}

function listedIn(entries: readonly PublishedEntry[], lookup: PageLookup): (entry: EntryId) => ListedEvent | undefined {
  const listed = new Map(entries.map(({ entry, path, text }) => [entry, listedEventOf(text, path, lookup)]));
  return (entry) => listed.get(entry);
}

function missingEntries(order: DayOrder): string[] {
  return order.entries.flatMap((entry) => ('missing' in entry ? [entry.missing] : []));
}

function linksIn(readme: string, day: Day): string[] {
  const page = parseDayPage(readme, day);
  return page.ok ? page.value.entries.map((entry) => entry.link) : [];
}

function withMissing(page: TreePage, missing: readonly string[]): TreePage {
  return missing.length ? { ...page, missing } : page;
}
