/**
 * The header in which our own HTTP server writes the address that a connection came from, over
 * whatever the client sent. It only counts when that server says so by setting DATELINE_PEER_HEADER.
 */
export const PEER_HEADER = 'x-dateline-peer';

/**
 * Where a request came from; undefined where nobody trustworthy says it. X-Forwarded-For is
 * believed only with TRUST_PROXY, the number of proxies in front: each appends the address that it
 * saw, so the one that counts is that many places from the end, and what a client wrote before it is ignored.
 */
export function clientAddress(header: (name: string) => string | null | undefined, environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const proxies = Number(environment['TRUST_PROXY'] || 0);
  if (proxies > 0) return header('x-forwarded-for')?.split(',').at(-proxies)?.trim() || undefined;
  return environment['DATELINE_PEER_HEADER'] ? header(PEER_HEADER) || undefined : undefined;
}
