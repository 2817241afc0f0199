import type { PersonId } from '../domain/ids.ts';
import type { Role } from '../domain/permission/role.ts';
import type { Store } from './database.ts';
import type { Transaction } from './transaction.ts';

/** Whom a link invites. */
export type Invited = { email: string; name: string; role: Role };

const LIFE_HOURS = 72;

/** Writes an invitation. Undefined where the address has one that still counts; one whose time is over makes room. */
export async function insertInvitation(tx: Transaction, by: PersonId, invited: Invited, secretHash: string): Promise<{ id: number; expiresAt: Date } | undefined> {
  await tx.$executeRaw`UPDATE invitation SET revoked_at = now() WHERE email = ${invited.email} AND used_at IS NULL AND revoked_at IS NULL AND expires_at <= now()`;
  const [made] = await tx.$queryRaw<{ id: number; expiresAt: Date }[]>`
    INSERT INTO invitation (secret_hash, email, name, role, invited_by, expires_at)
    VALUES (${secretHash}, ${invited.email}, ${invited.name}, ${invited.role}::role, ${by}, now() + make_interval(hours => ${LIFE_HOURS}))
    ON CONFLICT (email) WHERE used_at IS NULL AND revoked_at IS NULL DO NOTHING RETURNING id, expires_at AS "expiresAt"`;
  return made;
}

/** Gives an open invitation another secret and its whole time again: the earlier link is dead. Undefined where it is not open. */
export async function renewInvitation(tx: Transaction, id: number, secretHash: string): Promise<{ email: string; expiresAt: Date } | undefined> {
  const [renewed] = await tx.$queryRaw<{ email: string; expiresAt: Date }[]>`
    UPDATE invitation SET secret_hash = ${secretHash}, expires_at = now() + make_interval(hours => ${LIFE_HOURS})
     WHERE id = ${id} AND used_at IS NULL AND revoked_at IS NULL RETURNING email, expires_at AS "expiresAt"`;
  return renewed;
}

/** Ends an open invitation. Its address; undefined where it is not open. */
export async function endInvitation(tx: Transaction, id: number): Promise<string | undefined> {
  const [ended] = await tx.$queryRaw<{ email: string }[]>`
    UPDATE invitation SET revoked_at = now() WHERE id = ${id} AND used_at IS NULL AND revoked_at IS NULL RETURNING email`;
  return ended?.email;
}

/** Whom a link invites now; undefined for one that is used, revoked, too old or was never made. */
export async function openInvitation(store: Store, secretHash: string): Promise<Invited | undefined> {
  const [found] = await store.prisma.$queryRaw<Invited[]>`
    SELECT email, name, role::text AS role FROM invitation WHERE secret_hash = ${secretHash} AND used_at IS NULL AND revoked_at IS NULL AND expires_at > now()`;
  return found;
}

/** Uses an invitation up, by its link or by its address. Of two at once, the second finds it used. */
export async function spendInvitation(tx: Transaction, by: { secretHash: string } | { emails: readonly string[] }): Promise<Invited | undefined> {
  const [used] = await tx.$queryRaw<Invited[]>`
    UPDATE invitation SET used_at = now()
     WHERE id = (SELECT id FROM invitation
                  WHERE (secret_hash = ${'secretHash' in by ? by.secretHash : null} OR email = ANY(${'emails' in by ? [...by.emails] : []}))
                    AND used_at IS NULL AND revoked_at IS NULL AND expires_at > now() ORDER BY id LIMIT 1 FOR UPDATE)
    RETURNING email, name, role::text AS role`;
  return used;
}
