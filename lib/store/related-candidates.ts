import type { Day } from '../domain/day.ts';
import type { ContextId, EventId } from '../domain/ids.ts';
import type { Queryable } from './published.ts';

/** What candidates are sought by: one of a draft's words or contexts, how much it tells, and the day that they shall be near to. `of` is which draft. */
export type Sought = { of: number; id: number; day: Day; tells: number };

/** An entry that shares something with the draft `of`. The contexts are what they mean since some were merged, twice where two were. */
export type Candidate = { of: number; event: EventId; day: Day; topic: string; words: number[]; contexts: ContextId[] };

/** Of all that share a word or context, so many are looked at: earlier ones, and later ones. */
const EARLIER = 40;
const LATER = 20;
/** Of those, so many of a draft are read: what they share tells most, and they are nearest. */
const READ = 240;

/** The published entries nearest to the days of drafts that share the most telling words and contexts with them. */
export async function relatedCandidates(db: Queryable, words: readonly Sought[], contexts: readonly Sought[]): Promise<Candidate[]> {
  if (!words.length && !contexts.length) return [];
  const { rows } = await db.query<Candidate>({ name: 'related-candidates', text: FIND, values: [...columns(words), ...columns(contexts)] });
  return rows;
}

function columns(sought: readonly Sought[]): unknown[] {
  return [sought.map((one) => one.of), sought.map((one) => one.id), sought.map((one) => one.day), sought.map((one) => one.tells)];
}

const near = (table: string, id: string, [of, ids, days, tells]: readonly string[]) => `
  SELECT a.of, a.tells, n.event_id, abs(n.day - a.day) AS far FROM unnest(${of}::int[], ${ids}::int[], ${days}::date[], ${tells}::real[]) AS a (of, id, day, tells) CROSS JOIN LATERAL (
    (SELECT event_id, day FROM ${table} WHERE ${id} = a.id AND day <= a.day ORDER BY day DESC, event_id DESC LIMIT ${EARLIER})
    UNION ALL (SELECT event_id, day FROM ${table} WHERE ${id} = a.id AND day > a.day ORDER BY day, event_id LIMIT ${LATER})) AS n`;

/** Lists come as JSON, which is read several times as fast as an array is. */
const FIND = `WITH found AS (${near('event_word', 'word_id', ['$1', '$2', '$3', '$4'])} UNION ALL ${near('event_context', 'context_id', ['$5', '$6', '$7', '$8'])}),
  ranked AS (SELECT of, event_id, row_number() OVER (PARTITION BY of ORDER BY sum(tells) DESC, min(far), event_id DESC) AS place FROM found GROUP BY of, event_id),
  first AS MATERIALIZED (SELECT of, event_id FROM ranked WHERE place <= ${READ})
  SELECT f.of, g.event_id AS event, g.day::text AS day, g.topic, array_to_json(g.words) AS words,
      array_to_json(ARRAY(SELECT c.context_id FROM event_context c WHERE c.event_id = g.event_id)) AS contexts
    FROM first f JOIN event_gist g USING (event_id)`;
