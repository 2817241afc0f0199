import type { PersonId } from '../domain/ids.ts';
import type { MailNotices } from '../domain/notice/mail-times.ts';
import type { Role } from '../domain/permission/role.ts';
import type { Store } from '../store/database.ts';
import { SESSION_DAYS } from '../store/sessions.ts';

/** A person's own account. `recoveryCodes` counts those that were not used. */
export type AccountView = {
  id: PersonId;
  name: string;
  email: string;
  role: Role;
  mailNotices: MailNotices;
  hasPassword: boolean;
  secondFactorSince: string | null;
  recoveryCodes: number;
  outside: string[];
};

/** An open session of a person; `current` is the one that asks. */
export type SessionView = { id: string; device: string; address: string; at: string; seenAt: string; current: boolean };

/** What people see of their own account. */
export async function readAccount(store: Store, person: PersonId): Promise<AccountView | undefined> {
  const [row] = await store.prisma.$queryRaw<(Omit<AccountView, 'secondFactorSince'> & { secondFactorSince: Date | null })[]>`
    SELECT id, name, email, role::text AS role, mail_notices AS "mailNotices", password_hash IS NOT NULL AS "hasPassword", totp_since AS "secondFactorSince",
           (SELECT count(*)::int FROM recovery_code c WHERE c.person_id = p.id AND c.used_at IS NULL) AS "recoveryCodes",
           ARRAY(SELECT DISTINCT provider FROM outside_identity o WHERE o.person_id = p.id ORDER BY provider) AS outside
      FROM person p WHERE id = ${person}`;
  return row && { ...row, secondFactorSince: row.secondFactorSince?.toISOString() ?? null };
}

/** A person's open sessions, the one that asks first, then by when they were last seen. */
export async function readSessions(store: Store, person: PersonId, current: string | undefined): Promise<SessionView[]> {
  const rows = await store.prisma.$queryRaw<(Omit<SessionView, 'at' | 'seenAt'> & { at: Date; seenAt: Date })[]>`
    SELECT id::text AS id, device, address, at, seen_at AS "seenAt", id::text = ${current ?? ''} AS current FROM person_session
     WHERE person_id = ${person} AND ended_at IS NULL AND at > now() - make_interval(days => ${SESSION_DAYS}) ORDER BY id::text = ${current ?? ''} DESC, seen_at DESC`;
  return rows.map((row) => ({ ...row, at: row.at.toISOString(), seenAt: row.seenAt.toISOString() }));
}
