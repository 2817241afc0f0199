import type { PersonId } from '../domain/ids.ts';
import type { Role, Scope } from '../domain/permission/role.ts';
import type { Store } from './database.ts';
import type { Transaction } from './transaction.ts';

/** A token as lists show it; its secret is never stored. */
export type ListedToken = { id: number; email: string; name: string; scopes: Scope[]; createdAt: Date; lastUsedAt: Date | null; revokedAt: Date | null; expiresAt: Date | null };

/**
 * The person behind a token that counts now: not revoked, its time not over, its person not disabled. Notes when it was
 * last used, at most once a minute, so that a busy token does not write on every request.
 */
export async function holderOfToken(store: Store, secretHash: string): Promise<{ id: PersonId; role: Role; scopes: Scope[] } | undefined> {
  const [row] = await store.prisma.$queryRaw<{ id: PersonId; role: Role; scopes: Scope[]; token: number; note: boolean }[]>`
    SELECT p.id, p.role::text AS role, t.scopes, t.id AS token, (t.last_used_at IS NULL OR t.last_used_at < now() - interval '1 minute') AS note
      FROM token t JOIN person p ON p.id = t.person_id
     WHERE t.secret_hash = ${secretHash} AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > now()) AND p.disabled_at IS NULL`;
  if (!row) return undefined;
  if (row.note) await store.prisma.$executeRaw`UPDATE token SET last_used_at = now() WHERE id = ${row.token}`;
  return { id: row.id, role: row.role, scopes: row.scopes };
}

/** Writes a new token of a person. */
export async function insertToken(tx: Transaction, person: PersonId, secretHash: string, scopes: readonly Scope[], name: string, expiresAt: Date | null): Promise<number> {
  const { id } = await tx.token.create({ data: { personId: person, secretHash, scopes: [...scopes], name, expiresAt }, select: { id: true } });
  return id;
}

/** Ends a token at once, `of` one person alone where that is said. The person that it belonged to; undefined where no live token is that. */
export async function endToken(tx: Transaction, id: number, of: PersonId | null = null): Promise<PersonId | undefined> {
  const [row] = await tx.$queryRaw<
    { person: PersonId }[]
  >`UPDATE token SET revoked_at = now() WHERE id = ${id} AND (${of}::int IS NULL OR person_id = ${of}) AND revoked_at IS NULL RETURNING person_id AS person`;
  return row?.person;
}

/** Every token, or every one of a person, newest first. */
export async function readTokens(store: Store, of: PersonId | null = null): Promise<ListedToken[]> {
  return store.prisma.$queryRaw<ListedToken[]>`
    SELECT t.id, p.email, t.name, t.scopes, t.created_at AS "createdAt", t.last_used_at AS "lastUsedAt", t.revoked_at AS "revokedAt", t.expires_at AS "expiresAt"
      FROM token t JOIN person p ON p.id = t.person_id WHERE ${of}::int IS NULL OR t.person_id = ${of} ORDER BY t.id DESC`;
}
