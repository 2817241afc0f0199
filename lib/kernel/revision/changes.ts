import type { ContextId } from '../ids.ts';
import { fieldText, type Related, type RevisionText, type Source } from './text.ts';

type TextField = 'headline' | 'topic' | 'summary' | 'day' | 'slug';

/** What became of one item of a list. `before` is what a changed item said. */
export type ItemChange<Item> =
  | { kind: 'same' | 'added' | 'removed' | 'moved'; item: Item }
  | { kind: 'changed'; item: Item; before: Item; moved: boolean };

/** What became of one field between two texts: a text as a whole, or a list item by item. */
export type FieldChange =
  | { field: TextField; before: string; after: string }
  | { field: 'sources'; items: ItemChange<Source>[] }
  | { field: 'contexts'; items: ItemChange<ContextId>[] }
  | { field: 'related'; items: ItemChange<Related>[] };

const TEXT_FIELDS: readonly TextField[] = ['headline', 'topic', 'summary', 'day', 'slug'];

/**
 * The fields in which `next` differs from `base`, in the order of a reader's interest; without a
 * base, every field that says something. A source is the same one while its address or its name is.
 */
export function changesBetween(base: RevisionText | undefined, next: RevisionText): FieldChange[] {
  const changes: FieldChange[] = TEXT_FIELDS.map((field) => ({
    field,
    before: base ? fieldText(base, field) : '',
    after: fieldText(next, field),
  }));
  changes.push(
    { field: 'sources', items: itemChanges(base?.sources ?? [], next.sources, SOURCE_LIKENESS) },
    { field: 'contexts', items: itemChanges(base?.contexts ?? [], next.contexts, [String]) },
    { field: 'related', items: itemChanges(base?.related ?? [], next.related, [relatedKey]) },
  );
  return changes.filter(says);
}

function says(change: FieldChange): boolean {
  return 'items' in change ? change.items.some((item) => item.kind !== 'same') : change.before !== change.after;
}

/** From the closest likeness to the weakest: the whole source, its address, its name. */
const SOURCE_LIKENESS = [
  (s: Source) => JSON.stringify([s.name, s.url, s.cover ?? false]),
  (s: Source) => s.url,
  (s: Source) => s.name,
];

/** In what two related entries are one. */
export function relatedKey(item: Related): string {
  return 'entry' in item ? `entry ${item.entry}` : `missing ${item.missing}`;
}

/**
 * The items of both lists in one: those of `after` in their order, each removed one behind the item
 * that it followed. Items pair by the first of `likenesses` in which they agree; those that agree in
 * a weaker one only have changed. A pair has moved unless it belongs to the longest run that kept its order.
 */
export function itemChanges<Item>(
  before: readonly Item[],
  after: readonly Item[],
  likenesses: readonly ((item: Item) => string)[],
): ItemChange<Item>[] {
  const pairs = pairUp(before, after, likenesses);
  const steady = longestRise(after.flatMap((_, at) => pairs.get(at)?.from ?? []));
  const shown = after.map((item, at): ItemChange<Item> => {
    const pair = pairs.get(at);
    if (!pair) return { kind: 'added', item };
    const moved = !steady.has(pair.from);
    if (pair.changed) return { kind: 'changed', item, before: before[pair.from] as Item, moved };
    return { kind: moved ? 'moved' : 'same', item };
  });
  return withRemoved(before, shown, new Map([...pairs].map(([at, pair]) => [pair.from, at])));
}

type ItemPair = { from: number; changed: boolean };

/** For each index of `after` the index of `before` that it continues. */
function pairUp<Item>(
  before: readonly Item[],
  after: readonly Item[],
  likenesses: readonly ((item: Item) => string)[],
): Map<number, ItemPair> {
  const pairs = new Map<number, ItemPair>();
  const taken = new Set<number>();
  likenesses.forEach((likeness, round) => {
    after.forEach((item, at) => {
      if (pairs.has(at)) return;
      const from = before.findIndex((old, i) => !taken.has(i) && likeness(old) === likeness(item));
      if (from < 0) return;
      taken.add(from);
      pairs.set(at, { from, changed: round > 0 });
    });
  });
  return pairs;
}

function withRemoved<Item>(
  before: readonly Item[],
  shown: ItemChange<Item>[],
  now: ReadonlyMap<number, number>,
): ItemChange<Item>[] {
  const behind = new Map<number, ItemChange<Item>[]>();
  let place = -1;
  before.forEach((item, from) => {
    const at = now.get(from);
    if (at !== undefined) place = at;
    else behind.set(place, [...(behind.get(place) ?? []), { kind: 'removed', item }]);
  });
  return [...(behind.get(-1) ?? []), ...shown.flatMap((change, at) => [change, ...(behind.get(at) ?? [])])];
}

/** The members of one longest rising subsequence of distinct numbers. */
function longestRise(numbers: readonly number[]): Set<number> {
  const best: { length: number; previous: number }[] = [];
  let last = -1;
  numbers.forEach((n, i) => {
    let found = { length: 1, previous: -1 };
    for (let j = 0; j < i; j += 1) {
      const candidate = best[j];
      if (candidate && (numbers[j] ?? n) < n && candidate.length + 1 > found.length)
        found = { length: candidate.length + 1, previous: j };
    }
    best.push(found);
    if (last < 0 || found.length > (best[last]?.length ?? 0)) last = i;
  });
  const members = new Set<number>();
  for (let i = last; i >= 0; i = best[i]?.previous ?? -1) {
    const n = numbers[i];
    if (n !== undefined) members.add(n);
  }
  return members;
}
