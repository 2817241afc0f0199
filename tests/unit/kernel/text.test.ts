import { expect, test } from 'vitest';
import { someLine, webAddress } from '../../../lib/kernel/contract/text.ts';

test.each(['\u200b', '\u00ad \u2060', '\u3164', '\u2800', '\ufe0f', '\u0301'])(
  'a line of %j alone is empty',
  (text) => {
    expect(someLine(100).safeParse(text).error?.issues[0]?.message).toBe('is empty.');
  },
);

test.each([
  'https://example.org/a\u200b',
  'https://example.org/\u202ea',
  'https://exam\u00adple.org/',
  'https://example.org/a\ufeff',
  'https://example.org/❤\ufe0f',
])('the address %j is refused for what nobody sees', (address) => {
  expect(webAddress.safeParse(address).error?.issues[0]?.message).toMatch(/invisible character/);
});

test.each(['https://example.org/a', 'https://example.org/東京?q=é', 'http://müller.example/'])(
  'the address %s is taken',
  (address) => {
    expect(webAddress.parse(address)).toBe(address);
  },
);
