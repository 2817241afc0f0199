import type { EventId } from '../domain/ids.ts';
import type { EarlierVersion, KeptTexts, RevisionText } from '../domain/revision/text.ts';
import { titleIn } from '../layout/compose.ts';
import { linkTo } from '../layout/paths.ts';
import type { Published } from './published.ts';

/** When an event was first published, when last, and how often. Instants are ISO, UTC, to the second. */
export type Publications = { first: string; last: string; times: number };

const SHOWN = `'YYYY-MM-DD"T"HH24:MI:SS"Z"'`;
const UP_TO = '($2::int IS NULL OR c.position <= $2::int)';

/** The publications of these events, as the log has them. */
export async function publicationsOf(archive: Published, events: readonly EventId[]): Promise<Map<EventId, Publications>> {
  if (!events.length) return new Map();
  const { rows } = await archive.db.query<{ event: number } & Publications>({
    name: `${archive.tag}-publications`,
    text: `SELECT c.event_id AS event, to_char(min(c.at), ${SHOWN}) AS first, to_char(max(c.at), ${SHOWN}) AS last, count(*)::int AS times
      FROM archive_change c WHERE c.event_id = ANY($1::int[]) AND c.publication_id IS NOT NULL AND NOT c.naming AND ${UP_TO} GROUP BY c.event_id`,
    values: [events, archive.position],
  });
  return new Map(rows.map(({ event, ...publications }) => [event as EventId, publications]));
}

type VersionRow = { event: number; path: string; at: string; topic: string; headline: string; kept: KeptTexts };

/** The published versions before the current one, oldest first, as the 2018 edition lists them (the layout, "Changes"). Events that have none are left out. */
export async function earlierVersions(archive: Published, events: readonly EventId[]): Promise<Map<EventId, EarlierVersion[]>> {
  const versions = new Map<EventId, EarlierVersion[]>();
  if (!events.length) return versions;
  const { rows } = await archive.db.query<VersionRow>({
    name: `${archive.tag}-earlier-versions`,
    text: `SELECT * FROM (
        SELECT c.event_id AS event, c.path, c.position, to_char(c.at, 'YYYY-MM-DD HH24:MI:SS') AS at, r.topic, r.headline, r.kept,
            row_number() OVER (PARTITION BY c.event_id ORDER BY c.position DESC) AS back
          FROM archive_change c JOIN publication p ON p.id = c.publication_id JOIN revision r ON r.id = p.revision_id
         WHERE c.event_id = ANY($1::int[]) AND NOT c.naming AND ${UP_TO}) v WHERE back > 1 ORDER BY event, position`,
    values: [events, archive.position],
  });
  for (const row of rows) {
    const list = versions.get(row.event as EventId) ?? [];
    list.push({ title: titleIn(row as unknown as RevisionText, '2018'), link: linkTo(row.path), at: row.at, note: list.length === 0 ? 'First version' : 'Update' });
    versions.set(row.event as EventId, list);
  }
  return versions;
}
