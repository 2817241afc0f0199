import type { PersonId } from '../../kernel/ids.ts';
import type { Scope } from '../../kernel/permission/role.ts';
import type { Store } from '../../platform/database/database.ts';
import { readTokens } from '../store/tokens.ts';

/** A token as screens and the API show it. */
export type TokenView = {
  id: number;
  email: string;
  name: string;
  scopes: Scope[];
  /** Who made it for another. */
  madeBy: string | null;
  state: 'live' | 'expired' | 'revoked';
  createdAt: string;
  lastUsedAt: string | null;
  expiresAt: string | null;
};

/** Every token, or every one of a person, newest first, without secrets. */
export async function listTokenViews(store: Store, of?: PersonId): Promise<TokenView[]> {
  const now = Date.now();
  return (await readTokens(store, of)).map(({ revokedAt, createdAt, lastUsedAt, expiresAt, ...token }) => ({
    ...token,
    state: revokedAt ? 'revoked' : expiresAt && expiresAt.getTime() <= now ? 'expired' : 'live',
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    expiresAt: expiresAt?.toISOString() ?? null,
  }));
}
