import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { differences, likelyWord, oneAway } from '../../../lib/kernel/text/spelling.ts';

describe('a misspelled word', () => {
  test.each([
    ['gazprm', 'gazprom', 1],
    ['untied', 'united', 1],
    ['boat', 'boat', 0],
    ['', 'abc', 3],
    ['kitten', 'sitting', 3],
  ])('%s and %s differ in %i', (a, b, expected) => {
    expect(differences(a, b)).toBe(expected);
    expect(differences(b, a)).toBe(expected);
  });

  test('is most likely the nearest known word, then the most used one', () => {
    const known = [
      { word: 'united', documents: 900 },
      { word: 'unties', documents: 2 },
      { word: 'unified', documents: 40 },
      { word: 'untied', documents: 1 },
    ];
    expect(likelyWord('untied', known)).toBe('united');
    expect(likelyWord('cat', [{ word: 'dog', documents: 1 }])).toBeUndefined();
    expect(likelyWord('short', [{ word: 'shooorts', documents: 9 }])).toBeUndefined();
  });

  test('every word that is one away is, and none is forgotten', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abcz'), minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(oneAway(a).includes(b)).toBe(differences(a, b) === 1);
      }),
    );
  });
});
