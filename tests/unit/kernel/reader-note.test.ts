import { expect, test } from 'vitest';
import { addressNote, paragraphNote, readerNote } from '../../../lib/kernel/text/reader-note.ts';

test.each([
  '*bold* words',
  'a _slanted_ word',
  'a &amp; b',
  'found at www.gov.cn',
  'write to a@example.org',
  '~~struck~~',
  'some `code`',
  'a \\* star',
  'turned \u202eback',
])('an editor is told of what readers see otherwise: %j', (text) => expect(readerNote(text)).toBeDefined());

test.each([
  'The bridge opens',
  '5 * 3 = 15',
  'snake_case_name',
  'Q&A: more',
  'a user of @example',
  'AT&T',
  'an e-mail to nobody',
])('nothing is said of a text that readers see as it is: %j', (text) => expect(readerNote(text)).toBeUndefined());

test.each(['- dash', '1. one', '> quote', '***', '* * *', '___'])(
  'a summary that begins like a list, a quotation or a line is told: %j',
  (text) => expect(paragraphNote(text)).toBeDefined(),
);

test('an address that ends with a sign is asked about, and no other', () => {
  expect(addressNote('https://example.org/a.')).toContain('“.”');
  expect(addressNote('https://example.org/a,')).toContain('“,”');
  expect(addressNote('https://example.org/wiki/Sel_(harbour)')).toBeUndefined();
});
