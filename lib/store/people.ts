import type { PersonId } from '../domain/ids.ts';
import type { Channel } from '../domain/permission/actor.ts';
import type { Role } from '../domain/permission/role.ts';
import type { Store } from './database.ts';
import { Prisma } from './generated/client.ts';
import type { Transaction } from './transaction.ts';

/** A person as stored. */
export type StoredPerson = { id: PersonId; email: string; name: string; role: Role; passwordHash: string | null; sessionEpoch: number; disabledAt: Date | null };

export type NewPersonRow = { email: string; name: string; role: Role; passwordHash: string };

/** What can be changed of a person; every change raises the session epoch. */
export type PersonChange = { role: Role } | { disabled: boolean } | { passwordHash: string };

/** Who changed a person: nobody (null) at the command line of the machine itself. */
export type ChangedBy = { person: PersonId | null; channel: Channel };

export async function personById(store: Store, id: PersonId): Promise<StoredPerson | undefined> {
  return ((await store.prisma.person.findUnique({ where: { id } })) as StoredPerson | null) ?? undefined;
}

export async function personByEmail(store: Store, email: string): Promise<StoredPerson | undefined> {
  return ((await store.prisma.person.findUnique({ where: { email } })) as StoredPerson | null) ?? undefined;
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
}

/** Locks the active admins, so that two changes at once cannot leave none, and returns them. */
export async function lockActiveAdmins(tx: Transaction): Promise<PersonId[]> {
  const rows = await tx.$queryRaw<{ id: PersonId }[]>`SELECT id FROM person WHERE role = 'admin' AND disabled_at IS NULL ORDER BY id FOR UPDATE`;
  return rows.map((row) => row.id);
}

/** Records what was done to a person. */
export async function recordPersonFact(tx: Transaction, by: ChangedBy, verb: string, person: PersonId, detail: Record<string, string> = {}): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO audit_fact (actor_id, channel, verb, detail) VALUES (${by.person}, ${by.channel}::channel, ${verb}, ${JSON.stringify({ person, ...detail })}::jsonb)`;
}

function setting(change: PersonChange): Prisma.Sql {
  if ('role' in change) return Prisma.sql`role = ${change.role}::role`;
  if ('passwordHash' in change) return Prisma.sql`password_hash = ${change.passwordHash}`;
  return change.disabled ? Prisma.sql`disabled_at = coalesce(disabled_at, now())` : Prisma.sql`disabled_at = NULL`;
}
