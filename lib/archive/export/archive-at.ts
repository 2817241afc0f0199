import { type ArchiveState, archiveState } from '../../store/archive-state.ts';
import { asOf, positionAt } from '../../store/as-of.ts';
import type { Store } from '../../store/database.ts';
import { inLongTransaction } from '../../store/long-transaction.ts';
import { live, type Published } from '../../store/published.ts';
import { RefusedTarget } from './target.ts';

/** The position of the log at an instant (ISO 8601), undefined where none is asked for. Refused where the instant is not past. */
export async function pastPosition(store: Store, instant: string | undefined): Promise<number | undefined> {
  if (instant === undefined) return undefined;
  const position = await positionAt(store, instant);
  if (position === undefined) throw new RefusedTarget(`${instant} is not past yet: what is published until then is not known. Name an earlier instant.`);
  return position;
}

/** Gives `work` one snapshot of the published archive, as it stands or as it stood at a position of its log, and its state there. */
export async function withArchiveAt<T>(store: Store, position: number | undefined, work: (archive: Published, state: ArchiveState) => Promise<T>): Promise<T> {
  return inLongTransaction(store, { snapshot: true, tables: position !== undefined, keep: false }, async (client) => {
    const state = await archiveState(client);
    if (position === undefined || position === state.position) return work(live(client), state);
    return work(await asOf(client, position), { ...state, position });
  });
}
