import { isIP } from 'node:net';
import { variables } from '../../platform/environment/environment.ts';

/**
 * The header in which our own HTTP server writes the address that a connection came from, over
 * whatever the client sent. It only counts when that server says so by setting DATELINE_PEER_HEADER.
 */
export const PEER_HEADER = 'x-dateline-peer';

/**
 * Where a request came from; undefined where nobody trustworthy says it. X-Forwarded-For is
 * believed only with TRUST_PROXY, the number of proxies in front: each appends the address that it
 * saw, so the one that counts is that many places from the end, and what a client wrote before it is ignored. A
 * request that no proxy wrote an address for came past them: the connection's own address counts.
 */
export function clientAddress(
  header: (name: string) => string | null | undefined,
  environment: NodeJS.ProcessEnv = variables(),
): string | undefined {
  const proxies = Number(environment['TRUST_PROXY'] || 0);
  const forwarded = proxies > 0 ? bare(header('x-forwarded-for')?.split(',').at(-proxies)) : undefined;
  return forwarded ?? (environment['DATELINE_PEER_HEADER'] ? bare(header(PEER_HEADER)) : undefined);
}

/**
 * What is counted of an address: all of IPv4, and of IPv6 the first half, since whoever has one address there has all
 * that begin so.
 */
export function networkOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const groups = fullGroups(address);
  return `${groups.slice(0, 4).join(':')}::/64`;
}

/**
 * An IP address alone, without a port, brackets or a zone, and IPv4 as such where IPv6 carries it. Undefined for
 * anything else.
 */
function bare(text: string | null | undefined): string | undefined {
  const said = text?.trim().toLowerCase() ?? '';
  const [, address = ''] = /^\[?([\da-f:.]+?)(?:%[^\]]*)?\]?$/.exec(said.replace(/^(\[.+\]|[\d.]+):\d+$/, '$1')) ?? [];
  if (isIP(address) === 4) return address;
  if (isIP(address) !== 6) return undefined;
  const groups = fullGroups(address);
  if (groups.slice(0, 5).some((group) => group !== '0') || groups[5] !== 'ffff') return address;
  return groups
    .slice(6)
    .flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 0xff])
    .join('.');
}

/** The eight groups of an IPv6 address, without leading zeros. */
function fullGroups(address: string): string[] {
  const hex = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [before = '', after] = hex.split('::');
  const [left, right] = [before, after ?? ''].map((part) => (part ? part.split(':') : []));
  const gap = after === undefined ? 0 : 8 - (left?.length ?? 0) - (right?.length ?? 0);
  return [...(left ?? []), ...Array.from({ length: gap }, () => '0'), ...(right ?? [])];
}
