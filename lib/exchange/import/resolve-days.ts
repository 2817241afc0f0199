import { setImmediate } from 'node:timers/promises';
import type { EntryId } from '../../kernel/ids.ts';
import type { DayEntry } from '../../kernel/newsroom/day-order.ts';
import { keep } from '../../kernel/revision/kept.ts';
import type { RevisionText } from '../../kernel/revision/text.ts';
import type { Lookup } from '../../layout/compose.ts';
import { defaultEntry, listedEventOf } from '../../layout/compose-day.ts';
import { contextLine } from '../../layout/context-line.ts';
import { renderEventPage } from '../../layout/event-page.ts';
import { linkTo } from '../../layout/paths.ts';
import { titleOf } from '../../layout/title.ts';
import { contentHash } from '../../platform/content-hash.ts';
import type { Names } from './names.ts';
import { type ReadEntry, readEntry } from './read-entry.ts';
import { type ArchiveBefore, Ever } from './reading/archive-before.ts';
import { type Base, pageLike, type ReadPage } from './reading/page-merge.ts';
import { rememberedHash } from './reading/remembered-hash.ts';
import type { ImportTally } from './report.ts';
import { resolveOrder } from './resolve-order.ts';
import type { ResolveContext, ResolvedDay, ResolvedEntry } from './resolved.ts';
import type { StagedDay, StagedEntry } from './staged.ts';
import { judged } from './verdict.ts';

/**
 * Resolves days: which entries, contexts and targets their pages mean. Counts each day's page as exact or normalised by
 * writing it again.
 */
export async function resolveDays(
  { client, names, before, tally }: ResolveContext,
  days: readonly StagedDay[],
): Promise<ResolvedDay[]> {
  await names.learn(client, days);
  const staged = days.flatMap((day) => day.entries);
  const known = staged
    .flatMap((entry) => names.at(linkTo(entry.path)) ?? [])
    .flatMap((named) => (named.known ? [named.entry] : []));
  const editions = new Set(staged.map((entry) => entry.page.edition));
  await before.learn({ entries: known, days: days.flatMap((day) => (day.index ? [day.day] : [])), editions });
  const resolver = new DayResolver(names, before, tally);
  const read = new Map(staged.map((entry) => [entry, readEntry({ names, before, tally }, entry)]));
  await resolver.learnEver([...read.values()]);
  const resolved: ResolvedDay[] = [];
  for (const day of days) {
    resolved.push(resolver.resolveDay(day, (entry) => read.get(entry) as ReadEntry));
    // What is being written meanwhile goes on between two days.
    await setImmediate();
  }
  return resolved;
}

class DayResolver {
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

  /** Reads what was ever published of the entries whose pages are not what readers see now. */
  async learnEver(read: readonly ReadEntry[]): Promise<void> {
    const others = read.filter(({ named, base, merged }) => named.known && merged !== base?.text);
    if (others.length) this.ever = await this.before.ever(others.map(({ named }) => named.entry));
  }

  resolveDay(staged: StagedDay, readOf: (entry: StagedEntry) => ReadEntry): ResolvedDay {
    const entries = staged.entries.map((entry) => this.resolveEntry(readOf(entry)));
    if (!staged.index) return { day: staged.day, entries, hash: staged.hash };
    const { names, before, tally, lookup } = this;
    const { order, exact } = resolveOrder({ names, before, tally, lookup }, staged.day, staged.index, entries);
    return { day: staged.day, entries, hash: rememberedHash(staged.hash, exact), order };
  }

  private resolveEntry(read: ReadEntry): ResolvedEntry {
    const { staged, named, said, before, base, ambiguous } = read;
    const { file, path } = staged;
    const { verdict, text } = judged(read, { ever: this.ever, lookup: this.lookup });
    const isNews = verdict === 'new' || verdict === 'changed';
    const written = file && isNews ? renderEventPage(pageLike(said, text, this.lookup)) : (file?.text ?? '');
    const importedHash = rememberedHash(staged.hash, !file || (written === file.text && !file.altered));
    const elsewhere = staged.facts && { first: staged.facts.published, last: staged.facts.updated };
    return {
      imported: {
        entry: named.entry,
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
      ever: this.ever.of(named.entry).map((one) => listedEventOf(one.text, path, this.ever)),
      unsaid: base ? unsaidOf(base, said) : { contexts: 0, related: 0 },
      file,
      written,
      entry: entryOf(staged, named.entry, text, this.names, this.lookup),
      beside: staged.facts ? 'read' : staged.unread,
      ambiguous: ambiguous.map((list) => ({ list, read: this.names.book.namesIn(staged.listings).names })),
    };
  }
}

function unsaidOf({ text }: Base, { page, contexts, text: told }: ReadPage): ResolvedEntry['unsaid'] {
  return {
    contexts: contexts ? 0 : text.contexts.filter((id) => !told.contexts.includes(id)).length,
    related: Math.max(0, text.related.length - page.related.length),
  };
}

/** A line of entries may name one context in two spellings; the day's page goes on naming both. */
function entryOf(staged: StagedEntry, entry: EntryId, text: RevisionText, { book }: Names, lookup: Lookup): DayEntry {
  const [listing] = staged.listings;
  if (!listing || 'list' in listing || text.summary) return { entry };
  const body = keep(
    defaultEntry(listedEventOf(text, staged.path, lookup), '2017').body ?? '',
    contextLine([...new Set(listing.names.map((name) => book.nameNow(name)))]),
  );
  return body ? { entry, body } : { entry };
}
