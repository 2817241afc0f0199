import type { AddressStatus } from './check.ts';

/**
 * What is known of one source's address. `party` is whom it counts for: sources of one party are not independent of
 * each other.
 */
export type SourceKnown = {
  url: string;
  party: string;
  /** The managed name of its publisher. */
  publisher: string | null;
  status: AddressStatus;
  httpStatus: number | null;
  redirect: string | null;
  problem: string | null;
  checkedAt: string | null;
  seenAt: string | null;
  archived: string | null;
};

/** The evidence of an entry: counts, and what is known of each address. */
export type SourceEvidence = {
  sources: number;
  publishers: number;
  dead: number;
  redirected: number;
  failing: number;
  unchecked: number;
  addresses: SourceKnown[];
};

/** Adds up what is known of an entry's addresses; each page counts once, and each party once. */
export function summariseEvidence(addresses: SourceKnown[]): SourceEvidence {
  const having = (status: AddressStatus) => addresses.filter((one) => one.status === status).length;
  return {
    sources: addresses.length,
    publishers: new Set(addresses.map(({ party }) => party)).size,
    dead: having('dead'),
    redirected: having('redirected'),
    failing: having('unreachable'),
    unchecked: having('unchecked'),
    addresses,
  };
}

/** The evidence in a line: `3 sources, 2 publishers, 1 dead`. */
export function evidenceWords({
  sources,
  publishers,
  dead,
  redirected,
  failing,
}: Omit<SourceEvidence, 'addresses'>): string {
  if (sources === 0) return 'No sources';
  const words = [counted(sources, 'source'), counted(publishers, 'publisher')];
  if (dead) words.push(`${dead} dead`);
  if (redirected) words.push(`${redirected} redirected`);
  if (failing) words.push(`${failing} not reachable now`);
  return words.join(', ');
}

function counted(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}
