import type pg from 'pg';
import type { Day } from '../domain/day.ts';
import type { EventId } from '../domain/ids.ts';
import type { RevisionText } from '../domain/revision/text.ts';
import type { EventLook } from '../domain/same-event.ts';
import { titleOf } from '../layout/title.ts';
import { OPEN_LIST } from './open-proposals.ts';

/** An event as it is compared with others. */
export type KnownLook = EventLook & { event: EventId };

/** A text as it is compared with others. */
export function lookOf(event: EventId, path: string, text: Pick<RevisionText, 'day' | 'topic' | 'headline' | 'summary' | 'sources' | 'kept'>): KnownLook {
  const own = `/${path}`;
  return {
    event,
    path,
    day: text.day,
    title: titleOf(text.topic, text.headline),
    summary: text.summary,
    urls: text.sources.filter((source) => !source.cover).map((source) => source.url),
    versions: (text.kept.changes ?? []).flatMap(({ link }) => (link === own ? [] : [link.slice(1)])),
  };
}

/** The events of these days that readers see, or that wait to be seen. */
export async function looksOn(client: pg.ClientBase, days: readonly Day[]): Promise<KnownLook[]> {
  const { rows } = await client.query<{ event: EventId; path: string } & Pick<RevisionText, 'day' | 'topic' | 'headline' | 'summary' | 'sources' | 'kept'>>({
    name: 'looks-on',
    text: `SELECT e.id AS event, e.path, r.day::text AS day, r.topic, r.headline, r.summary, r.sources, r.kept FROM event e
      LEFT JOIN proposal p ON e.published_revision_id IS NULL AND p.event_id = e.id AND p.state IN ${OPEN_LIST}
      JOIN revision r ON r.id = coalesce(e.published_revision_id, p.revision_id)
      WHERE e.day = ANY($1::date[]) AND e.path IS NOT NULL AND e.withdrawn_at IS NULL ORDER BY e.day, e.id`,
    values: [days],
  });
  return rows.map((row) => lookOf(row.event, row.path, row));
}
