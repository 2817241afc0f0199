import { sameValue } from './canonical.ts';

/** What three lists say about one item: undefined where a list does not hold it. */
type Slot<Item> = { base: Item | undefined; theirs: Item | undefined; mine: Item | undefined };

type Side = 'theirs' | 'mine';

/** In what two items of different lists are one. `added`: also where neither was in the base. */
export type ItemIdentity<Item> = { of: (item: Item) => string; added: boolean };

export type ListMerge<Item> = { items: Item[]; clashes: Slot<Item>[] };

/**
 * Merges two ordered sets that began from `base`: what either added is in, what either removed is out. A clash is an
 * item that both changed in different ways, or that one changed and the other removed; mine is there. The order is
 * theirs unless mine is another than the base's: where both moved items, mine wins, without a clash, since an order
 * loses nobody's words. `likenesses` go from the closest to the weakest.
 */
export function mergeLists<Item>(
  base: readonly Item[],
  theirs: readonly Item[],
  mine: readonly Item[],
  likenesses: readonly ItemIdentity<Item>[],
): ListMerge<Item> {
  const { slots, at } = slotsOf(base, { theirs, mine }, likenesses);
  const kept = slots.map(mergedItem);
  return {
    items: orderOf(slots, at).flatMap((slot) => kept[slot]?.item ?? []),
    clashes: slots.filter((_, slot) => kept[slot]?.isClash),
  };
}

/** What becomes of an item; absence is a value like any other. */
function mergedItem<Item>({ base, theirs, mine }: Slot<Item>): { item: Item | undefined; isClash: boolean } {
  if (sameValue(mine, base)) return { item: theirs, isClash: false };
  return { item: mine, isClash: !sameValue(theirs, base) && !sameValue(theirs, mine) };
}

type SlottedList<Item> = { slots: Slot<Item>[]; at: Record<Side, number[]> };

/**
 * Finds what belongs together: the slot of each item of both lists. The first slots are the items of the base, in its
 * order.
 */
function slotsOf<Item>(
  base: readonly Item[],
  lists: Record<Side, readonly Item[]>,
  likenesses: readonly ItemIdentity<Item>[],
): SlottedList<Item> {
  const slots = base.map((item): Slot<Item> => ({ base: item, theirs: undefined, mine: undefined }));
  const at: Record<Side, (number | undefined)[]> = {
    theirs: lists.theirs.map(() => undefined),
    mine: lists.mine.map(() => undefined),
  };
  const put = (side: Side, i: number, slot: number) => {
    at[side][i] = slot;
    const into = slots[slot];
    if (into) into[side] = lists[side][i];
  };
  const add = () => slots.push({ base: undefined, theirs: undefined, mine: undefined }) - 1;
  const free = (side: Side) => lists[side].flatMap((item, i) => (at[side][i] === undefined ? [{ item, i }] : []));
  for (const { of, added } of likenesses) {
    for (const side of ['theirs', 'mine'] as const) {
      for (const { item, i } of free(side)) {
        const slot = slots.findIndex(
          (known) => known.base !== undefined && known[side] === undefined && of(known.base) === of(item),
        );
        if (slot >= 0) put(side, i, slot);
      }
    }
    for (const { item, i } of added ? free('theirs') : []) {
      const other = free('mine').find((candidate) => of(candidate.item) === of(item));
      if (!other) continue;
      const slot = add();
      put('theirs', i, slot);
      put('mine', other.i, slot);
    }
  }
  for (const side of ['theirs', 'mine'] as const) for (const { i } of free(side)) put(side, i, add());
  return { slots, at: at as Record<Side, number[]> };
}

/** All slots in one row: one list leads, and what only the other holds follows whatever it follows there. */
function orderOf<Item>(slots: readonly Slot<Item>[], at: Record<Side, number[]>): number[] {
  const steady = at.mine.filter((slot) => slots[slot]?.base !== undefined && slots[slot]?.theirs !== undefined);
  const isMoved = steady.some((slot, i) => i > 0 && slot < (steady[i - 1] ?? slot));
  const row = [...(isMoved ? at.mine : at.theirs)];
  const other = isMoved ? at.theirs : at.mine;
  other.forEach((slot, i) => {
    if (!row.includes(slot)) row.splice(i === 0 ? 0 : row.indexOf(other[i - 1] ?? slot) + 1, 0, slot);
  });
  return row;
}
