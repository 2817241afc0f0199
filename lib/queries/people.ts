import type { PersonId } from '../domain/ids.ts';
import type { Role } from '../domain/permission/role.ts';
import type { Store } from '../store/database.ts';

/** A person as the admin's list shows them. */
export type ListedPerson = {
  id: PersonId;
  name: string;
  email: string;
  role: Role;
  disabledAt: string | null;
  createdAt: string;
  lastSeenAt: string | null;
  secondFactor: boolean;
};

/** An invitation that waits; `expired` where its link is too old. */
export type ListedInvitation = { id: number; email: string; name: string; role: Role; invitedBy: string; at: string; expiresAt: string; expired: boolean };

type Dated<T, Keys extends keyof T> = Omit<T, Keys> & { [Key in Keys]: null extends T[Key] ? Date | null : Date };

/** Everybody with access or who once had it: active ones first, then by name. A newsroom's list, not an archive's. */
export async function listPeople(store: Store): Promise<ListedPerson[]> {
  const rows = await store.prisma.$queryRaw<Dated<ListedPerson, 'disabledAt' | 'createdAt' | 'lastSeenAt'>[]>`
    SELECT id, name, email, role::text AS role, disabled_at AS "disabledAt", created_at AS "createdAt", totp_since IS NOT NULL AS "secondFactor",
           (SELECT max(seen_at) FROM person_session s WHERE s.person_id = p.id) AS "lastSeenAt"
      FROM person p ORDER BY disabled_at IS NOT NULL, fold(name), id`;
  return rows.map((row) => ({
    ...row,
    disabledAt: row.disabledAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
  }));
}

/** The invitations that were neither used nor taken back, newest first. */
export async function listInvitations(store: Store): Promise<ListedInvitation[]> {
  const rows = await store.prisma.$queryRaw<Dated<ListedInvitation, 'at' | 'expiresAt'>[]>`
    SELECT i.id, i.email, i.name, i.role::text AS role, p.name AS "invitedBy", i.at, i.expires_at AS "expiresAt", i.expires_at <= now() AS expired
      FROM invitation i JOIN person p ON p.id = i.invited_by WHERE i.used_at IS NULL AND i.revoked_at IS NULL ORDER BY i.id DESC`;
  return rows.map((row) => ({ ...row, at: row.at.toISOString(), expiresAt: row.expiresAt.toISOString() }));
}

/** Everybody who is an admin and can sign in. */
export async function activeAdmins(store: Store): Promise<{ id: PersonId; email: string }[]> {
  return store.prisma.$queryRaw`SELECT id, email FROM person WHERE role = 'admin' AND disabled_at IS NULL ORDER BY id`;
}
