import type pg from 'pg';
import type { Store } from './database.ts';

/**
 * Runs `work` on a connection of its own. Where it fails the connection is closed, which takes back whatever
 * transaction it was in, also in the middle of a COPY.
 */
export async function onBorrowed<T>(store: Store, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await store.pool.connect();
  let broken: Error | undefined;
  try {
    return await work(client);
  } catch (error) {
    broken = error as Error;
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Runs `work` in one short transaction of the pool. */
export function inShortTransaction<T>(store: Store, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  return onBorrowed(store, async (client) => {
    await client.query('BEGIN');
    const value = await work(client);
    await client.query('COMMIT');
    return value;
  });
}
