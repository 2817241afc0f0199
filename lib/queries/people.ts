import type { PersonId } from '../domain/ids.ts';
import type { Role } from '../domain/permission/role.ts';
import type { Store } from '../store/database.ts';

/** A person as the admin's list shows them. */
export type ListedPerson = { id: PersonId; name: string; email: string; role: Role; disabledAt: string | null; createdAt: string };

/** Everybody with access or who once had it: active ones first, then by name. A newsroom's list, not an archive's. */
export async function listPeople(store: Store): Promise<ListedPerson[]> {
  const rows = await store.prisma.$queryRaw<(Omit<ListedPerson, 'disabledAt' | 'createdAt'> & { disabledAt: Date | null; createdAt: Date })[]>`
    SELECT id, name, email, role::text AS role, disabled_at AS "disabledAt", created_at AS "createdAt"
      FROM person ORDER BY disabled_at IS NOT NULL, fold(name), id`;
  return rows.map((row) => ({ ...row, disabledAt: row.disabledAt?.toISOString() ?? null, createdAt: row.createdAt.toISOString() }));
}

/** Everybody who is an admin and can sign in. */
export async function activeAdmins(store: Store): Promise<{ id: PersonId; email: string }[]> {
  return store.prisma.$queryRaw`SELECT id, email FROM person WHERE role = 'admin' AND disabled_at IS NULL ORDER BY id`;
}
