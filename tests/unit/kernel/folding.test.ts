import { describe, expect, test } from 'vitest';
import { fold, isBlank } from '../../../lib/kernel/folding.ts';

/** Every character that has a meaning, but for halves of pairs. */
const EVERY = Array.from({ length: 0x110000 }, (_, code) => code)
  .filter((code) => code < 0xd800 || code > 0xdfff)
  .map((code) => String.fromCodePoint(code));
const having = (pattern: RegExp) => EVERY.filter((character) => pattern.test(character));

describe('what looks the same is the same', () => {
  test.each([
    ['Bundes\u00adtags\u00adwahl', 'bundestagswahl'],
    ['Syria\u200b talks', 'syria talks'],
    ['\u202bSyria\u00a0\u3000talks\u2028', 'syria talks'],
    ['مُحَمَّد الثاني', 'محمد الثاني'],
    ['محـــمد', 'محمد'],
    ['שָׁלוֹם', 'שלומ'.replace('מ', 'ם')],
    ['Straße ẞ', 'strasse ss'],
    ['İstanbul IRMAK ırmak', 'istanbul irmak irmak'],
    ['ΣΊΣΥΦΟΣ', 'σισυφοσ'],
    ['Ｗｉｄｅ ｶﾀｶﾅ', 'wide カタカナ'],
    ['Łódź, Ærø, Đà Nẵng', 'lodz, aero, da nang'],
    ['“Israel–Palestine” ’s', '"israel-palestine" \'s'],
    ['❤\ufe0f', '❤'],
  ])('%s', (text, folded) => expect(fold(text)).toBe(folded));

  test('capital or small, composed or not, folded once or twice', () => {
    // An iota below a Greek vowel is an accent where it is small, and a letter where it is written as a capital.
    const others = (one: string) =>
      new Set([one.toUpperCase(), one.toLowerCase(), one.normalize('NFD'), one.normalize('NFKC'), fold(one)]);
    const changing = having(/[\p{L}\p{N}\p{S}\p{P}]/u).filter(
      (one) => others(one).size > 1 && !one.normalize('NFD').includes('\u0345'),
    );
    expect(changing.length).toBeGreaterThan(5000);
    expect(changing.filter((one) => [...others(one)].some((other) => fold(other) !== fold(one)))).toEqual([]);
  });

  test('every invisible sign and every mark on a letter is nothing', () => {
    const signs = having(/[\p{Default_Ignorable_Code_Point}\p{Cf}\p{M}]/u);
    expect(signs.filter((sign) => fold(`a${sign}b`) !== 'ab')).toEqual([]);
  });

  test('every kind of white space is one space', () => {
    for (const space of having(/[\p{White_Space}\p{Z}\p{Cc}]/u)) expect(fold(`${space}a${space} b`)).toBe('a b');
  });
});

test.each([
  ['दिन', 'दान'],
  ['ガス', 'カス'],
  ['ป่า', 'ป้า'],
  ['Iran', 'Iraq'],
  ['東京', '京都'],
])('%s and %s are two', (one, other) => expect(fold(one)).not.toBe(fold(other)));

describe('what a reader sees nothing of is blank', () => {
  test.each(['', ' \t', '\u200b', '\u00ad\u2060', '\u3164', '\u2800', '\u0301', '\ufe0f\u200d', '\u202e', '\u093f'])(
    '%j',
    (text) => expect(isBlank(text)).toBe(true),
  );
  test.each(['a', '-', '東', '❤', '…'])('not %s', (text) => expect(isBlank(text)).toBe(false));
});
