import type { PersonId } from '../../kernel/ids.ts';
import type { Store } from '../../platform/database/database.ts';
import { kysely } from '../../platform/database/kysely.ts';
import { ago, now, rowsWritten } from '../../platform/database/sql-values.ts';

const KNOWN_SINCE = ago({ days: 180 });
const MOST = 20;

/** Whether a browser is one that a person signed in with before. */
export async function isKnownDevice(store: Store, person: PersonId, secretHash: string): Promise<boolean> {
  const known = kysely(store.prisma)
    .updateTable('known_device')
    .where('secret_hash', '=', secretHash)
    .where('person_id', '=', person);
  return (await rowsWritten(known.set({ seen_at: now }).where('seen_at', '>', KNOWN_SINCE))) === 1;
}

/** Keeps a browser as one of a person's, in the place of the one that was seen longest ago where there are many. */
export async function keepDevice(store: Store, person: PersonId, secretHash: string): Promise<void> {
  const row = { secret_hash: secretHash, person_id: person };
  await kysely(store.prisma)
    .with('kept', (cte) =>
      cte
        .insertInto('known_device')
        .values(row)
        .onConflict((known) => known.column('secret_hash').doUpdateSet({ seen_at: now })),
    )
    .deleteFrom('known_device')
    .where('secret_hash', 'in', (eb) =>
      eb
        .selectFrom('known_device')
        .select('secret_hash')
        .where('person_id', '=', person)
        .orderBy('seen_at', 'desc')
        .offset(MOST - 1),
    )
    .execute();
}

/** The addresses that a person signed in from lately. */
export async function usualAddresses(store: Store, person: PersonId): Promise<string[]> {
  const rows = await kysely(store.prisma)
    .selectFrom('person_session')
    .select('address')
    .where('person_id', '=', person)
    .where('at', '>', KNOWN_SINCE)
    .where('address', '<>', '')
    .orderBy('at', 'desc')
    .limit(200)
    .execute();
  return [...new Set(rows.map(({ address }) => address))];
}
