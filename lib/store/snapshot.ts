import type pg from 'pg';
import type { Store } from './database.ts';

/** Runs `work` on one connection that sees the archive as it is at this moment, whatever is approved meanwhile. */
export async function inSnapshot<T>(store: Store, work: (client: pg.ClientBase) => Promise<T>): Promise<T> {
  const client = await store.pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query('SET LOCAL idle_in_transaction_session_timeout = 0');
    return await work(client);
  } catch (error) {
    broken = error as Error;
    throw error;
  } finally {
    await client.query('ROLLBACK').catch(() => undefined);
    client.release(broken);
  }
}

/** Which archive this is, and its version: as long as both are the same, an export has nothing to write. */
export async function archiveState(client: pg.ClientBase): Promise<{ identity: string; version: number }> {
  const { rows } = await client.query<{ identity: string; version: number }>('SELECT identity, version FROM archive_state');
  const [state] = rows;
  if (!state) throw new Error('The archive has no state row.');
  return state;
}
