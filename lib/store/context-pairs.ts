import type { ContextId, PersonId } from '../domain/ids.ts';
import type { Transaction } from './transaction.ts';

/** Remembers that two contexts are two. */
export async function refusePair(tx: Transaction, person: PersonId, a: ContextId, b: ContextId): Promise<void> {
  await tx.$executeRaw`INSERT INTO context_pair_refused (low_id, high_id, person_id) VALUES (${Math.min(a, b)}, ${Math.max(a, b)}, ${person}) ON CONFLICT DO NOTHING`;
}
