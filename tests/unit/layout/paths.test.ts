import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headlineSlug } from '../../../lib/editorial/entries/store/headline-slug.ts';
import { freeSlug } from '../../../lib/kernel/slug.ts';
import { dayPath, eventPath, parsePagePath, shownDay } from '../../../lib/layout/paths.ts';
import { days } from './arbitraries.ts';
import { aDay } from './archive.ts';

describe('the layout, "Paths"', () => {
  const fifth = aDay('2013-01-05');

  it('writes the month with two digits and the day without leading zero', () => {
    expect(eventPath(fifth, 'ice-on-the-lake')).toBe('news/2013/01/5/ice-on-the-lake.md');
    expect(dayPath(aDay('0988-11-30'))).toBe('news/0988/11/30/index.md');
    expect(shownDay(fifth)).toBe('2013-01-5');
  });

  it('knows each kind of page by its path', () => {
    expect(parsePagePath('news/2013/01/5/ice-on-the-lake.md')).toEqual({
      kind: 'event',
      day: fifth,
      slug: 'ice-on-the-lake',
    });
    expect(parsePagePath('news/2013/01/5/index.md')).toEqual({ kind: 'day', day: fifth, readme: false });
    expect(parsePagePath('news/2013/01/5/README.md')).toEqual({ kind: 'day', day: fifth, readme: true });
    expect(parsePagePath('index.md')).toEqual({ kind: 'front', readme: false });
    expect(parsePagePath('README.md')).toEqual({ kind: 'front', readme: true });
    for (const path of ['opinion/2017/04/4/a-piece/index.md', 'api/README.md', 'faq/index.md'])
      expect(parsePagePath(path)).toEqual({ kind: 'prose' });
  });

  it.each([
    'Ünïcode (and brackets)',
    'y'.repeat(250),
    'console',
    'com10',
    'comet',
    'a..b',
    'with space',
    '100%',
    'in-ama-c-nas',
  ])('keeps a safe slug as it is: %s', (slug) => {
    expect(parsePagePath(eventPath(fifth, slug))).toEqual({ kind: 'event', day: fifth, slug });
  });

  it.each<[string, string]>([
    ['news/2013/01/05/a.md', 'without a leading zero'],
    ['news/2013/1/5/a.md', 'two digits'],
    ['news/2013/02/30/a.md', 'no day 2013-02-30'],
    ['news/2013/13/1/a.md', 'no day'],
    ['news/0000/01/1/a.md', 'no day'],
    ['news/2013/01/5/deep/er.md', 'news/YYYY/MM/D/'],
    ['news/2013/01/a.md', 'news/YYYY/MM/D/'],
    ['news/2013/01/5/../../../etc.md', 'begins with a dot'],
    ['news/2013/01/5/..md', 'begins with a dot'],
    ['news/2013/01/5/.md', 'begins with a dot'],
    ['opinion/../../x.md', 'begins with a dot'],
    ['/news/2013/01/5/a.md', 'empty name'],
    ['news//2013/01/5/a.md', 'empty name'],
    ['news/2013/01/5/a\\b.md', 'backslash'],
    ['news/2013/01/5/a\u0000b.md', 'control character'],
    ['news/2013/01/5/a\nb.md', 'control character'],
    ['news/2013/01/5/a\u202eb.md', 'control character'],
    ['news/2013/01/5/a\ud800b.md', 'incomplete character'],
    ['news/2013/01/5/a](b.md', 'end a link'],
    [`news/2013/01/5/${'é'.repeat(130)}.md`, '255 bytes'],
    [`news/2013/01/5/${'y'.repeat(251)}.md`, '“.html”'],
    [`news/2013/01/5/${'é'.repeat(125)}a.md`, '“.html”'],
    [`opinion/${'deep/'.repeat(250)}a.md`, '1000 bytes'],
    ['news/2013/01/5/a:b.md', '“:”'],
    ['news/2013/01/5/q?.md', '“?”'],
    ['news/2013/01/5/<a>.md', '“<”'],
    ['news/2013/01/5/a*|".md', '“*”'],
    ['news/2013/01/5/trailing .md', 'ends with a space'],
    ['news/2013/01/5/trailing..md', 'ends with a space or dot'],
    ['news/2013/01/5/ leading.md', 'begins with a space'],
    ['opinion/trailing./index.md', 'ends with a space or dot'],
    ...[
      'con',
      'CON',
      'Aux',
      'nul',
      'prn',
      'com0',
      'COM1',
      'com¹',
      'lpt³',
      'LPT9',
      'con.tar',
      'aux .x',
      'CONIN$',
      'clock$',
    ].map((name): [string, string] => [`news/2013/01/5/${name}.md`, 'a device']),
    ['opinion/nul/index.md', 'a device'],
    ['news/2013/01/5/Readme.md', 'ignore case'],
    ['news/2013/01/5/INDEX.md', 'ignore case'],
    ['news/2013/01/5/a.html', 'Only Markdown'],
    ['drafts/a.md', 'news/, opinion/'],
    ['about.md', 'news/, opinion/'],
    ['', 'empty name'],
  ])('%j is foreign: %s', (path, reason) => {
    expect(parsePagePath(path)).toEqual({ kind: 'foreign', reason: expect.stringContaining(reason) });
  });

  it('reads back every path that it writes', () => {
    expect(['README', 'Index', 'aux', 'lpt1'].map((name) => freeSlug(headlineSlug(name), () => false))).toEqual([
      'readme-2',
      'index-2',
      'aux-2',
      'lpt1-2',
    ]);
    fc.assert(
      fc.property(days, fc.string({ unit: 'grapheme' }), (day, headline) => {
        const slug = freeSlug(headlineSlug(headline), () => false);
        expect(parsePagePath(dayPath(day))).toEqual({ kind: 'day', day, readme: false });
        expect(parsePagePath(eventPath(day, slug))).toEqual({ kind: 'event', day, slug });
      }),
    );
  });

  it('never throws, whatever the path', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (path) => void parsePagePath(`news/2013/01/5/${path}.md`)));
  });
});
