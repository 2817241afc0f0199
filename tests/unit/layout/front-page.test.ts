import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FrontPage, parseFrontPage, renderFrontPage } from '../../../lib/layout/front-page.ts';
import { frontPages } from './arbitraries.ts';

const OF_2017 = `## [News](/news/2013/03/1/index.md)

### [The ferry sails](/news/2013/03/1/ferry.md)
### [Ice goes](/news/2013/03/1/ice.md)
It went.

## Opinion
### [On ferries](/opinion/2013/02/1/on-ferries/index.md)
They are slow.

---

## [Yesterday](/news/2013/02/28/index.md)

---

## [Day Before Yesterday](/news/2013/02/27/index.md)

### [Ice stays](/news/2013/02/27/ice.md)
_Context: Lake_

---

## [Previous Day...](/news/2013/02/26/index.md)

---

`;

const OF_2018 = `
Formats: [HTML](/index.html)  [JSON](/index.json)  [XML](/index.xml)${'  '}

${OF_2017.replace('## Opinion\n', '##### Opinion\n').replace('### [Ice goes]', '##### Lake\n### [Ice goes]')}`;

function parsed(text: string): FrontPage {
  const result = parseFrontPage(text);
  if (!result.ok) throw new Error(`${result.error.line}: ${result.error.reason}`);
  return result.value;
}

describe('the front page (the layout, "Front page")', () => {
  const opinion = { title: 'On ferries', link: '/opinion/2013/02/1/on-ferries/index.md', body: 'They are slow.' };

  it('of 2017 has opinion under its own heading', () => {
    const page = parsed(OF_2017);
    expect(page).toMatchObject({
      edition: '2017',
      opinion,
      yesterday: { day: '2013-02-28', entries: [] },
      previous: '2013-02-26',
    });
    expect(page.news.entries.map((entry) => entry.title)).toEqual(['The ferry sails', 'Ice goes']);
    expect(renderFrontPage(page)).toBe(OF_2017);
  });

  it('of 2018 has opinion as an entry with a kicker', () => {
    const page = parsed(OF_2018);
    expect(page).toMatchObject({ edition: '2018', opinion });
    expect(page.news.entries.map((entry) => entry.kicker)).toEqual([null, 'Lake']);
    expect(renderFrontPage(page)).toBe(OF_2018);
  });

  it('keeps an event that has the kicker Opinion among the news', () => {
    expect(parsed(OF_2018.replace(opinion.link, '/news/2013/03/1/on-ferries.md')).news.entries).toHaveLength(3);
  });

  it('does without opinion', () => {
    const text = OF_2017.replace(/## Opinion[\s\S]*?\n\n/, '');
    expect(parsed(text).opinion).toBeNull();
    expect(renderFrontPage(parsed(text))).toBe(text);
  });

  it.each([
    ['an empty page', '', 1, '[News]'],
    ['parts in another order', OF_2017.replace('[Yesterday]', '[Tomorrow]'), 13, '[Yesterday]'],
    ['a day that does not exist', OF_2017.replace('/02/28/', '/02/30/'), 13, '[Yesterday]'],
    ["a day's README", OF_2017.replace('28/index.md', '28/README.md'), 13, '[Yesterday]'],
    ['no rule', OF_2017.replace('---\n\n## [Yesterday]', '## [Yesterday]'), 11, '---'],
    ['opinion after another day', OF_2017.replace('28/index.md)\n', '28/index.md)\n\n## Opinion\n'), 15, '---'],
    [
      'two opinions under the heading',
      OF_2017.replace('They are slow.\n\n', 'They are slow.\n\n### [B](/opinion/b.md)\n'),
      11,
      '---',
    ],
    [
      'entries in the last part',
      OF_2017.replace('26/index.md)\n', '26/index.md)\n### [X](/news/2013/02/26/x.md)\n'),
      28,
      'only a link',
    ],
    ['text at the end', `${OF_2017}Bye.`, 28, 'must be the last line'],
  ])('is refused: %s', (_, text, line, reason) => {
    expect(parseFrontPage(text)).toEqual({ ok: false, error: { line, reason: expect.stringContaining(reason) } });
  });

  it('is read back as it was written, whatever it says', () => {
    fc.assert(
      fc.property(frontPages, (page) => {
        expect(parseFrontPage(renderFrontPage(page))).toEqual({ ok: true, value: page });
      }),
    );
  });
});
