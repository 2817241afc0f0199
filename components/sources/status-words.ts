import type { AddressStatus } from '#lib/sources/rules/check.ts';

export const STATUS_NAMES: Readonly<Record<AddressStatus, string>> = {
  unchecked: 'Not checked yet',
  alive: 'Answers',
  redirected: 'Redirected',
  dead: 'Dead',
  unreachable: 'Not reachable',
  refused: 'Blocks automated checks',
};

type CheckedAddress = { status: AddressStatus; httpStatus: number | null; problem: string | null };

/** Why an address has its status, as the end of a line; empty where the status says it all. */
export function reasonWords({ status, httpStatus, problem }: CheckedAddress): string {
  if (problem) return problem;
  if (httpStatus === null || status === 'alive' || status === 'redirected') return '';
  return `The server answered ${httpStatus}.`;
}

/** Only an address of the web becomes a link. */
export function isWebAddress(url: string): boolean {
  return /^https?:\/\/[^/]/i.test(url) && URL.canParse(url);
}
