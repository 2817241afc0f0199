import { describe, expect, test } from 'vitest';
import { PRESETS, scheduleWords } from '../../../components/exports/schedule-words.ts';
import { cronProblem } from '../../../lib/runs/contract/cron.ts';

describe('a cron expression in plain words', () => {
  test.each([
    ['* * * * *', 'every minute, every day'],
    ['*/15 * * * *', 'every 15 minutes, every day'],
    ['0 * * * *', 'every hour, every day'],
    ['17 * * * *', 'every hour at :17, every day'],
    ['0 */6 * * *', 'every 6 hours, every day'],
    ['0 3 * * *', 'at 03:00, every day'],
    ['5 6,18 * * *', 'at 06:05 and 18:05, every day'],
    ['0 6 * * 1-5', 'at 06:00, Monday to Friday'],
    ['0 4 * * 7', 'at 04:00, on Sundays'],
    ['30 4 1 * *', 'at 04:30, on day 1 of the month'],
    ['30 4 1,15 * 1', 'at 04:30, on day 1 and 15 of the month and on Mondays'],
    ['0 0 1 1 *', 'at 00:00, on day 1 of the month, in January'],
    ['0 8-10 * * *', 'at 08:00, 09:00 and 10:00, every day'],
  ])('%s is %s', (expression, words) => expect(scheduleWords(expression)).toBe(words));

  test.each([
    '',
    '* * * *',
    '61 * * * *',
    '*/7 * * * *',
    '*/15 6-20 * * 1-5',
    '0 25 * * *',
    'a b c d e',
    '5-2 * * * *',
    '0 3 * 13 *',
  ])('%s says more, or nothing, and has no words', (expression) => expect(scheduleWords(expression)).toBeUndefined());

  test('every schedule that the form offers is one, and has words', () => {
    for (const { value } of PRESETS.slice(1))
      expect([cronProblem(value), scheduleWords(value)]).toEqual([undefined, expect.any(String)]);
  });
});
