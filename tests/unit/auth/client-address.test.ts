import { expect, it } from 'vitest';
import { clientAddress, PEER_HEADER } from '../../../lib/auth/client-address.ts';

const from = (headers: Record<string, string>, environment: Record<string, string>) => clientAddress((name) => headers[name], environment as NodeJS.ProcessEnv);
const FORWARDED = { 'x-forwarded-for': '1.1.1.1, 2.2.2.2,3.3.3.3' };

it('believes no header that a client can write', () => {
  expect(from({ ...FORWARDED, [PEER_HEADER]: '9.9.9.9' }, {})).toBeUndefined();
});

it('takes the address that the outermost trusted proxy saw', () => {
  expect(from(FORWARDED, { TRUST_PROXY: '1' })).toBe('3.3.3.3');
  expect(from(FORWARDED, { TRUST_PROXY: '2' })).toBe('2.2.2.2');
  expect(from(FORWARDED, { TRUST_PROXY: '9' })).toBeUndefined();
  expect(from({}, { TRUST_PROXY: '1' })).toBeUndefined();
});

it('takes the address that our own server wrote, where it says that it does', () => {
  expect(from({ ...FORWARDED, [PEER_HEADER]: '9.9.9.9' }, { DATELINE_PEER_HEADER: '1' })).toBe('9.9.9.9');
});
