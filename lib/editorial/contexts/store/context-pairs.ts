import type { ContextId, PersonId } from '../../../kernel/ids.ts';
import type { Transaction } from '../../../platform/database/transaction.ts';

/** Remembers that two contexts are two. */
export async function refusePair(tx: Transaction, person: PersonId, a: ContextId, b: ContextId): Promise<void> {
  const pair = { lowId: Math.min(a, b), highId: Math.max(a, b), personId: person };
  await tx.contextPairRefused.createMany({ data: [pair], skipDuplicates: true });
}
