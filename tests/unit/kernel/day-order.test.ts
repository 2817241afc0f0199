import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EventId } from '../../../lib/kernel/ids.ts';
import { asProposed, type DayOrder, placesOf, rearranged, withEvent } from '../../../lib/kernel/newsroom/day-order.ts';

const order = (count: number): DayOrder => ({
  entries: Array.from({ length: count }, (_, i) => ({ event: (i + 1) as EventId })),
  kept: { edition: '2017' },
});
const eventsOf = ({ entries }: DayOrder) => entries.map((entry) => ('event' in entry ? entry.event : 0));

test('a rearranged day has the very same entries', () => {
  const permutations = fc
    .integer({ min: 0, max: 30 })
    .chain((count) => fc.shuffledSubarray([...Array(count).keys()], { minLength: count }));
  fc.assert(
    fc.property(permutations, (positions) => {
      const before = order(positions.length);
      const after = rearranged(before, positions);
      expect(after && eventsOf(after)).toEqual(positions.map((position) => position + 1));
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

test('an event joins at the end, once', () => {
  const joined = withEvent(order(2), 9 as EventId);
  expect(eventsOf(joined)).toEqual([1, 2, 9]);
  expect(withEvent(joined, 9 as EventId)).toBe(joined);
});

test('an entry is called the same wherever it stands; one that is named twice has two names', () => {
  const entries: DayOrder['entries'] = [
    { event: 3 as EventId },
    { missing: '/a.md', title: 'A', body: '', kicker: null },
    { event: 3 as EventId },
    { event: 4 as EventId },
  ];
  expect(placesOf({ entries, kept: {} })).toEqual(['event 3', 'page /a.md', 'event 3 2', 'event 4']);
});

test('a proposed order keeps what is there, and what came since stands behind it as it stood', () => {
  const places = fc.uniqueArray(fc.integer({ min: 1, max: 30 }).map((id) => `event ${id}`));
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
