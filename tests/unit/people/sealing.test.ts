import { afterEach, beforeEach, expect, test } from 'vitest';
import { seal, unseal } from '../../../lib/people/sign-in/sealing.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const before = process.env['NEXTAUTH_SECRET'];
beforeEach(() => {
  process.env['NEXTAUTH_SECRET'] = 'a secret of the tests';
});
afterEach(() => {
  if (before === undefined) delete process.env['NEXTAUTH_SECRET'];
  else process.env['NEXTAUTH_SECRET'] = before;
});

test('what is sealed opens with what it is bound to, and is different each time', () => {
  const sealed = seal('a text', 'row 1');
  expect(unseal(sealed, 'row 1')).toBe('a text');
  expect(seal('a text', 'row 1')).not.toBe(sealed);
  expect(sealed).not.toContain(Buffer.from('a text').toString('base64url'));
});

test('it opens for no other row, not altered, and under no other secret', () => {
  const sealed = seal('a text', 'row 1');
  expect(unseal(sealed, 'row 2')).toBeUndefined();
  for (let at = 0; at < sealed.length; at += 1)
    for (const letter of ALPHABET)
      if (letter !== sealed[at])
        expect(unseal(sealed.slice(0, at) + letter + sealed.slice(at + 1), 'row 1')).toBeUndefined();
  for (const broken of ['', 'x', sealed.slice(0, 20)]) expect(unseal(broken, 'row 1')).toBeUndefined();
  process.env['NEXTAUTH_SECRET'] = 'another secret of the tests';
  expect(unseal(sealed, 'row 1')).toBeUndefined();
});
