import type { Queryable } from './kysely.ts';

/** A snapshot sees the archive as it is now, whatever is committed meanwhile. */
export type TransactionKind = 'plain' | 'snapshot' | 'read-only snapshot';

const BEGIN: Record<TransactionKind, string> = {
  plain: 'BEGIN',
  snapshot: 'BEGIN ISOLATION LEVEL REPEATABLE READ',
  'read-only snapshot': 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
};

/** Begins a transaction on a connection that is held by the caller alone. */
export async function begin(client: Queryable, kind: TransactionKind = 'plain'): Promise<void> {
  await client.query(BEGIN[kind]);
}

/** Ends it: what it wrote is kept, or rolled back. */
export async function endTransaction(client: Queryable, keep: boolean): Promise<void> {
  await client.query(keep ? 'COMMIT' : 'ROLLBACK');
}
