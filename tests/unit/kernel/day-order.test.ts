import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EntryId } from '../../../lib/kernel/ids.ts';
import { asProposed, type DayOrder, placesOf, rearranged, withEntry } from '../../../lib/kernel/newsroom/day-order.ts';

const order = (count: number): DayOrder => ({
  entries: Array.from({ length: count }, (_, i) => ({ entry: (i + 1) as EntryId })),
  kept: { edition: '2017' },
});
const entriesOf = ({ entries }: DayOrder) => entries.map((entry) => ('entry' in entry ? entry.entry : 0));

test('a rearranged day has the very same entries', () => {
  const permutations = fc
    .integer({ min: 0, max: 30 })
    .chain((count) => fc.shuffledSubarray([...Array(count).keys()], { minLength: count }));
  fc.assert(
    fc.property(permutations, (positions) => {
      const before = order(positions.length);
      const after = rearranged(before, positions);
      expect(after && entriesOf(after)).toEqual(positions.map((position) => position + 1));
      expect(after?.kept).toEqual(before.kept);
    }),
  );
});

test.each([[[0, 1]], [[0, 1, 1]], [[0, 1, 3]], [[0, 1, -1]], [[0, 1, 2, 0]], [[0, 1, 0.5]]])(
  '%j loses or doubles an entry of three',
  (positions) => {
    expect(rearranged(order(3), positions)).toBeUndefined();
  },
);

test('an entry joins at the end, once', () => {
  const joined = withEntry(order(2), 9 as EntryId);
  expect(entriesOf(joined)).toEqual([1, 2, 9]);
  expect(withEntry(joined, 9 as EntryId)).toBe(joined);
});

test('an entry is called the same wherever it stands; one that is named twice has two names', () => {
  const entries: DayOrder['entries'] = [
    { entry: 3 as EntryId },
    { missing: '/a.md', title: 'A', body: '', kicker: null },
    { entry: 3 as EntryId },
    { entry: 4 as EntryId },
  ];
  expect(placesOf({ entries, kept: {} })).toEqual(['entry 3', 'page /a.md', 'entry 3 2', 'entry 4']);
});

test('a proposed order keeps what is there, and what came since stands behind it as it stood', () => {
  const places = fc.uniqueArray(fc.integer({ min: 1, max: 30 }).map((id) => `entry ${id}`));
  fc.assert(
    fc.property(places, places, (now, proposed) => {
      const next = asProposed(now, proposed);
      expect([...next].sort()).toEqual([...now].sort());
      const named = proposed.filter((place) => now.includes(place));
      expect(next.slice(0, named.length)).toEqual(named);
      expect(next.slice(named.length)).toEqual(now.filter((place) => !proposed.includes(place)));
    }),
  );
});
