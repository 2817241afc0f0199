import { changesAfter } from '../../editorial/published/archive-changes.ts';
import { type Published, publishedNaming } from '../../editorial/published/published.ts';
import type { Day } from '../../kernel/day.ts';
import type { EntryId } from '../../kernel/ids.ts';

/**
 * What changes since a position touch: whole days, entries on other days whose pages name one that changed, and prose.
 * `after` is that position, `rerouted` are the entries whose pages came, went or moved: where readers of left addresses
 * end may have changed by that.
 */
export type TouchedSince = { after: number; days: Day[]; entries: EntryId[]; rerouted: EntryId[]; prose: string[] };

/** With more changes than that, going through the whole archive costs less. */
const MOST_CHANGES = 2_000;

/**
 * What the changes behind a position touch; undefined where they are so many that the whole tree has to be looked at.
 */
export async function touchedSince(archive: Published, after: number): Promise<TouchedSince | undefined> {
  const changes = await changesAfter(archive, after, MOST_CHANGES + 1);
  if (changes.length > MOST_CHANGES) return undefined;
  const days = new Set(changes.flatMap(({ day }) => (day ? [day] : [])));
  const changed = [...new Set(changes.flatMap(({ entry }) => (entry ? [entry] : [])))];
  const entries = await publishedNaming(archive, changed, changed);
  const rerouted = [...new Set(changes.flatMap(({ entry, kind }) => (entry && kind !== 'updated' ? [entry] : [])))];
  return {
    after,
    days: [...days].sort(),
    entries,
    rerouted,
    prose: changes.flatMap(({ kind, path }) => (kind === 'prose' ? [path] : [])),
  };
}
