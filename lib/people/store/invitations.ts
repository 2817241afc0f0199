import type { PersonId } from '../../kernel/ids.ts';
import type { Role } from '../../kernel/permission/role.ts';
import type { Store } from '../../platform/database/database.ts';
import { kysely } from '../../platform/database/kysely.ts';
import { anyText, fromNow, now } from '../../platform/database/sql-values.ts';
import type { Transaction } from '../../platform/database/transaction.ts';

/** Whom a link invites. */
export type Invited = { email: string; name: string; role: Role };

const WHOLE_LIFE = fromNow({ hours: 72 });

/** Writes an invitation. Undefined where the address has one that still counts; one whose time is over makes room. */
export async function insertInvitation(
  tx: Transaction,
  by: PersonId,
  invited: Invited,
  secretHash: string,
): Promise<{ id: number; expiresAt: Date } | undefined> {
  await open(tx).set({ revoked_at: now }).where('email', '=', invited.email).where('expires_at', '<=', now).execute();
  return kysely(tx)
    .insertInto('invitation')
    .values({ ...invited, secret_hash: secretHash, invited_by: by, expires_at: WHOLE_LIFE })
    .onConflict((open) => open.column('email').where('used_at', 'is', null).where('revoked_at', 'is', null).doNothing())
    .returning(['id', 'expires_at as expiresAt'])
    .executeTakeFirst();
}

/**
 * Gives an open invitation another secret and its whole time again: the earlier link is dead. Undefined where it is not
 * open.
 */
export async function renewInvitation(
  tx: Transaction,
  id: number,
  secretHash: string,
): Promise<{ email: string; expiresAt: Date } | undefined> {
  const renewed = open(tx).set({ secret_hash: secretHash, expires_at: WHOLE_LIFE }).where('id', '=', id);
  return renewed.returning(['email', 'expires_at as expiresAt']).executeTakeFirst();
}

/** Ends an open invitation. Its address; undefined where it is not open. */
export async function endInvitation(tx: Transaction, id: number): Promise<string | undefined> {
  return (await open(tx).set({ revoked_at: now }).where('id', '=', id).returning('email').executeTakeFirst())?.email;
}

/** Whom a link invites now; undefined for one that is used, revoked, too old or was never made. */
export async function openInvitation(store: Store, secretHash: string): Promise<Invited | undefined> {
  return kysely(store.prisma)
    .selectFrom('invitation')
    .select(['email', 'name', 'role'])
    .where('secret_hash', '=', secretHash)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
}

/** Uses an invitation up, by its link or by its address. Of two at once, the second finds it used. */
export async function spendInvitation(
  tx: Transaction,
  by: { secretHash: string } | { emails: readonly string[] },
): Promise<Invited | undefined> {
  const db = kysely(tx);
  const counts = db
    .selectFrom('invitation')
    .select('id')
    .where((eb) => ('secretHash' in by ? eb('secret_hash', '=', by.secretHash) : eb('email', '=', anyText(by.emails))))
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now);
  const used = db
    .updateTable('invitation')
    .set({ used_at: now })
    .where('id', '=', counts.orderBy('id').limit(1).forUpdate());
  return used.returning(['email', 'name', 'role']).executeTakeFirst();
}

/** An invitation that neither was used nor revoked, to be changed. */
function open(tx: Transaction) {
  return kysely(tx).updateTable('invitation').where('used_at', 'is', null).where('revoked_at', 'is', null);
}
