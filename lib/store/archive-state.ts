import type pg from 'pg';

/** Which archive this is, and its version: as long as both are the same, an export has nothing to write. */
export async function archiveState(client: pg.ClientBase): Promise<{ identity: string; version: number }> {
  const { rows } = await client.query<{ identity: string; version: number }>('SELECT identity, version FROM archive_state');
  const [state] = rows;
  if (!state) throw new Error('The archive has no state row.');
  return state;
}

/** Raises the version: an export has something to do. */
export async function raiseVersion(client: pg.ClientBase): Promise<void> {
  await client.query('UPDATE archive_state SET version = version + 1');
}
