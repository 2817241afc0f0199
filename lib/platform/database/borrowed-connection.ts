import type pg from 'pg';
import { asError } from '../../kernel/error-facts.ts';
import { lostBecause } from './connection.ts';
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
    broken = asError(lostBecause(client, error));
    throw broken;
  } finally {
    client.release(broken);
  }
}
