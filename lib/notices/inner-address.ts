import { BlockList, isIP } from 'node:net';

/** Networks of IPv4 that are no place of the public internet: this machine, inner networks, documentation, many at once. */
const INNER_V4: readonly [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** Of IPv6, what lies outside of 2000::/3 is not public; inside of it, these carry other addresses in them or are for documentation. */
const INNER_V6: readonly [string, number][] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const innerV4 = new BlockList();
for (const [network, bits] of INNER_V4) innerV4.addSubnet(network, bits, 'ipv4');
const publicV6 = new BlockList();
publicV6.addSubnet('2000::', 3, 'ipv6');
const innerV6 = new BlockList();
for (const [network, bits] of INNER_V6) innerV6.addSubnet(network, bits, 'ipv6');

/** Whether an IP address, in any notation that a resolver gives, is not one of the public internet. What is no address at all counts as inner. */
export function isInnerAddress(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, '');
  const family = isIP(bare);
  if (family === 4) return innerV4.check(bare, 'ipv4');
  if (family !== 6 || bare.includes('%')) return true;
  return !publicV6.check(bare, 'ipv6') || innerV6.check(bare, 'ipv6');
}
