import type { BulkVerb } from '../domain/bulk/verbs.ts';
import type { PersonId } from '../domain/ids.ts';
import type { Transaction } from './transaction.ts';

export type RunKind = 'export' | 'import' | 'bulk';
export type RunState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
export type RunCause = 'hand' | 'api' | 'cli' | 'schedule' | 'approval' | 'retry';

/** What a run was asked to do; a bulk run, which verb to how many entries, whose list is known by its digest. */
export type RunOptions = {
  plan?: boolean;
  full?: boolean;
  asOf?: string;
  dryRun?: boolean;
  publish?: boolean;
  verb?: BulkVerb;
  reason?: string;
  to?: number | null;
  /** Of a run that assigns contexts: which, and the one that takes its place. */
  context?: number;
  by?: number;
  count?: number;
  digest?: string;
};

/** Workers listen here: there is something to do, or a running run is asked to stop. */
export const RUNS_CHANNEL = 'dateline_runs';

export type NewRun = {
  kind: RunKind;
  cause: RunCause;
  target?: number;
  upload?: number;
  options: RunOptions;
  person?: PersonId;
  retryOf?: number;
  /** What makes a repeated request the same one, and a fingerprint of what it asks. */
  key?: { name: string; request: string };
};

/** A run as a verb on it finds it. */
export type StoredRun = {
  id: number;
  kind: RunKind;
  state: RunState;
  target: number | null;
  targetIsLive: boolean;
  upload: number | null;
  person: PersonId | null;
  options: RunOptions;
};

/** Writes a waiting run and wakes the workers. A key that was used before gives the run that it stands for, or `reused` where it asked for something else. */
export async function insertRun(tx: Transaction, run: NewRun): Promise<{ run: number } | 'reused'> {
  const [made] = await tx.$queryRaw<{ id: number }[]>`
    INSERT INTO archive_run (kind, cause, target_id, upload_id, options, person_id, retry_of, idempotency_key, request_hash)
    VALUES (${run.kind}::run_kind, ${run.cause}::run_cause, ${run.target ?? null}, ${run.upload ?? null}, ${JSON.stringify(run.options)}::jsonb, ${run.person ?? null},
      ${run.retryOf ?? null}, ${run.key?.name ?? null}, ${run.key?.request ?? null})
    ON CONFLICT (person_id, idempotency_key) WHERE idempotency_key IS NOT NULL DO NOTHING RETURNING id`;
  if (made) {
    await wakeWorkers(tx);
    return { run: made.id };
  }
  const [known] = await tx.$queryRaw<{ id: number; request_hash: string }[]>`
    SELECT id, request_hash FROM archive_run WHERE person_id = ${run.person ?? null} AND idempotency_key = ${run.key?.name ?? null}`;
  return known && known.request_hash === run.key?.request ? { run: known.id } : 'reused';
}

/** Reads a run and locks it until the transaction ends. */
export async function lockRun(tx: Transaction, id: number): Promise<StoredRun | undefined> {
  const [row] = await tx.$queryRaw<StoredRun[]>`
    SELECT r.id, r.kind::text AS kind, r.state::text AS state, r.target_id AS target, r.upload_id AS upload, r.person_id AS person, r.options,
        EXISTS (SELECT 1 FROM export_target t WHERE t.id = r.target_id AND t.removed_at IS NULL) AS "targetIsLive"
      FROM archive_run r WHERE r.id = ${id} FOR UPDATE OF r`;
  return row;
}

/** Cancels a run that waits; asks one that runs to stop. */
export async function cancelLocked(tx: Transaction, run: StoredRun): Promise<void> {
  await tx.$executeRaw`
    UPDATE archive_run SET cancel_asked_at = coalesce(cancel_asked_at, now()),
        state = CASE WHEN state = 'waiting' THEN 'cancelled' ELSE state END, ended_at = CASE WHEN state = 'waiting' THEN now() ELSE ended_at END
      WHERE id = ${run.id}`;
  await wakeWorkers(tx);
}

/** Whether an upload is there, and whole. */
export async function hasUpload(tx: Transaction, upload: number): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`SELECT 1 FROM upload WHERE id = ${upload} AND sha256 <> ''`;
  return rows.length > 0;
}

/** Tells the workers, once this is committed. */
export async function wakeWorkers(tx: Transaction): Promise<void> {
  await tx.$queryRaw`SELECT pg_notify(${RUNS_CHANNEL}, '')::text`;
}
