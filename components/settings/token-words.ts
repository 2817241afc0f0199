import type { TokenView } from '#lib/people/queries/tokens.ts';

/** What a token may do, and its days, in one line. Days are UTC's. */
export function tokenFacts({ scopes, madeBy, createdAt, lastUsedAt, expiresAt }: TokenView): string {
  const day = (at: string) => at.slice(0, 10);
  const last = expiresAt ? new Date(Date.parse(expiresAt) - 1).toISOString() : undefined;
  return [
    scopes.join(', '),
    `created ${day(createdAt)}${madeBy ? ` by ${madeBy}` : ''}`,
    lastUsedAt ? `last used ${day(lastUsedAt)}` : 'never used',
    last ? `valid until ${day(last)}` : 'no end date',
  ].join(' · ');
}
