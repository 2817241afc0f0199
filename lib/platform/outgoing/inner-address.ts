import type { lookup as resolve } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/**
 * Networks of IPv4 that are no place of the public internet: this machine, inner networks, documentation, many at once.
 */
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

/**
 * Of IPv6, what is outside of 2000::/3 is not public; inside of it, these carry other addresses in them or are for
 * documentation.
 */
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

/**
 * Whether an IP address, in any notation that a resolver gives, is not one of the public internet. What is no address
 * at all counts as inner.
 */
export function isInnerAddress(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, '');
  const family = isIP(bare);
  if (family === 4) return innerV4.check(bare, 'ipv4');
  if (family !== 6 || bare.includes('%')) return true;
  return !publicV6.check(bare, 'ipv6') || innerV6.check(bare, 'ipv6');
}

/**
 * Names that mean this machine or an inner network, whatever a resolver says about them (RFC 6761, 6762, 8375;
 * `internal` of ICANN).
 */
const INNER_NAME = /(?:^|\.)(?:localhost|localdomain|local|internal|intranet|lan|home\.arpa)$/;

/**
 * Whether the host of a parsed address is an inner one by itself, before anything is looked up: an IP address, such a
 * name, or a name without a dot.
 */
export function isInnerHost(hostname: string): boolean {
  const host = hostname.toLowerCase().replace(/\.+$/, '');
  if (isIP(host.replace(/^\[|\]$/g, ''))) return isInnerAddress(host);
  return !host.includes('.') || INNER_NAME.test(host);
}

/** What `error.code` says where a name led to an inner address. */
export const INNER_CODE = 'EINNER';

/**
 * Finds the addresses of a name as `resolver` does, and gives a connection none of them where one is an inner one. Node
 * connects to what this gives, so a name cannot lead elsewhere between the check and the use.
 */
export function checkedLookup({
  reachPrivate,
  resolver,
}: {
  reachPrivate: boolean;
  resolver: typeof resolve;
}): LookupFunction {
  return (name, how, done) => {
    resolver(name, { ...how, all: true }, (error, found) => {
      if (error) return done(error, '', 0);
      const [first] = found;
      if (!first) return done(Object.assign(new Error('not found'), { code: 'ENOTFOUND' }), '', 0);
      if (!reachPrivate && found.some(({ address }) => isInnerAddress(address)))
        return done(Object.assign(new Error('an inner address'), { code: INNER_CODE }), '', 0);
      if (how.all) return done(null, found);
      return done(null, first.address, first.family);
    });
  };
}
