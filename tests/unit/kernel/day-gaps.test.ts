import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Day, daysBetween, nextDay } from '../../../lib/kernel/day.ts';
import { gapsIn } from '../../../lib/kernel/day-gaps.ts';

const day = (text: string) => text as Day;

describe('gaps', () => {
  test('lie between days that have entries, and days with few are named', () => {
    const days = [
      { day: day('2012-02-28'), published: 3 },
      { day: day('2012-03-01'), published: 1 },
      { day: day('2012-03-02'), published: 4 },
      { day: day('2013-01-01'), published: 2 },
    ];
    expect(gapsIn(days, 1)).toEqual([
      { kind: 'gap', from: '2012-02-29', to: '2012-02-29', days: 1 },
      { kind: 'few', day: '2012-03-01', published: 1 },
      { kind: 'gap', from: '2012-03-03', to: '2012-12-31', days: 304 },
    ]);
    expect(gapsIn(days.slice(0, 1), 0, day('2012-02-26'))).toEqual([
      { kind: 'gap', from: '2012-02-27', to: '2012-02-27', days: 1 },
    ]);
    expect(gapsIn([], 0)).toEqual([]);
  });

  test('and days with entries make up the calendar', () => {
    const steps = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 30 });
    fc.assert(
      fc.property(steps, (given) => {
        const days = [{ day: day('1999-12-20'), published: 1 }];
        for (const step of given) days.push({ day: later(days.at(-1)?.day as Day, step), published: 1 });
        const missing = gapsIn(days, 0).reduce((sum, gap) => sum + (gap.kind === 'gap' ? gap.days : 0), 0);
        expect(missing + days.length).toBe(daysBetween(day('1999-12-20'), days.at(-1)?.day as Day) + 1);
      }),
    );
  });
});

test('the days between two are counted over months and leap years', () => {
  for (const [from, to, days] of [
    ['2012-02-28', '2012-03-01', 2],
    ['2013-02-28', '2013-03-01', 1],
    ['1900-01-01', '1901-01-01', 365],
    ['2000-01-01', '2001-01-01', 366],
    ['0001-01-01', '9999-12-31', 3_652_058],
  ] as const)
    expect(daysBetween(day(from), day(to))).toBe(days);
});

function later(of: Day, by: number): Day {
  return by === 0 ? of : later(nextDay(of), by - 1);
}
