import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSearchText, type Term } from '../../../lib/kernel/text/search-text.ts';

const said = ({ kind, text, without }: Term) => `${without ? '-' : ''}${kind}:${text}`;
const read = (typed: string) => readSearchText(typed).map((group) => group.map(said).join(' | '));

describe('a search as people write it', () => {
  test.each([
    ['', []],
    ['   ', []],
    ['ferry', ['prefix:ferry']],
    ['ferry ', ['word:ferry']],
    ['ferry sails', ['word:ferry', 'prefix:sails']],
    ['"prime minister" resigns', ['phrase:prime minister', 'prefix:resigns']],
    ['"still open', ['phrase:still open']],
    ['bombing -iraq', ['word:bombing', '-word:iraq']],
    ['bombing -"green zone" ', ['word:bombing', '-phrase:green zone']],
    ['ferry OR boat', ['word:ferry | prefix:boat']],
    ['a ferry OR boat OR "fast ship" sails ', ['word:a', 'word:ferry | word:boat | phrase:fast ship', 'word:sails']],
    ['OR ferry', ['word:OR', 'prefix:ferry']],
    ['ferry OR', ['word:ferry']],
    ['ferry OR -boat ', ['word:ferry', '-word:boat']],
    ['- -- "" "-" … & | ! ()', []],
    ['co-operation', ['prefix:co-operation']],
    ['3.5% ', ['word:3.5%']],
  ])('%j', (typed, expected) => {
    expect(read(typed)).toEqual(expected);
  });

  test('every text is a search, whose terms stand in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (typed) => {
        for (const { text, kind } of readSearchText(typed).flat()) {
          expect(typed).toContain(text);
          expect(text).toMatch(/[\p{L}\p{N}]/u);
          if (kind !== 'phrase') expect(text).not.toMatch(/["\s]/);
        }
      }),
    );
  });

  test('is bounded', () => {
    expect(readSearchText('word '.repeat(60)).length).toBeLessThan(30);
  });
});
