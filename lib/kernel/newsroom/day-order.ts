import type { EntryId } from '../ids.ts';
import type { KeptText } from '../revision/kept.ts';

/**
 * One entry of a day's page: an entry of the archive, or a page that an imported day names but the archive does not
 * hold.
 */
export type DayEntry =
  | { entry: EntryId; title?: KeptText; body?: KeptText; kicker?: KeptText }
  | { missing: string; title: string; body: string; kicker: string | null };

/** What an imported day page said beyond its entries. */
export type KeptDay = {
  edition?: '2017' | '2018';
  /**
   * The day's README.md: a other format of the index page, or another text that is while the index is as it was (its
   * SHA-256).
   */
  readme?: { twin: true } | { of: string; text: string };
};

/** A day's page: its entries in an editor's order, which is data and not a sort. */
export type DayOrder = { entries: DayEntry[]; kept: KeptDay };

/**
 * The order with an entry added at its end, with what another day's page said of it where it comes from one; the same
 * order where it is listed already.
 */
export function withEntry(order: DayOrder, entry: EntryId, from?: DayOrder): DayOrder {
  const own = (line: DayEntry) => 'entry' in line && line.entry === entry;
  if (order.entries.some(own)) return order;
  return { ...order, entries: [...order.entries, from?.entries.find(own) ?? { entry }] };
}

/** The order without an entry; undefined where it does not list it. */
export function withoutEntry(order: DayOrder, entry: EntryId): DayOrder | undefined {
  const entries = order.entries.filter((line) => !('entry' in line) || line.entry !== entry);
  return entries.length === order.entries.length ? undefined : { ...order, entries };
}

/** What a day's order calls each of its entries, first to last. A name stays the same wherever the entry is moved. */
export function placesOf({ entries }: DayOrder): string[] {
  const seen = new Map<string, number>();
  return entries.map((entry) => {
    const name = 'missing' in entry ? `page ${entry.missing}` : `entry ${entry.entry}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count > 1 ? `${name} ${count}` : name;
  });
}

/**
 * The places of now in an order that was proposed: what has come since is behind it, as it was; what is gone is
 * left out.
 */
export function asProposed(now: readonly string[], proposed: readonly string[]): string[] {
  const [there, named] = [new Set(now), new Set(proposed)];
  return [...proposed.filter((place) => there.has(place)), ...now.filter((place) => !named.has(place))];
}

/**
 * The order rearranged: `positions` names every present entry once, by its index now.
 * Undefined where it does not: an entry can neither be lost nor doubled by a reorder.
 */
export function rearranged(order: DayOrder, positions: readonly number[]): DayOrder | undefined {
  const seen = new Set(positions);
  if (positions.length !== order.entries.length || seen.size !== positions.length) return undefined;
  const entries: DayEntry[] = [];
  for (const position of positions) {
    const entry = order.entries[position];
    if (!entry) return undefined;
    entries.push(entry);
  }
  return { ...order, entries };
}
