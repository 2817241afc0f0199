import type { EventId, PersonId } from '../domain/ids.ts';
import type { Store } from './database.ts';
import { type Claim, GUARD, guardOf } from './run-claims.ts';
import type { Transaction } from './transaction.ts';

/** An entry of a bulk run, with the content that was seen where that matters. */
export type BulkTarget = { event: EventId; hash?: string | undefined };

/** One that waits for its turn. `begun`: a worker took it up before, and may have ended in its midst. */
export type BulkItem = { n: number; event: EventId; hash: string | null; begun: Date | null };

/** Writes what a run shall do. Said again for the same run it adds nothing. */
export async function insertItems(tx: Transaction, run: number, items: readonly BulkTarget[]): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO bulk_item (run_id, n, event_id, hash)
      SELECT ${run}, i.n, i.event, i.hash FROM unnest(${items.map((item) => item.event as number)}::int[], ${items.map((item) => item.hash ?? null)}::text[]) WITH ORDINALITY AS i (event, hash, n)
      ON CONFLICT DO NOTHING`;
}

/** Which of these are no events of the archive. */
export async function unknownEvents(tx: Transaction, events: readonly EventId[]): Promise<EventId[]> {
  const rows = await tx.$queryRaw<{ id: EventId }[]>`SELECT id FROM unnest(${[...events]}::int[]) AS id WHERE NOT EXISTS (SELECT FROM event e WHERE e.id = id.id)`;
  return rows.map((row) => row.id);
}

/** Copies what another run did not do, in its order. Returns how many that are. */
export async function copyOpenItems(tx: Transaction, from: number, to: number): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO bulk_item (run_id, n, event_id, hash)
      SELECT ${to}, row_number() OVER (ORDER BY n), event_id, hash FROM bulk_item WHERE run_id = ${from} AND outcome IS DISTINCT FROM 'done' ON CONFLICT DO NOTHING`;
}

/** How many entries of a run are done, failed, and still to do. */
export async function countItems(db: Pick<Transaction, '$queryRaw'>, run: number): Promise<{ done: number; failed: number; open: number }> {
  const [row] = await db.$queryRaw<{ done: number; failed: number; open: number }[]>`
    SELECT count(*) FILTER (WHERE outcome = 'done')::int AS done, count(*) FILTER (WHERE outcome = 'failed')::int AS failed, count(*) FILTER (WHERE outcome IS NULL)::int AS open
      FROM bulk_item WHERE run_id = ${run}`;
  return row ?? { done: 0, failed: 0, open: 0 };
}

/** Takes the next entry of a claimed run that waits; undefined where none does, or the run is another worker's. */
export async function beginItem(store: Store, claim: Claim): Promise<BulkItem | undefined> {
  const { rows } = await store.pool.query<BulkItem>(
    `WITH held AS (SELECT id FROM archive_run WHERE ${GUARD} FOR SHARE),
     next AS (SELECT run_id, n, begun_at FROM bulk_item WHERE run_id = (SELECT id FROM held) AND outcome IS NULL ORDER BY n LIMIT 1)
     UPDATE bulk_item i SET begun_at = coalesce(i.begun_at, clock_timestamp()) FROM next WHERE i.run_id = next.run_id AND i.n = next.n
       RETURNING i.n, i.event_id AS event, i.hash, next.begun_at AS begun`,
    guardOf(claim),
  );
  return rows[0];
}

/** Writes what came of an entry, where the run is still this worker's. */
export async function endItem(store: Store, claim: Claim, n: number, outcome: 'done' | 'failed', detail: string | null): Promise<void> {
  await store.pool.query(
    `WITH held AS (SELECT id FROM archive_run WHERE ${GUARD} FOR SHARE)
     UPDATE bulk_item SET outcome = $5, detail = $6 WHERE run_id = (SELECT id FROM held) AND n = $4 AND outcome IS NULL`,
    [...guardOf(claim), n, outcome, detail],
  );
}

/** Whether a person has done this to an event since an instant: a worker that ended right behind the deed did not come to write that down. */
export async function didSince(store: Store, person: PersonId, event: EventId, verbs: readonly string[], since: Date): Promise<boolean> {
  const { rows } = await store.pool.query('SELECT 1 FROM audit_fact WHERE event_id = $1 AND actor_id = $2 AND verb = ANY($3::text[]) AND at >= $4 LIMIT 1', [
    event,
    person,
    [...verbs],
    since,
  ]);
  return rows.length > 0;
}
