import { describe, expect, test } from 'vitest';
import { spanOf } from '../../../app/news/addresses.ts';
import { readTypedTime } from '../../../components/review/decide/typed-time.ts';
import { readTypedDay } from '../../../components/shell/typed-day.ts';
import { countOf } from '../../../lib/kernel/count-of.ts';
import { type Day, parseDay } from '../../../lib/kernel/day.ts';
import { dayToConfirm, isFarAhead } from '../../../lib/kernel/far-day.ts';

describe('a typed time of day', () => {
  test.each([
    ['9:30', '09:30'],
    ['09.30', '09:30'],
    ['0930', '09:30'],
    ['21:15', '21:15'],
    ['9:30 pm', '21:30'],
    ['9 am', '09:00'],
    ['12 am', '00:00'],
    ['12:05 p.m.', '12:05'],
  ])('%s', (typed, time) => expect(readTypedTime(typed)).toBe(time));

  test.each(['', '9', '24:00', '9:75', '13 pm', '0 am', 'noon'])('not %j', (typed) =>
    expect(readTypedTime(typed)).toBeUndefined(),
  );
});

describe('a typed day between slashes', () => {
  test.each([
    ['25/12/2020', '2020-12-25'],
    ['12/25/2020', '2020-12-25'],
    ['4/4/2020', '2020-04-04'],
    ['25-12-2020', '2020-12-25'],
  ])('%s', (typed, day) => expect(readTypedDay(typed)).toEqual({ kind: 'day', day }));

  test('one that can be meant in two ways is asked for again', () =>
    expect(readTypedDay('4/5/2020').kind).toBe('problem'));
});

test('a day that does not lead the archive yet is far ahead', () => {
  const day = (text: string) => parseDay(text) ?? expect.fail(text);
  expect(isFarAhead(day('2026-12-07'), day('2026-11-30'))).toBe(false);
  expect(isFarAhead(day('2026-12-08'), day('2026-11-30'))).toBe(true);
  expect(isFarAhead(day('2202-11-12'), day('2026-11-30'))).toBe(true);
  expect(isFarAhead(day('0001-01-01'), day('2026-11-30'))).toBe(false);
});

test('a day far ahead is to be confirmed where readers do not know the entry on it yet', () => {
  const [near, next, far, now] = ['2026-12-07', '2026-12-08', '2026-12-09', '2026-11-30'].map(
    (text) => parseDay(text) ?? expect.fail(text),
  ) as [Day, Day, Day, Day];
  expect([near, next, far].map((day) => dayToConfirm(day, undefined, now))).toEqual([undefined, undefined, far]);
  expect(dayToConfirm(far, far, now)).toBeUndefined();
  expect(dayToConfirm(far, near, now)).toBe(far);
});

test('a count agrees with its noun', () => {
  expect([0, 1, 2, 1234].map((count) => countOf(count, 'entry', 'entries'))).toEqual([
    '0 entries',
    '1 entry',
    '2 entries',
    '1,234 entries',
  ]);
});

test('the days that an address means', () => {
  expect(spanOf('2020/04/01')).toEqual({ from: '2020-04-01', to: '2020-04-01' });
  expect(spanOf('2020/2')).toEqual({ from: '2020-02-01', to: '2020-02-29' });
  expect(spanOf('2020')).toEqual({ from: '2020-01-01', to: '2020-12-31' });
  for (const other of ['2020/13', '2020/02/30', '0000', 'x', '2020/04/1/a-page']) expect(spanOf(other)).toBeUndefined();
});
