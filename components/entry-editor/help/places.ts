/**
 * Puts new proposals into places. Those that stay keep theirs, the others are given to what is new, likeliest first:
 * whoever is about to take the third one takes what they read there.
 */
export function placed<Item>(
  before: readonly (Item | undefined)[],
  found: readonly Item[],
  idOf: (item: Item) => number,
  count: number,
): (Item | undefined)[] {
  const fresh = new Map(found.slice(0, count).map((item) => [idOf(item), item]));
  const places = Array.from({ length: count }, (_, at) => {
    const old = before[at];
    const kept = old && fresh.get(idOf(old));
    if (kept) fresh.delete(idOf(kept));
    return kept;
  });
  const waiting = fresh.values();
  return places.map((kept) => kept ?? waiting.next().value);
}

/** The place to go on to from one that was emptied: the next that is filled, else the one before. */
export function nearestFilled(filled: readonly boolean[], from: number): number | undefined {
  const after = filled.findIndex((is, at) => is && at > from);
  const before = filled.findLastIndex((is, at) => is && at < from);
  return after >= 0 ? after : before >= 0 ? before : undefined;
}
