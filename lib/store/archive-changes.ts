import type { Day } from '../domain/day.ts';
import type { EventId } from '../domain/ids.ts';
import type { FeedChange } from '../layout/sister/changes.ts';
import { archiveState } from './archive-state.ts';
import type { Published } from './published.ts';

/** One change of what readers see, at its place in the log. `at` is ISO, UTC. */
export type ArchiveChange = FeedChange & { day: Day | null; event: EventId | null };

/** The changes behind a position, in the order of the log, `limit` at most. */
export async function changesAfter(archive: Pick<Published, 'db' | 'position'>, after: number, limit: number): Promise<ArchiveChange[]> {
  const { rows } = await archive.db.query<ArchiveChange>({
    name: 'changes-after',
    text: `SELECT position, to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, kind, path, day::text AS day, event_id AS event, redirect
      FROM archive_change WHERE position > $1 AND ($2::int IS NULL OR position <= $2::int) ORDER BY position LIMIT $3`,
    values: [after, archive.position, limit],
  });
  return rows;
}

/** The last position of the log; 0 where nothing was ever published. */
export async function lastPosition(archive: Pick<Published, 'db' | 'position'>): Promise<number> {
  return archive.position ?? (await archiveState(archive.db)).position;
}

/** The events that were published last, newest first, each once, `limit` at most. Withdrawn ones may be among them. */
export async function latestPublications(archive: Pick<Published, 'db' | 'position'>, limit: number): Promise<EventId[]> {
  const { rows } = await archive.db.query<{ event: number }>({
    name: 'latest-publications',
    text: `SELECT event_id AS event FROM archive_change WHERE event_id IS NOT NULL AND NOT naming AND ($1::int IS NULL OR position <= $1::int) ORDER BY position DESC LIMIT $2`,
    values: [archive.position, limit * 4],
  });
  return [...new Set(rows.map((row) => row.event as EventId))].slice(0, limit);
}
