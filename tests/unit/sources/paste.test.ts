import { describe, expect, test } from 'vitest';
import { line } from '../../../lib/kernel/contract/text.ts';
import { asOneLine, holdsControl } from '../../../lib/kernel/text/line.ts';
import { pastedAddresses } from '../../../lib/sources/rules/pasted-addresses.ts';

describe('a text as one line', () => {
  const signs = Array.from({ length: 0xa0 }, (_, code) => String.fromCharCode(code)).concat('\u2028', '\u2029');

  test('every control character and separator of lines becomes a space, and no save refuses what is left', () => {
    for (const sign of signs.filter(holdsControl)) {
      expect(asOneLine(`a${sign}b`)).toBe('a b');
      expect(line(10).safeParse(asOneLine(`a${sign}b`)).success).toBe(true);
    }
    expect(signs.filter(holdsControl)).toHaveLength(67);
  });

  test('a run of them is one space, and other text stays', () => {
    expect(asOneLine('one\r\n\ttwo')).toBe('one two');
    expect(asOneLine('Ørsted  – ok')).toBe('Ørsted  – ok');
  });
});

describe('several addresses in one paste', () => {
  test.each([
    [
      'https://a.example/1\nhttps://b.example/2\r\nhttp://c.example/3\n',
      ['https://a.example/1', 'https://b.example/2', 'http://c.example/3'],
    ],
    ['https://a.example/1, https://b.example/2;', ['https://a.example/1', 'https://b.example/2']],
    ['https://a.example/x,y https://b.example', ['https://a.example/x,y', 'https://b.example']],
  ])('%j', (text, addresses) => expect(pastedAddresses(text)).toEqual(addresses));

  test.each(['https://a.example', 'https://a.example/1 said so', 'two words', '', 'javascript:a javascript:b'])(
    'not in %j',
    (text) => {
      expect(pastedAddresses(text)).toBeUndefined();
    },
  );
});
