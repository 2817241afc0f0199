import { expect, it } from 'vitest';
import { clientAddress, networkOf, PEER_HEADER } from '../../../lib/people/sign-in/client-address.ts';

const from = (headers: Record<string, string>, environment: Record<string, string>) =>
  clientAddress((name) => headers[name], environment as NodeJS.ProcessEnv);
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

it('takes the connection’s own address of a request that came past the proxies', () => {
  expect(from({ [PEER_HEADER]: '9.9.9.9' }, { TRUST_PROXY: '1', DATELINE_PEER_HEADER: '1' })).toBe('9.9.9.9');
  expect(
    from({ 'x-forwarded-for': 'nonsense', [PEER_HEADER]: '9.9.9.9' }, { TRUST_PROXY: '1', DATELINE_PEER_HEADER: '1' }),
  ).toBe('9.9.9.9');
});

it.each([
  ['203.0.113.7:51234', '203.0.113.7'],
  [' [2001:db8::1]:443 ', '2001:db8::1'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['::FFFF:CB00:7107', '203.0.113.7'],
  ['fe80::1%eth0', 'fe80::1'],
])('reads %s as the address %s, whatever port or notation', (said, address) => {
  expect(from({ 'x-forwarded-for': said }, { TRUST_PROXY: '1' })).toBe(address);
});

it.each([
  ['2001:db8:1:2::1', '2001:db8:1:2:ffff:ffff:ffff:ffff', true],
  ['2001:0db8:0001:0002:0:0:0:9', '2001:db8:1:2::1', true],
  ['2001:db8:1:3::1', '2001:db8:1:2::1', false],
  ['203.0.113.7', '203.0.113.8', false],
])('counts %s and %s as one network: %s', (one, other, same) => {
  expect(networkOf(one) === networkOf(other)).toBe(same);
});
