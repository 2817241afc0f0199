import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { duplicateLook, duplicateOf, likeness, tellingOf } from '../../../lib/discovery/suggestions/rules/duplicate.ts';

const even = () => 1;
/** As in an archive: the words of every report are common, and names are rare. */
const rarity = (word: string) => (/^(?:report|it|its|first|case|of|is|king|proclaimed)$/.test(word) ? 1 : 4);
const look = (headline: string, day = 1, urls: string[] = []) =>
  duplicateLook({ day, headline, summary: '', urls, contexts: [] });
const isOne = (a: ReturnType<typeof look>, b: ReturnType<typeof look>, citing = 1) =>
  duplicateOf(a, b, rarity, () => citing) !== undefined;

describe('two entries tell one event', () => {
  test('where their words are nearly the same, in another spelling or order', () => {
    expect(
      isOne(
        look('Russian forces shell the port of Odessa and nine people die'),
        look('Russian forces shell the port of Odesa; nine people die'),
      ),
    ).toBe(true);
    expect(
      isOne(
        look('Two roadside bombings kill 13 civilians in Helmand'),
        look('Two roadside bombings kill 15 civilians in Helmand'),
      ),
    ).toBe(true);
  });

  test('not where one names another place or thing instead', () => {
    expect(
      isOne(look('Japan reports its first case of monkeypox'), look('Turkey reports its first case of monkeypox')),
    ).toBe(false);
    expect(isOne(look('Charles is proclaimed King of Canada'), look('Charles is proclaimed King of Jamaica'))).toBe(
      false,
    );
  });

  test('not where the next day’s report has other numbers, and yes where it has the same', () => {
    const first = look('Russia reports a record 21,983 new cases in the past day', 1);
    expect(isOne(first, look('Russia reports a record 22,702 new cases in the past day', 2))).toBe(false);
    expect(isOne(first, look('Russia reports a record 21,983 new cases in the past day', 2))).toBe(true);
    expect(isOne(first, look('Russia reports a record 21,983 new cases in the past day', 3))).toBe(true);
  });

  test('more readily where both cite one source that few cite', () => {
    const [one, other] = ['The dam above Orle breaks at night', 'Orle: dam breaks, valley under water'].map(
      (headline) => look(headline, 1, ['https://gazette.example/dam']),
    );
    if (!one || !other) throw new Error('There are two.');
    expect(isOne(one, other)).toBe(true);
    expect(isOne(one, other, 9)).toBe(false);
    expect(duplicateOf(one, other, even, () => 1)?.reason).toMatch(/cites the same source/);
  });

  test('of whatever texts: the same from both sides, and a text is like itself', () => {
    const words = fc
      .array(fc.constantFrom('Russia', 'reports', 'new', 'cases', '21', '22', 'storm', 'Odessa', 'Odesa', 'sinks'), {
        minLength: 1,
        maxLength: 8,
      })
      .map((list) => list.join(' '));
    fc.assert(
      fc.property(words, words, fc.boolean(), (a, b, sameDay) => {
        const [left, right] = [tellingOf(a), tellingOf(b)];
        expect(likeness(left, right, even, sameDay)).toBeCloseTo(likeness(right, left, even, sameDay));
        expect(likeness(left, right, even, sameDay)).toBeLessThanOrEqual(1);
        expect(likeness(left, left, even, sameDay)).toBe(1);
      }),
    );
  });
});
