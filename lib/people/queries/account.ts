import { sql } from 'kysely';
import type { PersonId } from '../../kernel/ids.ts';
import type { MailNotices } from '../../kernel/newsroom/mail-times.ts';
import type { Role } from '../../kernel/permission/role.ts';
import type { Store } from '../../platform/database/database.ts';
import { kysely } from '../../platform/database/kysely.ts';
import { ago, count, listOf } from '../../platform/database/sql-values.ts';
import { ACCOUNT } from '../store/account-columns.ts';
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
  const row = await kysely(store.prisma)
    .selectFrom('person as p')
    .select((eb) => [
      ...ACCOUNT,
      'p.mail_notices as mailNotices',
      eb('p.password_hash', 'is not', null).$castTo<boolean>().as('hasPassword'),
      'p.totp_since as secondFactorSince',
      eb
        .selectFrom('recovery_code as c')
        .select(count.as('count'))
        .whereRef('c.person_id', '=', 'p.id')
        .where('c.used_at', 'is', null)
        .$asScalar()
        .$notNull()
        .as('recoveryCodes'),
      listOf(
        eb
          .selectFrom('outside_identity as o')
          .select('o.provider')
          .distinct()
          .whereRef('o.person_id', '=', 'p.id')
          .orderBy('o.provider'),
      ).as('outside'),
    ])
    .where('p.id', '=', person)
    .executeTakeFirst();
  return row && { ...row, secondFactorSince: row.secondFactorSince?.toISOString() ?? null };
}

/** A person's open sessions, the one that asks first, then by when they were last seen. */
export async function readSessions(
  store: Store,
  person: PersonId,
  current: string | undefined,
): Promise<SessionView[]> {
  const rows = await kysely(store.prisma)
    .selectFrom('person_session as s')
    .select((eb) => [
      's.id',
      's.device',
      's.address',
      's.at',
      's.seen_at as seenAt',
      sql<boolean>`${eb.ref('s.id')}::text = ${current ?? ''}`.as('current'),
    ])
    .where('s.person_id', '=', person)
    .where('s.ended_at', 'is', null)
    .where('s.at', '>', ago({ days: SESSION_DAYS }))
    .orderBy('current', 'desc')
    .orderBy('s.seen_at', 'desc')
    .execute();
  return rows.map((row) => ({ ...row, at: row.at.toISOString(), seenAt: row.seenAt.toISOString() }));
}
