import type { PersonId } from '../../kernel/ids.ts';
import type { Store } from '../../platform/database/database.ts';
import { insertFrom } from '../../platform/database/insert-from.ts';
import { kysely, type Runner } from '../../platform/database/kysely.ts';
import { fromNow, now } from '../../platform/database/sql-values.ts';
import type { Transaction } from '../../platform/database/transaction.ts';

const LIFE_MINUTES = 60;

/**
 * Writes a link that gives a person a new password, where the person can sign in; `hands` have seen it too. When it
 * ends.
 */
export async function insertReset(
  tx: Runner,
  person: PersonId,
  secretHash: string,
  hands: readonly PersonId[] = [],
): Promise<Date | undefined> {
  const db = kysely(tx).with('owner', (cte) =>
    cte.selectFrom('person').select('id').where('id', '=', person).where('disabled_at', 'is', null).forShare(),
  );
  const made = await insertFrom(
    db,
    'password_reset',
    (eb) => eb.selectFrom('owner'),
    (eb) => ({
      secret_hash: secretHash,
      person_id: eb.ref('owner.id'),
      hands: [...hands],
      expires_at: fromNow({ minutes: LIFE_MINUTES }),
    }),
  )
    .returning('expires_at as expiresAt')
    .executeTakeFirst();
  return made?.expiresAt;
}

/**
 * Whose password a link sets now; undefined for one that is used, too old or was never made, and where its person is
 * disabled.
 */
export async function openReset(
  store: Store,
  secretHash: string,
): Promise<{ person: PersonId; name: string; email: string } | undefined> {
  return kysely(store.prisma)
    .selectFrom('password_reset as r')
    .innerJoin('person as p', 'p.id', 'r.person_id')
    .select(['p.id as person', 'p.name', 'p.email'])
    .where('r.secret_hash', '=', secretHash)
    .where('r.used_at', 'is', null)
    .where('r.expires_at', '>', now)
    .where('p.disabled_at', 'is', null)
    .executeTakeFirst();
}

/** Uses a link up, and says whose it is and who else has seen it. Of two at once, the second finds it used. */
export async function spendReset(
  tx: Transaction,
  secretHash: string,
): Promise<{ id: PersonId; hands: PersonId[] } | undefined> {
  return kysely(tx)
    .updateTable('password_reset as r')
    .from('person as p')
    .set({ used_at: now })
    .where('r.secret_hash', '=', secretHash)
    .where('r.used_at', 'is', null)
    .where('r.expires_at', '>', now)
    .whereRef('p.id', '=', 'r.person_id')
    .where('p.disabled_at', 'is', null)
    .returning(['p.id', 'r.hands'])
    .executeTakeFirst();
}
