import type pg from 'pg';
import { onBorrowed } from './borrowed-connection.ts';
import type { Store } from './database.ts';

/**
 * How a long transaction goes: `snapshot` sees the archive as it is now, whatever is committed meanwhile, and only
 * reads; a snapshot with `tables` may make temporary ones. Without `keep` nothing of it stays.
 */
export type LongTransaction = { snapshot?: boolean; tables?: boolean; keep?: boolean };

/**
 * Runs `work` in one transaction on a connection of its own, without the limits that sessions have on the time of a
 * statement: for import, export, backup and restore. Where it fails the connection is closed, which takes everything
 * back, also in the middle of a COPY.
 */
export function inLongTransaction<T>(
  store: Store,
  { snapshot = false, tables = false, keep = true }: LongTransaction,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  return onBorrowed(store, async (client) => {
    await client.query(snapshot ? `BEGIN ISOLATION LEVEL REPEATABLE READ ${tables ? '' : 'READ ONLY'}` : 'BEGIN');
    await client.query('SET LOCAL statement_timeout = 0');
    await client.query('SET LOCAL idle_in_transaction_session_timeout = 0');
    const value = await work(client);
    await client.query(keep ? 'COMMIT' : 'ROLLBACK');
    return value;
  });
}
