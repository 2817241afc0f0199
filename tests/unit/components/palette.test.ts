import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { paletteGroups } from '../../../components/shell/palette-items.ts';
import { placesFor } from '../../../components/shell/places.ts';
import { shortcutGroups } from '../../../components/shell/shortcut-groups.ts';
import { readTypedDay } from '../../../components/shell/typed-day.ts';
import { type Day, dayOf } from '../../../lib/kernel/day.ts';
import { dayName, fullDayName, shortDayName } from '../../../lib/kernel/day-names.ts';

describe('a typed day', () => {
  test.each([
    ['2013-01-20', '2013-01-20'],
    ['20 jan 2013', '2013-01-20'],
    ['20 January 2013', '2013-01-20'],
    ['20th of January, 2013', '2013-01-20'],
    ['January 20, 2013', '2013-01-20'],
    ['sept. 3 2013', '2013-09-03'],
    ['Sun, 20 Jan 2013', '2013-01-20'],
    ['  20   JAN   2013 ', '2013-01-20'],
    ['20.1.2013', '2013-01-20'],
  ])('%s is %s', (text, day) => {
    expect(readTypedDay(text)).toEqual({ kind: 'day', day });
  });

  test.each([
    ['jan 2013', '2013-01'],
    ['January 2013', '2013-01'],
    ['2013-01', '2013-01'],
  ])('%s is the month %s', (text, month) => {
    expect(readTypedDay(text)).toEqual({ kind: 'month', month });
  });

  test.each(['30 feb 2013', '2013-13-01', 'ja 2013', '20 foo 2013', 'bridge', '', '0 jan 2013', 'jan 20'])(
    '%s is none',
    (text) => {
      expect(readTypedDay(text).kind).toBe('problem');
    },
  );

  test('every day is found again by each of its names', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1000, max: 9999 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 28 }),
        (year, month, date) => {
          const day = dayOf(year, month, date) as Day;
          for (const name of [day, dayName(day), shortDayName(day), fullDayName(day)])
            expect(readTypedDay(name)).toEqual({ kind: 'day', day });
        },
      ),
    );
  });

  test('any text is read at once', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) =>
        ['day', 'month', 'problem'].includes(readTypedDay(text).kind),
      ),
    );
  });
});

describe('places', () => {
  const facts = { newestDay: '2031-05-06' as Day, waiting: 120, unread: 3 };
  const names = (role: 'editor' | 'reviewer' | 'admin') => placesFor({ ...facts, role }).map(({ name }) => name);

  test('are those that the table of rights allows', () => {
    expect(names('editor')).toEqual([
      'Desk',
      'Latest day',
      'Calendar',
      'Search',
      'Notices',
      'Contexts',
      'Sources',
      'Import issues',
      'Account',
    ]);
    expect(names('reviewer')).toEqual([
      'Desk',
      'Latest day',
      'Calendar',
      'Search',
      'Review',
      'Notices',
      'Contexts',
      'Sources',
      'Exports',
      'Imports',
      'Import issues',
      'Account',
    ]);
    expect(names('admin').slice(-6)).toEqual(['People', 'Tokens', 'Audit', 'Settings', 'Health', 'Account']);
    expect(placesFor({ ...facts, role: 'reviewer' }).find(({ name }) => name === 'Review')?.counted).toBe('99+');
  });
});

describe('the palette', () => {
  const places = placesFor({ role: 'admin', newestDay: undefined, waiting: 0, unread: 0 });
  const groups = (typed: string, found = [{ entry: 7, day: '2031-05-06', title: 'A bridge' }]) =>
    paletteGroups({
      typed,
      commands: [{ name: 'New entry', run: () => undefined }],
      places,
      searches: [{ id: 1, name: 'Old drafts', query: 'state=draft' }],
      recent: [{ entry: 9, day: '2031-05-07', title: 'Seen' }],
      found,
    });
  const hrefs = (typed: string) =>
    groups(typed).flatMap(({ items }) => items.map((item) => ('href' in item ? item.href : item.name)));

  test('offers a day in words first, then a new entry on it', () => {
    expect(hrefs('20 jan 2013').slice(0, 2)).toEqual(['/days/2013-01-20', '/entries/new?day=2013-01-20']);
    expect(hrefs('jan 2013')[0]).toBe('/calendar?month=2013-01');
  });

  test('offers what was open lately while nothing is typed, and entries once something is', () => {
    expect(groups('').map(({ name }) => name)).toEqual([
      'On this screen',
      'Recently opened',
      'Go to',
      'Saved searches',
    ]);
    expect(hrefs('bri')).toEqual(['/entries/7', '/search?q=bri']);
    expect(hrefs('old dr')).toContain('/search?state=draft');
    expect(hrefs('sett')).toEqual(['/entries/7', '/search?q=sett', '/admin/settings']);
    expect(hrefs('issu')).toEqual(['/entries/7', '/search?q=issu', '/import-issues']);
  });

  test('gives each line an id of its own', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 20 }), (typed) => {
        const ids = groups(typed).flatMap(({ items }) => items.map(({ id }) => id));
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });
});

describe('the overview of shortcuts', () => {
  test('begins with the screen in front', () => {
    expect(shortcutGroups('/days/2031-05-06', true)[0]).toMatchObject({ name: 'On a day', here: true });
    expect(shortcutGroups('/review/7', true)[0]?.name).toBe('Reviewing an entry');
    expect(shortcutGroups('/entries/new', false)[0]?.name).toBe('In an entry');
    expect(shortcutGroups('/', true)[0]?.name).toBe('Everywhere');
  });

  test('leaves reviewers’ keys out for others', () => {
    const names = shortcutGroups('/review', false).map(({ name }) => name);
    expect(names).not.toContain('In the review queue');
    expect(JSON.stringify(shortcutGroups('/', false))).not.toContain('g r');
  });
});
