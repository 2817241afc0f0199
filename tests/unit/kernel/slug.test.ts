import fc from 'fast-check';
import { expect, test } from 'vitest';
import { headlineSlug } from '../../../lib/editorial/entries/store/headline-slug.ts';
import { freeSlug, isPlainHeadline, slugNote, slugOf, slugProblem } from '../../../lib/kernel/slug.ts';

test.each([
  ['The harbour bridge opens', 'the-harbour-bridge-opens'],
  ['In Aménas: “12 hostages” freed!', 'in-amenas-12-hostages-freed'],
  ['İstanbul', 'istanbul'],
  ['ﬁve', 'five'],
  ['Bundes\u00adtags\u00adwahl verschoben', 'bundestagswahl-verschoben'],
  ['Łódź, Straße, Ærø', 'lodz-strasse-aero'],
  ['Москва: 26 мая', 'moskva-26-maya'],
  ['Εκλογές στην Ελλάδα', 'ekloges-stin-ellada'],
  ['東京都知事選挙', 'dongjingdouzhishixuanju'],
  ['שלום', 'slvm'],
  ['🌍🔥', 'earth-africa-fire'],
  ['\u200b', 'untitled'],
  ['…', 'untitled'],
  ['  --  ', 'untitled'],
  [`${'a'.repeat(139)} b`, 'a'.repeat(139)],
])('%j gives %s', (headline, slug) => {
  expect(headlineSlug(headline)).toBe(slug);
});

test('any text gives a safe and short name', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (headline) => {
      expect(headlineSlug(headline)).toMatch(/^[a-z0-9]([a-z0-9-]{0,138}[a-z0-9])?$/);
    }),
  );
});

test('a clash takes the first free number, and the names of a day are taken', () => {
  const taken = new Set(['fair', 'fair-2', 'fair-4']);
  expect(freeSlug('fair', (slug) => taken.has(slug))).toBe('fair-3');
  expect(freeSlug('index', () => false)).toBe('index-2');
  expect(freeSlug('readme', () => false)).toBe('readme-2');
});

test.each(['con', 'prn', 'aux', 'nul', 'com0', 'com1', 'com9', 'lpt0', 'lpt5'])(
  '%s is a device elsewhere, so no page has that name',
  (name) => {
    expect(freeSlug(name, () => false)).toBe(`${name}-2`);
    expect(freeSlug(`${name}s`, () => false)).toBe(`${name}s`);
  },
);

test('a headline without letters of other scripts needs no table of them', () => {
  const headlines = ['In Aménas: 12 freed', 'ﬁve\u200b', 'İstanbul'];
  for (const headline of headlines) {
    expect(isPlainHeadline(headline)).toBe(true);
    expect(slugOf(headline, (text) => text)).toBe(headlineSlug(headline));
  }
  expect(isPlainHeadline('東京')).toBe(false);
});

test('a chosen slug is one that a headline could give', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (headline) => {
      const slug = freeSlug(headlineSlug(headline), () => false);
      expect([slug, slugProblem(slug)]).toEqual([slug, undefined]);
    }),
  );
});

test.each([
  ['Tokyo Vote', 'can contain the letters a to z, digits, and single hyphens between them. Write “tokyo-vote”.'],
  ['-', 'can contain the letters a to z, digits, and single hyphens between them.'],
  ['index', 'is reserved for another file of each day (“index”). Add a word.'],
  ['con', 'is a device name on some systems (“con”). Add a word.'],
  ['a'.repeat(141), 'is 141 characters long; the maximum is 140.'],
])('%j is no slug, and the reason says what to do', (slug, reason) => {
  expect(slugProblem(slug)).toBe(reason);
});

test('an address that says nothing of its entry is noted', () => {
  expect(slugNote('26')).toContain('The headline gives only digits');
  expect(slugNote('2013-26')).toContain('The headline gives only digits');
  expect(slugNote('untitled')).toContain('no letters');
  expect(slugNote('moskva-26')).toBeUndefined();
});
