import type { ContextId, EventId } from '../domain/ids.ts';
import type { Queryable } from './published.ts';

/** What was refused for an entry. */
export type Refused = { contexts: ContextId[]; related: EventId[]; duplicates: EventId[] };

/** What was refused for each of these entries; those for which nothing was are left out. */
export async function refusedFor(db: Queryable, events: readonly EventId[]): Promise<Map<EventId, Refused>> {
  const { rows } = await db.query<{ event: EventId } & Refused>({ name: 'refused-for', text: REFUSED, values: [events] });
  return new Map(rows.map(({ event, ...refused }) => [event, refused]));
}

const REFUSED = `WITH refused AS (
    SELECT event_id AS event, kind, subject_id AS subject FROM refused_suggestion WHERE event_id = ANY($1::int[])
    UNION ALL SELECT subject_id, kind, event_id FROM refused_suggestion WHERE subject_id = ANY($1::int[]) AND kind = 'duplicate')
  SELECT event, coalesce(array_agg(subject) FILTER (WHERE kind = 'context'), '{}') AS contexts,
      coalesce(array_agg(subject) FILTER (WHERE kind = 'related'), '{}') AS related, coalesce(array_agg(subject) FILTER (WHERE kind = 'duplicate'), '{}') AS duplicates
    FROM refused GROUP BY event`;
