import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { excerptsOf } from '../../../lib/discovery/search/excerpts.ts';
import { excerptOf, markedPieces, type SameWords } from '../../../lib/kernel/text/marks.ts';
import { readSearchText } from '../../../lib/kernel/text/search-text.ts';

const shown = (text: string, q: string, kin: SameWords = new Map()) =>
  markedPieces(text, readSearchText(q), kin)
    .map(({ text: piece, found }) => (found ? `[${piece}]` : piece))
    .join('');

describe('what was looked for is marked', () => {
  test.each([
    ['Talks in Córdoba', 'cordoba ', 'Talks in [Córdoba]'],
    ['Talks in Cordoba', 'CÓRD', 'Talks in [Cordoba]'],
    ['COVID-19 pandemic', 'covid-19 pan', '[COVID-19 pandemic]'],
    ['The prime minister and a minister', '"prime minister"', 'The [prime minister] and a minister'],
    ['A ferry, not a fer', 'fer ', 'A ferry, not a [fer]'],
    ['Iraq and Iran', 'iran -iraq', 'Iraq and [Iran]'],
    ['', 'x', ''],
  ])('%s by %s', (text, q, expected) => {
    expect(shown(text, q)).toBe(expected);
  });

  test('words of the same stem are', () => {
    const kin = new Map([['announces', new Set(['announced'])]]);
    expect(shown('It announced that', 'announces ', kin)).toBe('It [announced] that');
    expect(shown('It announced that', '"announces"', kin)).toBe('It announced that');
  });

  test('the pieces are the text, whatever it and the search are', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 80 }),
        fc.string({ unit: 'binary', maxLength: 30 }),
        (text, q) => {
          expect(
            markedPieces(text, readSearchText(q), new Map())
              .map((piece) => piece.text)
              .join(''),
          ).toBe(text);
        },
      ),
    );
  });

  test('a long summary is cut around the first place', () => {
    const pieces =
      excerptOf(
        markedPieces(`${'before '.repeat(40)}ferry${' after'.repeat(60)}`, readSearchText('ferry '), new Map()),
      ) ?? [];
    const text = pieces.map((piece) => piece.text).join('');
    expect(text.length).toBeLessThan(300);
    expect(text).toMatch(/^…before.*ferry after.*…$/);
    expect(excerptOf([{ text: 'nothing', found: false }])).toBeUndefined();
  });

  test('it is said where: in the title, else in a context, its alias, the summary or a source', () => {
    const text = {
      title: 'Talks begin',
      proposed: null,
      summary: 'In Geneva.',
      contexts: [{ name: 'COVID-19', aliases: ['Corona'] }],
      publishers: ['Reuters'],
    };
    const places = (q: string) =>
      excerptsOf(text, readSearchText(q), new Map()).map(
        ({ field, pieces }) => `${field}: ${pieces.map((piece) => piece.text).join('')}`,
      );
    expect(places('talks geneva ')).toEqual(['title: Talks begin', 'summary: In Geneva.']);
    expect(places('corona ')).toEqual(['context: COVID-19 (Corona)']);
    expect(places('reut')).toEqual(['publisher: Reuters']);
  });
});
