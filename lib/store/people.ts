import type { PersonId } from '../domain/ids.ts';
import type { MailNotices } from '../domain/notice/mail-times.ts';
import type { Role } from '../domain/permission/role.ts';
import { type ChangedBy, recordFact } from './audit.ts';
import type { Store } from './database.ts';
import { Prisma } from './generated/client.ts';
import type { Transaction } from './transaction.ts';

/** A person as stored. */
export type StoredPerson = {
  id: PersonId;
  email: string;
  name: string;
  role: Role;
  passwordHash: string | null;
  sessionEpoch: number;
  disabledAt: Date | null;
  mailNotices: MailNotices;
  totpSealed: string | null;
  /** Set once the second factor counts; a secret without it was shown and never confirmed. */
  totpSince: Date | null;
};

/** Without a password somebody signs in through an outside service alone. */
export type NewPersonRow = { email: string; name: string; role: Role; passwordHash: string | null };

/** What can be changed of a person; every change raises the session epoch. */
export type PersonChange = { role: Role } | { disabled: boolean } | { passwordHash: string };

export async function personById(store: Store, id: PersonId): Promise<StoredPerson | undefined> {
  return ((await store.prisma.person.findUnique({ where: { id } })) as StoredPerson | null) ?? undefined;
}

export async function personByEmail(store: Store, email: string): Promise<StoredPerson | undefined> {
  return ((await store.prisma.person.findUnique({ where: { email } })) as StoredPerson | null) ?? undefined;
}

/** A person as the transaction sees them, by their id or address. */
export async function personInside(tx: Transaction, by: { id: PersonId } | { email: string }): Promise<StoredPerson | undefined> {
  return ((await tx.person.findUnique({ where: by })) as StoredPerson | null) ?? undefined;
}

/** Writes what people say of themselves. */
export async function changeAccount(tx: Transaction, id: PersonId, change: { name?: string | undefined; mailNotices?: MailNotices | undefined }): Promise<void> {
  await tx.$executeRaw`
    UPDATE person SET name = coalesce(${change.name ?? null}, name), mail_notices = coalesce(${change.mailNotices ?? null}, mail_notices) WHERE id = ${id}`;
}

/** Writes a new person; undefined where the address is taken. */
export async function insertPerson(tx: Transaction, row: NewPersonRow): Promise<PersonId | undefined> {
  const [made] = await tx.$queryRaw<{ id: PersonId }[]>`
    INSERT INTO person (email, name, role, password_hash) VALUES (${row.email}, ${row.name}, ${row.role}::role, ${row.passwordHash})
    ON CONFLICT (email) DO NOTHING RETURNING id`;
  return made?.id;
}

/** Writes a change and ends the person's sessions. */
export async function changePerson(tx: Transaction, id: PersonId, change: PersonChange): Promise<void> {
  await tx.$executeRaw`UPDATE person SET ${setting(change)}, session_epoch = session_epoch + 1 WHERE id = ${id}`;
  await tx.$executeRaw`UPDATE person_session SET ended_at = now() WHERE person_id = ${id} AND ended_at IS NULL`;
}

/** Locks the active admins, so that two changes at once cannot leave none, and returns them. */
export async function lockActiveAdmins(tx: Transaction): Promise<PersonId[]> {
  const rows = await tx.$queryRaw<{ id: PersonId }[]>`SELECT id FROM person WHERE role = 'admin' AND disabled_at IS NULL ORDER BY id FOR UPDATE`;
  return rows.map((row) => row.id);
}

/** Records what was done to a person. */
export async function recordPersonFact(tx: Transaction, by: ChangedBy, verb: string, person: PersonId, detail: Record<string, string> = {}): Promise<void> {
  await recordFact(tx, by, verb, { person, ...detail });
}

function setting(change: PersonChange): Prisma.Sql {
  if ('role' in change) return Prisma.sql`role = ${change.role}::role`;
  if ('passwordHash' in change) return Prisma.sql`password_hash = ${change.passwordHash}`;
  return change.disabled ? Prisma.sql`disabled_at = coalesce(disabled_at, now())` : Prisma.sql`disabled_at = NULL`;
}
