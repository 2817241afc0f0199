import { type ContextId, toId } from '../../../kernel/ids.ts';
import type { Store } from '../../../platform/database/database.ts';
import { kysely } from '../../../platform/database/kysely.ts';
import { anyOf } from '../../../platform/database/sql-values.ts';

/** The names that these contexts have today, by the id that was asked for. */
export async function contextsNamed(store: Store, ids: readonly number[]): Promise<{ id: ContextId; name: string }[]> {
  if (!ids.length) return [];
  return kysely(store.prisma)
    .selectFrom('context_meaning')
    .select(['id', 'name'])
    .where('id', '=', anyOf(ids.map(toId<ContextId>)))
    .orderBy('id')
    .execute();
}
