import type { Statements } from '../../platform/database/kysely.ts';

/**
 * Which archive this is, and how far its log of changes goes: as long as both are the same, an export has nothing to
 * write.
 */
export type ArchiveState = { identity: string; position: number };

/** The state that a connection's transaction sees. */
export async function archiveState(db: Statements): Promise<ArchiveState> {
  const state = await db.selectFrom('archive_state').select(['identity', 'position']).executeTakeFirst();
  if (!state) throw new Error('The archive has no state row.');
  return state;
}
