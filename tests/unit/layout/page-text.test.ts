import { describe, expect, it } from 'vitest';
import { decodePage } from '../../../lib/layout/page-text.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('decodePage', () => {
  it('gives the text of UTF-8 with nothing to note', () => {
    expect(decodePage(bytes('Één\n两\n'))).toEqual({ ok: true, value: { text: 'Één\n两\n', notes: [] } });
    expect(decodePage(new Uint8Array())).toEqual({ ok: true, value: { text: '', notes: [] } });
  });

  it('takes away a byte order mark and CRLF, and says so', () => {
    expect(decodePage(bytes('\uFEFFa\r\nb\rc\r\n'))).toEqual({
      ok: true,
      value: {
        text: 'a\nb\rc\n',
        notes: [expect.stringContaining('byte order mark'), expect.stringContaining('CRLF')],
      },
    });
  });

  it.each([
    ['a stray byte', [0x61, 0x0a, 0x62, 0xff, 0x0a, 0x63], 2],
    ['Latin-1', [0xe9, 0x0a], 1],
    ['half a character at the end', [0x0a, 0x0a, 0xe2, 0x82], 3],
    ['an overlong form', [0x0a, 0xc0, 0xaf], 2],
    ['a surrogate', [0xed, 0xa0, 0x80], 1],
  ])('refuses %s with its line', (_, given, line) => {
    expect(decodePage(Uint8Array.from(given))).toEqual({
      ok: false,
      error: { line, reason: expect.stringContaining('not UTF-8') },
    });
  });

  it('refuses NUL with its line', () => {
    expect(decodePage(bytes('a\nb\0'))).toEqual({
      ok: false,
      error: { line: 2, reason: expect.stringContaining('NUL') },
    });
  });
});
