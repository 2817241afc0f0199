import fc from 'fast-check';
import { expect, test } from 'vitest';
import { freeSlug, slugOf } from '../../../lib/domain/slug.ts';

test.each([
  ['The harbour bridge opens', 'the-harbour-bridge-opens'],
  ['In Aménas: “12 hostages” freed!', 'in-amenas-12-hostages-freed'],
  ['İstanbul', 'istanbul'],
  ['ﬁve', 'five'],
  ['日本', 'untitled'],
  ['  --  ', 'untitled'],
  [`${'a'.repeat(139)} b`, 'a'.repeat(139)],
])('%j gives %s', (headline, slug) => {
  expect(slugOf(headline)).toBe(slug);
});

test('any text gives a safe and short name', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (headline) => {
      expect(slugOf(headline)).toMatch(/^[a-z0-9]([a-z0-9-]{0,138}[a-z0-9])?$/);
    }),
  );
});

test('a clash takes the first free number, and the names of a day are taken', () => {
  const taken = new Set(['fair', 'fair-2', 'fair-4']);
  expect(freeSlug('fair', (slug) => taken.has(slug))).toBe('fair-3');
  expect(freeSlug('index', () => false)).toBe('index-2');
  expect(freeSlug('readme', () => false)).toBe('readme-2');
});
