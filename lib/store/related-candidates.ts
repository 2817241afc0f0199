import type { Day } from '../domain/day.ts';
import type { ContextId, EventId } from '../domain/ids.ts';
import type { Queryable } from './published.ts';

/** What candidates are sought by: one of a draft's words or contexts, and the day that they shall be near to. `of` is which draft. */
export type Sought = { of: number; id: number; day: Day };

/** An entry that shares something with the draft `of`. The contexts are what they mean since some were merged. */
export type Candidate = { of: number; event: EventId; day: Day; topic: string; words: number[]; contexts: ContextId[] };

/** Of all that share a word or context, so many are looked at: earlier ones, and later ones. */
const EARLIER = 40;
const LATER = 20;

/** The published entries nearest to the days of drafts that share a word or context with them. */
export async function relatedCandidates(db: Queryable, words: readonly Sought[], contexts: readonly Sought[]): Promise<Candidate[]> {
  if (!words.length && !contexts.length) return [];
  const { rows } = await db.query<Candidate>({ name: 'related-candidates', text: FIND, values: [...columns(words), ...columns(contexts)] });
  return rows;
}

function columns(sought: readonly Sought[]): unknown[] {
  return [sought.map((one) => one.of), sought.map((one) => one.id), sought.map((one) => one.day)];
}

const near = (table: string, id: string) => `
  (SELECT event_id FROM ${table} WHERE ${id} = a.id AND day <= a.day ORDER BY day DESC, event_id DESC LIMIT ${EARLIER})
  UNION ALL (SELECT event_id FROM ${table} WHERE ${id} = a.id AND day > a.day ORDER BY day, event_id LIMIT ${LATER})`;

/** Lists come as JSON, which is read several times as fast as an array is. */
const FIND = `WITH found AS MATERIALIZED (
    SELECT a.of, n.event_id FROM unnest($1::int[], $2::int[], $3::date[]) AS a (of, id, day) CROSS JOIN LATERAL (${near('event_word', 'word_id')}) AS n
    UNION SELECT a.of, n.event_id FROM unnest($4::int[], $5::int[], $6::date[]) AS a (of, id, day) CROSS JOIN LATERAL (${near('event_context', 'context_id')}) AS n)
  SELECT f.of, g.event_id AS event, g.day::text AS day, g.topic, array_to_json(g.words) AS words,
      array_to_json(ARRAY(SELECT DISTINCT c.context_id FROM event_context c WHERE c.event_id = g.event_id)) AS contexts
    FROM found f JOIN event_gist g USING (event_id)`;
