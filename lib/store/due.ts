import type pg from 'pg';

/** The queues of what waits behind a change, and the column that says what waits. */
const QUEUES = { learning_due: 'event_id', naming_due: 'context_id', context_near_due: 'context_id' } as const;

/**
 * Takes up to `most` rows out of a queue, the oldest first, in the transaction of `client`: who takes at the same time gets others.
 * Returns how many rows were taken (none are left where that is less than `most`), and what waited, each once and in order of ids.
 */
export async function takeDue<Id extends number>(client: pg.ClientBase, queue: keyof typeof QUEUES, most: number): Promise<{ taken: number; ids: Id[] }> {
  const { rows } = await client.query<{ waits: Id }>(
    `DELETE FROM ${queue} WHERE id IN (SELECT id FROM ${queue} ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED) RETURNING ${QUEUES[queue]} AS waits`,
    [most],
  );
  return { taken: rows.length, ids: [...new Set(rows.map(({ waits }) => waits))].sort((a, b) => a - b) };
}
