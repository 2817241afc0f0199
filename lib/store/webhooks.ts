import type pg from 'pg';
import type { PersonId } from '../domain/ids.ts';
import type { Topic } from '../schemas/webhooks.ts';
import type { Store } from './database.ts';
import type { Transaction } from './transaction.ts';

/** A telling that is due: what goes where, signed with which secret. */
export type DueDelivery = { id: number; webhook: number; url: string; secret: string; topic: Topic; body: string; attempts: number };

/** Seconds until the next try, by how many there were. After the last one it is given up. */
export const PAUSES = [10, 60, 300, 1_800, 7_200, 21_600, 43_200] as const;
const KEPT_DAYS = 30;

/** Writes a new webhook. It is told what happens from now on. */
export async function insertWebhook(tx: Transaction, by: PersonId, hook: { url: string; topics: readonly Topic[]; secret: string }): Promise<number> {
  const [row] = await tx.$queryRaw<{ id: number }[]>`
    INSERT INTO webhook (url, secret, topics, created_by, seen_position) SELECT ${hook.url}, ${hook.secret}, ${[...hook.topics]}, ${by}, position FROM archive_state RETURNING id`;
  if (!row) throw new Error('The archive has no state row.');
  return row.id;
}

/** Ends a webhook: nothing more is sent to it. Its secret is forgotten. */
export async function endWebhook(tx: Transaction, id: number): Promise<boolean> {
  const ended = await tx.$executeRaw`UPDATE webhook SET removed_at = now(), secret = '' WHERE id = ${id} AND removed_at IS NULL`;
  if (ended)
    await tx.$executeRaw`UPDATE webhook_delivery SET due_at = NULL, problem = coalesce(problem, 'The webhook was removed.') WHERE webhook_id = ${id} AND due_at IS NOT NULL`;
  return ended > 0;
}

/** Notes a telling for every webhook of a topic, inside the transaction of what it tells of. */
export async function tellWebhooks(client: pg.ClientBase, topic: Topic, said: object): Promise<void> {
  await client.query(
    `INSERT INTO webhook_delivery (webhook_id, topic, body)
     SELECT id, $1, jsonb_build_object('topic', $1::text, 'at', to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))::jsonb || $2::jsonb
       FROM webhook WHERE removed_at IS NULL AND $1 = ANY(topics)`,
    [topic, JSON.stringify(said)],
  );
}

/**
 * Notes what changes of the archive lead to: a waiting run for every target that follows approvals, after its pause and one
 * for however many changes, and a telling for every webhook of `archive.changed`. Each change is noted once, however many
 * workers look, and also where nobody looked when it happened.
 */
export async function noticeChanges(store: Store): Promise<{ runs: number }> {
  const { rows } = await store.pool.query<{ runs: number }>(`
    WITH due AS (
      UPDATE export_target t SET seen_position = s.position FROM archive_state s
       WHERE t.on_approval AND t.removed_at IS NULL AND t.seen_position < s.position RETURNING t.id, t.debounce_seconds
    ), begun AS (
      INSERT INTO archive_run (kind, cause, target_id, not_before)
      SELECT 'export', 'approval', id, now() + make_interval(secs => debounce_seconds) FROM due
       WHERE NOT EXISTS (SELECT 1 FROM archive_run w WHERE w.target_id = due.id AND w.state = 'waiting' AND NOT w.options ? 'asOf' AND NOT w.options @> '{"plan": true}') RETURNING id
    ), hooks AS (
      UPDATE webhook w SET seen_position = s.position FROM archive_state s, webhook before
       WHERE before.id = w.id AND w.removed_at IS NULL AND 'archive.changed' = ANY(w.topics) AND w.seen_position < s.position
       RETURNING w.id, before.seen_position AS from_position, s.position
    ), told AS (
      INSERT INTO webhook_delivery (webhook_id, topic, body)
      SELECT id, 'archive.changed', json_build_object('topic', 'archive.changed', 'at', to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'after', from_position, 'position', position)::text FROM hooks
    )
    SELECT count(*)::int AS runs FROM begun`);
  return { runs: rows[0]?.runs ?? 0 };
}

/** Takes what is due, and puts its next try off already: a worker that dies over it delays it only. */
export async function takeDueDeliveries(store: Store, most: number, pauses: readonly number[] = PAUSES): Promise<DueDelivery[]> {
  const { rows } = await store.pool.query<DueDelivery>(
    `WITH due AS (SELECT id FROM webhook_delivery WHERE due_at <= now() ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED)
     UPDATE webhook_delivery d SET attempts = d.attempts + 1, due_at = now() + make_interval(secs => coalesce(($2::float8[])[d.attempts + 1], 60))
       FROM due, webhook w WHERE d.id = due.id AND w.id = d.webhook_id
     RETURNING d.id, w.id AS webhook, w.url, w.secret, d.topic, d.body, d.attempts`,
    [most, pauses],
  );
  return rows;
}

/** Notes what came of a try. After the last one it is given up. */
export async function noteDelivery(store: Store, delivery: DueDelivery, problem: string | undefined, pauses: readonly number[] = PAUSES): Promise<void> {
  const over = problem === undefined || delivery.attempts > pauses.length;
  await store.pool.query(
    `UPDATE webhook_delivery SET problem = $3, delivered_at = CASE WHEN $3::text IS NULL THEN now() END, due_at = CASE WHEN $4 THEN NULL ELSE due_at END WHERE id = $1 AND attempts = $2`,
    [delivery.id, delivery.attempts, problem ?? null, over],
  );
}

/** When the next telling is due, in milliseconds from now. */
export async function nextDelivery(store: Store): Promise<number | undefined> {
  const { rows } = await store.pool.query<{ ms: number | null }>(
    `SELECT (extract(epoch FROM min(due_at) - now()) * 1000)::float8 AS ms FROM webhook_delivery WHERE due_at IS NOT NULL`,
  );
  const ms = rows[0]?.ms ?? null;
  return ms === null ? undefined : Math.max(0, ms);
}

/** Deletes the record of tellings that are long over. */
export async function clearDeliveries(store: Store): Promise<number> {
  const { rowCount } = await store.pool.query('DELETE FROM webhook_delivery WHERE due_at IS NULL AND created_at < now() - make_interval(days => $1)', [KEPT_DAYS]);
  return rowCount ?? 0;
}
