import type { PersonId } from '../../kernel/ids.ts';
import type { Role } from '../../kernel/permission/role.ts';
import type { Store } from '../../platform/database/database.ts';
import { kysely } from '../../platform/database/kysely.ts';
import { fold, now } from '../../platform/database/sql-values.ts';
import { ACCOUNT } from '../store/account-columns.ts';

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
export type ListedInvitation = {
  id: number;
  email: string;
  name: string;
  role: Role;
  invitedBy: string;
  at: string;
  expiresAt: string;
  expired: boolean;
};

/** Everybody with access or who once had it: active ones first, then by name. A newsroom's list, not an archive's. */
export async function listPeople(store: Store): Promise<ListedPerson[]> {
  const rows = await kysely(store.prisma)
    .selectFrom('person as p')
    .select((eb) => [
      ...ACCOUNT,
      'p.disabled_at as disabledAt',
      'p.created_at as createdAt',
      eb('p.totp_since', 'is not', null).$castTo<boolean>().as('secondFactor'),
      eb
        .selectFrom('person_session as s')
        .select((s) => s.fn.max('s.seen_at').as('seen'))
        .whereRef('s.person_id', '=', 'p.id')
        .as('lastSeenAt'),
    ])
    .orderBy((eb) => eb('p.disabled_at', 'is not', null))
    .orderBy((eb) => fold(eb.ref('p.name')))
    .orderBy('p.id')
    .execute();
  return rows.map((row) => ({
    ...row,
    disabledAt: row.disabledAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
  }));
}

/** The invitations that were neither used nor taken back, newest first. */
export async function listInvitations(store: Store): Promise<ListedInvitation[]> {
  const rows = await kysely(store.prisma)
    .selectFrom('invitation as i')
    .innerJoin('person as p', 'p.id', 'i.invited_by')
    .select((eb) => [
      'i.id',
      'i.email',
      'i.name',
      'i.role',
      'p.name as invitedBy',
      'i.at',
      'i.expires_at as expiresAt',
      eb('i.expires_at', '<=', now).$castTo<boolean>().as('expired'),
    ])
    .where('i.used_at', 'is', null)
    .where('i.revoked_at', 'is', null)
    .orderBy('i.id', 'desc')
    .execute();
  return rows.map((row) => ({ ...row, at: row.at.toISOString(), expiresAt: row.expiresAt.toISOString() }));
}

/** Everybody who is an admin and can sign in. */
export function activeAdmins(store: Store): Promise<{ id: PersonId; email: string }[]> {
  return kysely(store.prisma)
    .selectFrom('person')
    .select(['id', 'email'])
    .where('role', '=', 'admin')
    .where('disabled_at', 'is', null)
    .orderBy('id')
    .execute();
}
