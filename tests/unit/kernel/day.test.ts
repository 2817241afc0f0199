import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Day,
  dayOf,
  daysInMonth,
  nextDay,
  parseDay,
  partsOf,
  previousDay,
  weekdayOf,
} from '../../../lib/kernel/day.ts';

/**
 * Days of the years 1600 to 2400, by JavaScript's own calendar in UTC: an oracle that the domain itself must not use.
 */
const days = fc
  .integer({ min: Date.UTC(1600, 0, 1) / 86_400_000, max: Date.UTC(2400, 0, 1) / 86_400_000 })
  .map((n) => new Date(n * 86_400_000));
const iso = (date: Date) => date.toISOString().slice(0, 10) as Day;
const shifted = (date: Date, by: number) => iso(new Date(date.getTime() + by * 86_400_000));

test('the day before and after are those of the calendar', () => {
  fc.assert(
    fc.property(days, (date) => {
      expect(nextDay(iso(date))).toBe(shifted(date, 1));
      expect(previousDay(iso(date))).toBe(shifted(date, -1));
    }),
  );
});

test('the weekday is that of the calendar, Monday first', () => {
  fc.assert(
    fc.property(days, (date) => {
      expect(weekdayOf(iso(date))).toBe((date.getUTCDay() + 6) % 7);
    }),
  );
});

test('parts and day are the same day', () => {
  fc.assert(
    fc.property(days, (date) => {
      const { year, month, day } = partsOf(iso(date));
      expect(dayOf(year, month, day)).toBe(iso(date));
    }),
  );
});

test.each([
  '2013-02-30',
  '2013-02-29',
  '1900-02-29',
  '2013-13-01',
  '2013-00-10',
  '0000-01-01',
  '2013-1-19',
  '2013-01-19 ',
  'abc',
  '',
  '２０１３-01-19',
])('%j is no day', (text) => {
  expect(parseDay(text)).toBeUndefined();
});

test.each(['2012-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])('%s is a day', (text) => {
  expect(parseDay(text)).toBe(text);
});

test('the calendar has two ends', () => {
  expect(() => previousDay('0001-01-01' as Day)).toThrow(RangeError);
  expect(() => nextDay('9999-12-31' as Day)).toThrow(RangeError);
  expect(daysInMonth(2013, 2)).toBe(28);
});
