import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { base32, codeAt, newTotpSecret, stepAt, stepOfCode, totpAddress } from '../../../lib/people/sign-in/totp.ts';

/** Appendix B of RFC 6238, the rows of SHA-1: seconds and the code of eight digits. */
const RFC_6238 = [
  [59, '94287082'],
  [1_111_111_109, '07081804'],
  [1_111_111_111, '14050471'],
  [1_234_567_890, '89005924'],
  [2_000_000_000, '69279037'],
  [20_000_000_000, '65353130'],
] as const;

test.each(RFC_6238)('at %i seconds the code is the RFC’s', (seconds, code) => {
  expect(codeAt(Buffer.from('12345678901234567890'), stepAt(seconds * 1000), 8)).toBe(code);
});

test.each([
  ['', ''],
  ['f', 'MY'],
  ['fo', 'MZXQ'],
  ['foo', 'MZXW6'],
  ['foob', 'MZXW6YQ'],
  ['fooba', 'MZXW6YTB'],
  ['foobar', 'MZXW6YTBOI'],
])('base32 of “%s” is RFC 4648’s without its padding', (text, letters) =>
  expect(base32(Buffer.from(text))).toBe(letters),
);

describe('a code', () => {
  it('is found on its step and one to either side, and on no other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 2_000_000_000 }), fc.integer({ min: -4, max: 4 }), (step, off) => {
        const secret = newTotpSecret();
        const found = stepOfCode(secret, codeAt(secret, step), (step + off) * 30_000);
        if (Math.abs(off) <= 1) expect(found).toBeGreaterThanOrEqual(step);
        else if (found !== undefined) expect(codeAt(secret, found)).toBe(codeAt(secret, step));
      }),
    );
  });

  it('of another length is nobody’s', () => {
    const secret = newTotpSecret();
    for (const typed of ['', '1', '12345', '1234567', '１２３４５６'])
      expect(stepOfCode(secret, typed, 1e12)).toBeUndefined();
  });
});

test('an authenticator app reads the address', () => {
  const url = new URL(totpAddress(Buffer.from('12345678901234567890'), 'ada+test@example.org'));
  expect([url.protocol, url.host, decodeURIComponent(url.pathname), url.searchParams.get('secret')]).toEqual([
    'otpauth:',
    'totp',
    '/Dateline:ada+test@example.org',
    'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
  ]);
});
