import { type ArchiveState, archiveState } from '../../editorial/published/archive-state.ts';
import { asOf, positionAt } from '../../editorial/published/as-of.ts';
import { live, type Published } from '../../editorial/published/published.ts';
import type { Store } from '../../platform/database/database.ts';
import { inLongTransaction } from '../../platform/database/pool-transaction.ts';
import { TargetRejected } from './target.ts';

/** An instant (ISO 8601, in UTC), and the position of the log at it. */
export type ArchivePoint = { position: number; instant: string };

/** The position of the log at an instant, undefined where none is asked for. Refused where the instant is not past. */
export async function pastPoint(store: Store, instant: string | undefined): Promise<ArchivePoint | undefined> {
  if (instant === undefined) return undefined;
  const position = await positionAt(store, instant);
  if (position === undefined) throw new TargetRejected(`${instant} is in the future. Give an earlier time.`);
  return { position, instant: new Date(instant).toISOString() };
}

/**
 * Gives `work` one snapshot of the published archive, as it is or as it was at a point of its log, and its state
 * there.
 */
export async function withArchiveAt<T>(
  store: Store,
  past: ArchivePoint | undefined,
  work: (archive: Published, state: ArchiveState) => Promise<T>,
): Promise<T> {
  return inLongTransaction(store, { snapshot: true, tables: past !== undefined, keep: false }, async (client) => {
    const now = live(client);
    const state = await archiveState(now.db);
    if (past === undefined) return work(now, state);
    const { position, instant } = past;
    if (position === state.position) return work(live(client, instant), state);
    return work(await asOf(client, position, instant), { ...state, position });
  });
}
