import type { ContextId } from '../domain/ids.ts';
import type { Store } from '../store/database.ts';
import { kysely } from '../store/kysely.ts';
import { anyOf } from '../store/sql-values.ts';

/** The names that these contexts have today, by the id that was asked for. */
export async function contextsNamed(store: Store, ids: readonly number[]): Promise<{ id: ContextId; name: string }[]> {
  if (!ids.length) return [];
  return kysely(store.prisma)
    .selectFrom('context_meaning')
    .select(['id', 'name'])
    .where('id', '=', anyOf(ids as readonly ContextId[]))
    .orderBy('id')
    .execute();
}
