import { sql } from 'kysely';
import type { Day } from '../../kernel/day.ts';
import type { EntryId } from '../../kernel/ids.ts';
import type { FeedChange } from '../../layout/formats/changes.ts';
import { asDay } from '../../platform/database/sql-values.ts';
import { archiveState } from './archive-state.ts';
import { type Published, upTo } from './published.ts';

/** One change of what readers see, at its place in the log. `at` is ISO, UTC. */
export type ArchiveChange = FeedChange & { day: Day | null; entry: EntryId | null };

type Log = Pick<Published, 'db' | 'position'>;

/** The changes behind a position, in the order of the log, `limit` at most. */
export function changesAfter(archive: Log, after: number, limit: number): Promise<ArchiveChange[]> {
  return archive.db
    .selectFrom('archive_change')
    .select((eb) => [
      'position',
      sql<string>`to_char(${eb.ref('at')}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`.as('at'),
      'kind',
      'path',
      asDay(eb.ref('day')).as('day'),
      'entry_id as entry',
      'redirect',
    ])
    .where('position', '>', after)
    .where((eb) => upTo(archive, eb.ref('position')))
    .orderBy('position')
    .limit(limit)
    .execute();
}

/** The last position of the log; 0 where nothing was ever published. */
export async function lastPosition(archive: Log): Promise<number> {
  return archive.position ?? (await archiveState(archive.db)).position;
}

/** The entries that were published last, newest first, each once, `limit` at most. Withdrawn ones may be among them. */
export async function latestPublications(archive: Log, limit: number): Promise<EntryId[]> {
  const rows = await archive.db
    .selectFrom('archive_change')
    .select('entry_id')
    .where('entry_id', 'is not', null)
    .where((eb) => eb.not(eb.ref('naming')))
    .where((eb) => upTo(archive, eb.ref('position')))
    .orderBy('position', 'desc')
    .limit(limit * 4)
    .$narrowType<{ entry_id: EntryId }>()
    .execute();
  return [...new Set(rows.map((row) => row.entry_id))].slice(0, limit);
}
