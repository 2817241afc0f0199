import type { ContextId, PersonId } from '../../../kernel/ids.ts';
import { kysely } from '../../../platform/database/kysely.ts';
import type { Transaction } from '../../../platform/database/transaction.ts';

/** Remembers that two contexts are two. */
export async function dismissPair(tx: Transaction, person: PersonId, a: ContextId, b: ContextId): Promise<void> {
  await kysely(tx)
    .insertInto('dismissed_context_pair')
    .values({ low_id: a < b ? a : b, high_id: a < b ? b : a, person_id: person })
    .onConflict((at) => at.doNothing())
    .execute();
}
