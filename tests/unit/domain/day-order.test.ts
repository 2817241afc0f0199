import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DayOrder, rearranged, withEvent } from '../../../lib/domain/day-order.ts';
import type { EventId } from '../../../lib/domain/ids.ts';

const order = (count: number): DayOrder => ({ entries: Array.from({ length: count }, (_, i) => ({ event: (i + 1) as EventId })), kept: { edition: '2017' } });
const eventsOf = ({ entries }: DayOrder) => entries.map((entry) => ('event' in entry ? entry.event : 0));

test('a rearranged day has the very same entries', () => {
  const permutations = fc.integer({ min: 0, max: 30 }).chain((count) => fc.shuffledSubarray([...Array(count).keys()], { minLength: count }));
  fc.assert(
    fc.property(permutations, (positions) => {
      const before = order(positions.length);
      const after = rearranged(before, positions);
      expect(after && eventsOf(after)).toEqual(positions.map((position) => position + 1));
      expect(after?.kept).toEqual(before.kept);
    }),
  );
});

test.each([[[0, 1]], [[0, 1, 1]], [[0, 1, 3]], [[0, 1, -1]], [[0, 1, 2, 0]], [[0, 1, 0.5]]])('%j loses or doubles an entry of three', (positions) => {
  expect(rearranged(order(3), positions)).toBeUndefined();
});

test('an event joins at the end, once', () => {
  const joined = withEvent(order(2), 9 as EventId);
  expect(eventsOf(joined)).toEqual([1, 2, 9]);
  expect(withEvent(joined, 9 as EventId)).toBe(joined);
});
