import type pg from 'pg';
import type { Learned } from './learned.ts';

/** Keeps which contexts published entries have, and how often and when each context is used. */
export async function learnUses(client: pg.ClientBase, batch: readonly Learned[]): Promise<void> {
  const events = batch.map((one) => one.event);
  const rows = batch.flatMap(({ event, after }) => [...new Set(after?.contexts)].map((context) => ({ event, context, day: after?.day })));
  const touched = await client.query<{ context: number }>(REPLACE, [events, rows.map((row) => row.event), rows.map((row) => row.context), rows.map((row) => row.day)]);
  await countUses(client, [...new Set(touched.rows.map((row) => row.context))]);
}

/** Counts the uses of these contexts anew. */
export async function countUses(client: pg.ClientBase, contexts: readonly number[]): Promise<void> {
  await client.query('DELETE FROM context_use WHERE context_id = ANY($1::int[])', [contexts]);
  await client.query(
    `INSERT INTO context_use (context_id, events, first_day, last_day)
     SELECT context_id, count(DISTINCT event_id), min(day), max(day) FROM event_context WHERE context_id = ANY($1::int[]) GROUP BY context_id`,
    [contexts],
  );
}

const REPLACE = `WITH gone AS (DELETE FROM event_context WHERE event_id = ANY($1::int[]) AND NOT EXISTS
    (SELECT FROM unnest($2::int[], $3::int[]) AS n (event_id, raw_id) WHERE n.event_id = event_context.event_id AND n.raw_id = event_context.raw_id) RETURNING context_id),
  added AS (INSERT INTO event_context (event_id, raw_id, context_id, day)
    SELECT n.event_id, n.raw_id, m.means, n.day FROM unnest($2::int[], $3::int[], $4::date[]) AS n (event_id, raw_id, day) JOIN context_meaning m ON m.id = n.raw_id
    ON CONFLICT (event_id, raw_id) DO UPDATE SET context_id = excluded.context_id, day = excluded.day RETURNING context_id)
  SELECT context_id AS context FROM gone UNION SELECT context_id FROM added`;
