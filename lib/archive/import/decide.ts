import type { Day } from '../../domain/day.ts';
import type { DayEntry, DayOrder } from '../../domain/day-order.ts';
import type { EventId } from '../../domain/ids.ts';
import type { ImportedBefore } from '../../store/import-staging.ts';
import type { KnownDay, KnownEvent } from '../../store/import-writing.ts';
import { rememberedDay, withoutMarks } from './remembered-hash.ts';
import type { SettledDay, SettledEvent } from './settle.ts';
import type { RawDay } from './staged.ts';

/** What an import does with an event. */
export type Decision =
  | { kind: 'create' }
  | { kind: 'unchanged' }
  | { kind: 'remember' }
  | { kind: 'publish-draft' }
  | { kind: 'publish' }
  | { kind: 'propose' }
  | { kind: 'blocked'; reason: string };

/**
 * Whether a day says, byte for byte, what it said to the last import, so that there is nothing to read in it. Pages that were
 * not exact are read again, to be reported again.
 */
export function isSettled(raw: RawDay, events: ReadonlyMap<string, ImportedBefore>, days: ReadonlyMap<Day, string>, publish: boolean): boolean {
  const day = days.get(raw.day);
  if (day !== rememberedDay(raw.hash, true) && (publish || day !== rememberedDay(raw.hash, false))) return false;
  return raw.events.every(({ path, hash }) => {
    const before = events.get(path);
    return before?.hash === hash && before.isSettled;
  });
}

/**
 * Decides one event. What the last import of its page said decides whether the tree changed; what stands in
 * the archive decides where a change goes. Work that somebody began here is never written over.
 */
export function decideEvent({ imported }: SettledEvent, known: KnownEvent | undefined, publish: boolean): Decision {
  if (!known) return { kind: 'create' };
  if (known.path !== imported.path) return { kind: 'blocked', reason: `This page moved to ${known.path} here, so it is not taken in as another one. Change it there.` };
  const { proposal } = known;
  const isSame = withoutMarks(known.importedHash) === withoutMarks(imported.importedHash);
  if (isSame && (known.publishedRevision !== null || known.withdrawn || !publish)) return { kind: 'unchanged' };
  if (known.withdrawn) return { kind: 'blocked', reason: 'This entry was withdrawn here, and an import does not bring it back. Publish it again first, or leave its page out.' };
  if (isSame && proposal) return proposal.untouched ? { kind: 'publish-draft' } : blocked(proposal.opener);
  if (known.publishedHash === imported.hash) return { kind: 'remember' };
  if (proposal) return blocked(proposal.opener);
  return publish ? { kind: 'publish' } : { kind: 'propose' };
}

function blocked(opener: string): Decision {
  return { kind: 'blocked', reason: `${opener} has an open proposal on this entry. Approve or discard it, then import again.` };
}

/** A day without the events whose pages moved to another one: it neither lists them nor takes them in. */
export function withoutMoved(settled: SettledDay, known: ReadonlyMap<number, KnownEvent>): SettledDay {
  const moved = new Set(settled.events.flatMap(({ imported: { event, path } }) => ((known.get(event)?.path ?? path) === path ? [] : [event])));
  if (!moved.size) return settled;
  const events = settled.events.filter(({ imported }) => !moved.has(imported.event));
  const order = settled.order && { ...settled.order, entries: settled.order.entries.filter((entry) => !('event' in entry) || !moved.has(entry.event)) };
  return { day: settled.day, events, hash: settled.hash, ...(order ? { order } : {}) };
}

/**
 * The order that a day gets, or undefined where it keeps its own. A tree's page decides where it changed since the last
 * import; entries that the archive has and the tree does not name stay, at the end. Without publishing, only
 * the place of events is taken over: what a page says of its own is content and waits for an approval.
 */
export function decideDay(settled: SettledDay, known: KnownDay | undefined, publish: boolean): DayOrder | undefined {
  const page = settled.order && (publish ? settled.order : placesOnly(settled.order));
  const own = known?.order ?? { entries: [], kept: {} };
  if (!page) return appended(own, settled.events);
  if (known && withoutMarks(known.importedHash) === withoutMarks(rememberedDay(settled.hash, publish))) return undefined;
  if (known && !publish) return undefined;
  return { entries: [...page.entries, ...own.entries.filter((entry) => 'event' in entry && !names(page.entries, entry.event))], kept: page.kept };
}

function placesOnly(order: DayOrder): DayOrder {
  return { entries: order.entries.flatMap((entry) => ('event' in entry ? [{ event: entry.event }] : [])), kept: {} };
}

function appended(own: DayOrder, events: readonly SettledEvent[]): DayOrder | undefined {
  const added = events.filter(({ imported }) => !names(own.entries, imported.event));
  return added.length ? { ...own, entries: [...own.entries, ...added.map(({ entry }) => entry)] } : undefined;
}

function names(entries: readonly DayEntry[], event: EventId): boolean {
  return entries.some((entry) => 'event' in entry && entry.event === event);
}
