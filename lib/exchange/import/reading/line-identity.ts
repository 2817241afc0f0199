import type { EntryLine } from '../../../editorial/entries/contract/entry-line.ts';
import { headlineSlug } from '../../../editorial/entries/store/headline-slug.ts';
import type { Day } from '../../../kernel/day.ts';
import { fold } from '../../../kernel/folding.ts';
import type { EntryId } from '../../../kernel/ids.ts';
import { freeSlug } from '../../../kernel/slug.ts';
import { normalAddress } from '../../../kernel/text/normal-address.ts';
import { dayFolder, slugIn } from '../../../layout/paths.ts';
import { titleOf } from '../../../layout/title.ts';
import type { Queryable } from '../../../platform/database/kysely.ts';
import { type EntryOnDay, type EntryRow, entriesOn, whatEntriesSay } from '../store/lines-staging.ts';
import { withoutMarks } from './remembered-hash.ts';

/** A line of entries with the hashes under which an import remembers it: the one of today first. */
export type HashedLine = { number: number; line: EntryLine; hashes: readonly [string, ...string[]] };

/** A day's lines, none twice. */
export type DayLines = { day: Day; lines: readonly HashedLine[] };

/** An entry that lines of a day can mean. */
type Entry = EntryOnDay & { slug: string; says?: EntryRow | undefined };

/**
 * The slug of each line of some days, by the line's number. A line means the entry that the archive took from it
 * before; else one of its headline and day with which it has a source in common; else, where nothing speaks against it,
 * the only one. Whatever is left is a new entry. So it is never the order of lines in a file that says which entry a
 * line means.
 */
export async function slugsOf(db: Queryable | undefined, days: readonly DayLines[]): Promise<Map<number, string>> {
  const found = db
    ? await entriesOn(
        db,
        days.map(({ day }) => day),
      )
    : [];
  const byFolder = new Map<string, Entry[]>();
  for (const entry of found) {
    const folder = entry.path.slice(0, entry.path.lastIndexOf('/'));
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), { ...entry, slug: slugIn(entry.path) }]);
  }
  const sought = days.map(({ day, lines }) => new DaySearch(lines, byFolder.get(dayFolder(day)) ?? []));
  const open = sought.flatMap((day) => day.candidates());
  const says = db && open.length ? await whatEntriesSay(db, [...new Set(open)]) : new Map<EntryId, EntryRow>();
  return new Map(sought.flatMap((day) => [...day.slugs(says)]));
}

/** How well an entry fits a line that means one of its headline, the best first. */
const FITS: readonly ((line: EntryLine, says: EntryRow) => boolean)[] = [
  (line, says) => shareSource(line, says) && hasSameContexts(line, says),
  shareSource,
  (line, says) => !isApart(line, says) && hasSameContexts(line, says),
];

/** Finds the entries of one day's lines. */
class DaySearch {
  private readonly entries: readonly Entry[];
  private readonly taken = new Map<number, Entry>();
  private readonly open: readonly (HashedLine & { slug: string })[];

  constructor(lines: readonly HashedLine[], entries: readonly Entry[]) {
    this.entries = entries;
    const byHash = new Map(
      entries.flatMap((entry) => (entry.hash === null ? [] : [[withoutMarks(entry.hash) ?? '', entry] as const])),
    );
    for (const { number, hashes } of lines) {
      const entry = hashes.map((hash) => byHash.get(hash)).find((one) => one !== undefined);
      if (entry && !this.isTaken(entry)) this.taken.set(number, entry);
    }
    this.open = lines
      .filter(({ number }) => !this.taken.has(number))
      .map((line) => ({ ...line, slug: headlineSlug(line.line.headline) }));
  }

  /** The entries of which more has to be known. */
  candidates(): EntryId[] {
    return this.open.length ? this.entries.filter((entry) => !this.isTaken(entry)).map(({ entry }) => entry) : [];
  }

  slugs(says: ReadonlyMap<EntryId, EntryRow>): Map<number, string> {
    for (const fits of FITS) this.pair(says, fits);
    this.pairLast(says);
    const slugs = new Map([...this.taken].map(([number, entry]) => [number, entry.slug]));
    const used = new Set([...this.entries.map((entry) => entry.slug.toLowerCase()), ...slugs.values()]);
    for (const { number, slug } of this.open) {
      if (slugs.has(number)) continue;
      const free = freeSlug(slug, (candidate) => used.has(candidate));
      used.add(free);
      slugs.set(number, free);
    }
    return slugs;
  }

  private pair(says: ReadonlyMap<EntryId, EntryRow>, fits: (line: EntryLine, says: EntryRow) => boolean): void {
    for (const line of this.left()) {
      const entry = this.alike(line, says).find(({ entry }) => {
        const said = says.get(entry);
        return said !== undefined && fits(line.line, said);
      });
      if (entry) this.taken.set(line.number, entry);
    }
  }

  /** The only line of a headline means the only entry of it, unless their sources tell them apart. */
  private pairLast(says: ReadonlyMap<EntryId, EntryRow>): void {
    const left = this.left();
    for (const line of left) {
      const [entry, ...others] = this.alike(line, says);
      const isOnly = entry && others.length === 0 && left.filter((other) => other.slug === line.slug).length === 1;
      const said = isOnly ? says.get(entry.entry) : undefined;
      if (isOnly && said && !isApart(line.line, said)) this.taken.set(line.number, entry);
    }
  }

  private left(): (HashedLine & { slug: string })[] {
    return this.open.filter(({ number }) => !this.taken.has(number));
  }

  private alike({ line, slug }: HashedLine & { slug: string }, says: ReadonlyMap<EntryId, EntryRow>): Entry[] {
    return this.entries.filter((entry) => {
      const known = says.get(entry.entry);
      return (
        known !== undefined && !this.isTaken(entry) && (isOfSlug(entry.slug, slug) || hasHeadline(known, line.headline))
      );
    });
  }

  private isTaken(entry: Entry): boolean {
    for (const one of this.taken.values()) if (one.entry === entry.entry) return true;
    return false;
  }
}

function isOfSlug(slug: string, base: string): boolean {
  return slug === base || (slug.startsWith(`${base}-`) && /^\d+$/.test(slug.slice(base.length + 1)));
}

function hasHeadline({ topic, headline }: EntryRow, asked: string): boolean {
  const wanted = fold(asked);
  return fold(headline) === wanted || fold(titleOf(topic, headline)) === wanted;
}

function shareSource(line: EntryLine, says: EntryRow): boolean {
  const known = new Set(says.urls.map((url) => normalAddress(url) ?? url));
  return line.sources.some(({ url }) => known.has(normalAddress(url) ?? url));
}

/** Both have sources, and none in common. */
function isApart(line: EntryLine, says: EntryRow): boolean {
  return line.sources.length > 0 && says.urls.length > 0 && !shareSource(line, says);
}

function hasSameContexts(line: EntryLine, says: EntryRow): boolean {
  const [one, other] = [new Set(line.contexts.map(fold)), new Set(says.contexts.map(fold))];
  return one.size === other.size && [...one].every((name) => other.has(name));
}
