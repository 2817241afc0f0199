import type pg from 'pg';

/** Which archive this is, and how far its log of changes goes: as long as both are the same, an export has nothing to write. */
export type ArchiveState = { identity: string; position: number };

/** The state that a connection's transaction sees. */
export async function archiveState(client: Pick<pg.ClientBase, 'query'>): Promise<ArchiveState> {
  const { rows } = await client.query<ArchiveState>('SELECT identity, position FROM archive_state');
  const [state] = rows;
  if (!state) throw new Error('The archive has no state row.');
  return state;
}
