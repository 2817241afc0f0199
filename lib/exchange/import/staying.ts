/** An item of a list as it is now; `from` is the index that it had before. */
export type PlacedItem<Item> = { item: Item; from?: number | undefined };

/**
 * A list as it is now, and those items of before that stay although it does not name them: each behind the item that it
 * followed, as far as that is there.
 */
export function withStaying<Item>(
  before: readonly Item[],
  stays: (at: number) => boolean,
  now: readonly PlacedItem<Item>[],
): Item[] {
  const list: PlacedItem<Item>[] = [...now];
  before.forEach((item, at) => {
    if (!stays(at)) return;
    let behind = -1;
    let nearest = -1;
    list.forEach(({ from }, i) => {
      if (from !== undefined && from < at && from > nearest) [nearest, behind] = [from, i];
    });
    list.splice(behind + 1, 0, { item, from: at });
  });
  return list.map(({ item }) => item);
}
