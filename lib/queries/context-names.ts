import type { ContextId } from '../domain/ids.ts';
import type { Store } from '../store/database.ts';

/** The names that these contexts have today, by the id that was asked for. */
export async function contextsNamed(store: Store, ids: readonly number[]): Promise<{ id: ContextId; name: string }[]> {
  if (!ids.length) return [];
  return store.prisma.$queryRaw<{ id: ContextId; name: string }[]>`
    SELECT id, name FROM context_meaning WHERE id = ANY(${[...ids]}::int[]) ORDER BY id`;
}
