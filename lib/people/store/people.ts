import { type Expression, type ExpressionBuilder, expressionBuilder } from 'kysely';
import type { PersonId } from '../../kernel/ids.ts';
import type { MailNotices } from '../../kernel/newsroom/mail-times.ts';
import type { AccountEvent } from '../../kernel/permission/account-events.ts';
import type { Role } from '../../kernel/permission/role.ts';
import type { Store } from '../../platform/database/database.ts';
import { kysely, type Runner } from '../../platform/database/kysely.ts';
import { literal, now } from '../../platform/database/sql-values.ts';
import type { Tables } from '../../platform/database/tables.ts';
import type { PrismaTransaction, Transaction } from '../../platform/database/transaction.ts';
import { endWays } from './ways-in.ts';

/**
 * A person as stored. `totpSince` is set once the second factor counts; a secret without it was shown and never
 * confirmed.
 */
export type StoredPerson = NonNullable<Awaited<ReturnType<typeof readPerson>>>;

/** Without a password somebody signs in through an outside service alone. */
export type NewPersonRow = { email: string; name: string; role: Role; passwordHash: string | null };

/** What can be changed of a person. `hands` are the others who know the password. */
export type PersonChange =
  | { role: Role }
  | { disabled: boolean }
  | { passwordHash: string; hands: readonly PersonId[] };

export async function personById(store: Store, id: PersonId): Promise<StoredPerson | undefined> {
  return readPerson(store.prisma, { id });
}

export async function personByEmail(store: Store, email: string): Promise<StoredPerson | undefined> {
  return readPerson(store.prisma, { email });
}

/** A person as the transaction sees them, by their id or address. */
export async function personInside(
  tx: Transaction,
  by: { id: PersonId } | { email: string },
): Promise<StoredPerson | undefined> {
  return readPerson(tx, by);
}

function readPerson(runner: Runner, by: { id: PersonId } | { email: string }) {
  return kysely(runner)
    .selectFrom('person')
    .select([
      'id',
      'email',
      'name',
      'role',
      'password_hash as passwordHash',
      'session_epoch as sessionEpoch',
      'disabled_at as disabledAt',
    ])
    .select(['mail_notices as mailNotices', 'totp_sealed as totpSealed', 'totp_since as totpSince'])
    .where((eb) => ('id' in by ? eb('id', '=', by.id) : eb('email', '=', by.email)))
    .executeTakeFirst();
}

/** Writes what people say about themselves. */
export async function changeAccount(
  tx: PrismaTransaction,
  id: PersonId,
  change: { name?: string | undefined; mailNotices?: MailNotices | undefined },
): Promise<void> {
  const { name, mailNotices } = change;
  await tx.person.updateMany({
    where: { id },
    data: { ...(name !== undefined && { name }), ...(mailNotices !== undefined && { mailNotices }) },
  });
}

/** Writes a new person; undefined where the address is taken. */
export async function insertPerson(
  tx: Transaction,
  { email, name, role, passwordHash }: NewPersonRow,
): Promise<PersonId | undefined> {
  const row = { email, name, role, password_hash: passwordHash };
  const made = kysely(tx)
    .insertInto('person')
    .values(row)
    .onConflict((taken) => taken.column('email').doNothing());
  return (await made.returning('id').executeTakeFirst())?.id;
}

/** Writes a change, and ends what the account had before it. */
export async function changePerson(
  tx: Transaction,
  id: PersonId,
  change: PersonChange,
  event: AccountEvent,
): Promise<void> {
  await kysely(tx)
    .updateTable('person')
    .set((eb) => setting(change, eb))
    .where('id', '=', id)
    .execute();
  await endWays(tx, id, event);
}

/**
 * That somebody may review now, held until the transaction ends: whoever shuts them out waits, and takes away what they
 * were given.
 */
export function reviewer(id: Expression<PersonId> | PersonId) {
  return expressionBuilder<Tables>()
    .selectFrom('person')
    .select('id')
    .where('id', '=', id)
    .where('disabled_at', 'is', null)
    .where('role', '<>', literal('editor'))
    .forShare();
}

/** Locks the active admins, so that two changes at once cannot leave none, and returns them. */
export async function lockActiveAdmins(tx: Transaction): Promise<PersonId[]> {
  const admins = kysely(tx)
    .selectFrom('person')
    .select('id')
    .where('role', '=', 'admin')
    .where('disabled_at', 'is', null);
  return (await admins.orderBy('id').forUpdate().execute()).map(({ id }) => id);
}

function setting(change: PersonChange, eb: ExpressionBuilder<Tables, 'person'>) {
  if ('role' in change) return { role: change.role };
  if ('passwordHash' in change) return { password_hash: change.passwordHash, password_hands: [...change.hands] };
  return { disabled_at: change.disabled ? eb.fn.coalesce('disabled_at', now) : null };
}
