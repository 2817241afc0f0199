import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stepOf } from '../../../components/calendar/year-keys.ts';
import { type Day, dayOf, daysBetween } from '../../../lib/kernel/day.ts';

test.each([
  ['2013-01-19', 'ArrowRight', '2013-01-20'],
  ['2013-01-31', 'ArrowRight', '2013-02-01'],
  ['2013-01-31', 'ArrowDown', '2013-02-07'],
  ['2013-03-01', 'ArrowUp', '2013-02-22'],
  ['2013-01-19', 'Home', '2013-01-14'],
  ['2013-01-19', 'End', '2013-01-20'],
  ['2013-03-31', 'PageUp', '2013-02-28'],
  ['2012-01-31', 'PageDown', '2012-02-29'],
  ['2013-01-01', 'ArrowLeft', undefined],
  ['2013-12-31', 'ArrowDown', undefined],
  ['2013-12-05', 'PageDown', undefined],
  ['0001-01-01', 'ArrowUp', undefined],
  ['9999-12-31', 'ArrowRight', undefined],
  ['2013-01-19', 'x', undefined],
])('from %s, %s leads to %s', (from, key, to) => {
  expect(stepOf(from as Day, key)).toBe(to);
});

test('a step back undoes a step', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 28 }),
      fc.constantFrom(['ArrowLeft', 'ArrowRight', 1], ['ArrowUp', 'ArrowDown', 7]),
      (month, date, [back, forth, by]) => {
        const day = dayOf(2016, month, date) as Day;
        const next = stepOf(day, forth as string);
        if (!next) return;
        expect(stepOf(next, back as string)).toBe(day);
        expect(daysBetween(day, next)).toBe(by);
      },
    ),
  );
});
