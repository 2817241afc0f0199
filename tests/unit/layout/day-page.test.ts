import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DayPage, parseDayPage, renderDayPage } from '../../../lib/layout/day-page.ts';
import { dayPages } from './arbitraries.ts';
import { aDay } from './archive.ts';

const day = aDay('2013-03-01');
const folder = '/news/2013/03/1';

const OF_2017 = `## [2013-03-1](${folder}/index.md)

### [The ferry sails again (at 3:26) [1]](${folder}/ferry.md)
First crossing since January.

### [No summary](${folder}/no-summary.md)
_Context: Lake, Upper Town, ferry_

### [Neither](${folder}/neither.md)
### [ Neither again ](${folder}/neither-2.md)
### [Last](/news/2013/02/28/last.md)
Text.

## [Previous Day...](/news/2013/02/28/index.md)

`;

const OF_2018 = `
Formats: [HTML](2013/03/1/index.html)  [JSON](2013/03/1/index.json)  [XML](2013/03/1/index.xml)${'  '}

## [2013-03-1](${folder}/index.md)

##### Lake transport
### [The ferry sails again](${folder}/ferry.md)
##### Lake
### [Neither](${folder}/neither.md)
### [No kicker](${folder}/no-kicker.md)
Text.

## [Previous Day...](/news/2013/02/28/index.md)

`;

function parsed(text: string): DayPage {
  const result = parseDayPage(text, day);
  if (!result.ok) throw new Error(`${result.error.line}: ${result.error.reason}`);
  return result.value;
}

describe('a day page (the layout, "Day page")', () => {
  it('of 2017 is read whole and given back byte for byte', () => {
    const page = parsed(OF_2017);
    expect(page.edition).toBe('2017');
    expect(page.entries.map((entry) => [entry.title, entry.body])).toEqual([
      ['The ferry sails again (at 3:26) [1]', 'First crossing since January.'],
      ['No summary', '_Context: Lake, Upper Town, ferry_'],
      ['Neither', null],
      [' Neither again ', null],
      ['Last', 'Text.'],
    ]);
    expect(renderDayPage(page)).toBe(OF_2017);
  });

  it('of 2018 has kickers', () => {
    const page = parsed(OF_2018);
    expect(page.edition).toBe('2018');
    expect(page.entries.map((entry) => entry.kicker)).toEqual(['Lake transport', 'Lake', null]);
    expect(renderDayPage(page)).toBe(OF_2018);
  });

  it('may have no entry', () => {
    const page: DayPage = { edition: '2017', day, entries: [] };
    expect(renderDayPage(page)).toBe(
      `## [2013-03-1](${folder}/index.md)\n\n## [Previous Day...](/news/2013/02/28/index.md)\n\n`,
    );
    expect(parsed(renderDayPage(page))).toEqual(page);
  });

  it('of the first day of all leads to itself', () => {
    const first: DayPage = { edition: '2017', day: aDay('0001-01-01'), entries: [] };
    expect(parseDayPage(renderDayPage(first), first.day)).toEqual({ ok: true, value: first });
  });

  it.each([
    ['blank lines', OF_2017.replaceAll('\n\n', '\n\n \n\n').replace('### [Neither]', '\n\n### [Neither]')],
    ['a blank line in place of a body', OF_2017.replace('neither.md)\n', 'neither.md)\n\n')],
    ['the last line end', OF_2017.trimEnd()],
    ['the blank line after a body', OF_2017.replace('Text.\n\n', 'Text.\n')],
  ])('is normalised: %s', (_, text) => {
    expect(text).not.toBe(OF_2017);
    expect(renderDayPage(parsed(text))).toBe(OF_2017);
  });

  it.each([
    ['an empty page', '', 1, '“## [2013-03-1]'],
    ['another day', OF_2017.replace('[2013-03-1]', '[2013-03-2]'), 1, '“## [2013-03-1]'],
    ['a body of two lines', OF_2017.replace('January.', 'January.\nMore.'), 5, 'one line'],
    ['text after a blank line', OF_2017.replace('January.\n', 'January.\n\nMore.\n'), 6, 'an entry, or'],
    ['text before the entries', OF_2017.replace('\n\n###', '\n\nToday:\n\n###'), 3, 'an entry, or'],
    ['an unknown heading', OF_2017.replace('### [Neither]', '#### [Neither]'), 9, 'an entry, or'],
    ['an entry without link', OF_2017.replace(`### [Neither](${folder}/neither.md)`, '### Neither'), 9, 'an entry as'],
    ['an entry without title', OF_2017.replace('[Neither]', '[]'), 9, 'an entry as'],
    ['an entry that leads elsewhere', OF_2017.replace(`${folder}/neither.md`, 'javascript:alert(1)'), 9, 'one slash'],
    ['a kicker without entry', OF_2018.replace(/### \[No kicker\][\s\S]*?\n\n/, '##### Alone\n'), 11, 'an entry as'],
    ['no previous day', OF_2017.slice(0, OF_2017.indexOf('## [Prev')), 14, 'the calendar day before'],
    ['another previous day', OF_2017.replace('/02/28/index.md', '/02/27/index.md'), 14, '/news/2013/02/28/index.md'],
    ['text at the end', `${OF_2017}Bye.`, 16, 'must be the last line'],
    [
      'formats of another day',
      OF_2018.replace('2013/03/1/index.xml', '2013/03/2/index.xml'),
      2,
      'the formats of this page',
    ],
  ])('is refused: %s', (_, text, line, reason) => {
    expect(parseDayPage(text, day)).toEqual({ ok: false, error: { line, reason: expect.stringContaining(reason) } });
  });

  it('is read back as it was written, whatever it says', () => {
    fc.assert(
      fc.property(dayPages, (page) => {
        expect(parseDayPage(renderDayPage(page), page.day)).toEqual({ ok: true, value: page });
      }),
      { numRuns: 500 },
    );
  });
});
