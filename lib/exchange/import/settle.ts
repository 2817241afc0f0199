import { setImmediate } from 'node:timers/promises';
import type { EventId } from '../../kernel/ids.ts';
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
import { type ReadEvent, readEvent } from './read-event.ts';
import { type ArchiveBefore, Ever } from './reading/archive-before.ts';
import { type Base, pageLike, type Said } from './reading/page-merge.ts';
import { rememberedHash } from './reading/remembered-hash.ts';
import type { ImportTally } from './report.ts';
import { settleOrder } from './settle-order.ts';
import type { SettledDay, SettledEvent, Settling } from './settled.ts';
import type { StagedDay, StagedEvent } from './staged.ts';
import { judged } from './verdict.ts';

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
  const read = new Map(staged.map((event) => [event, readEvent({ names, before, tally }, event)]));
  await settler.learnEver([...read.values()]);
  const settled: SettledDay[] = [];
  for (const day of days) {
    settled.push(settler.settleDay(day, (event) => read.get(event) as ReadEvent));
    // What is being written meanwhile goes on between two days.
    await setImmediate();
  }
  return settled;
}

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

  /** Reads what was ever published of the events whose pages are not what readers see now. */
  async learnEver(read: readonly ReadEvent[]): Promise<void> {
    const others = read.filter(({ named, base, merged }) => named.known && merged !== base?.text);
    if (others.length) this.ever = await this.before.ever(others.map(({ named }) => named.event));
  }

  settleDay(staged: StagedDay, readOf: (event: StagedEvent) => ReadEvent): SettledDay {
    const events = staged.events.map((event) => this.settleEvent(readOf(event)));
    if (!staged.index) return { day: staged.day, events, hash: staged.hash };
    const { names, before, tally, lookup } = this;
    const { order, exact } = settleOrder({ names, before, tally, lookup }, staged.day, staged.index, events);
    return { day: staged.day, events, hash: rememberedHash(staged.hash, exact), order };
  }

  private settleEvent(read: ReadEvent): SettledEvent {
    const { staged, named, said, before, base, ambiguous } = read;
    const { file, path } = staged;
    const { verdict, text } = judged(read, { ever: this.ever, lookup: this.lookup });
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
}

function unsaidOf({ text }: Base, { page, contexts, text: told }: Said): SettledEvent['unsaid'] {
  return {
    contexts: contexts ? 0 : text.contexts.filter((id) => !told.contexts.includes(id)).length,
    related: Math.max(0, text.related.length - page.related.length),
  };
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
