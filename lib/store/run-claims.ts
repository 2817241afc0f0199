import type { PersonId } from '../domain/ids.ts';
import type { TargetSettings } from '../schemas/exports.ts';
import type { Store } from './database.ts';
import { RUNS_CHANNEL, type RunCause, type RunKind, type RunOptions } from './runs.ts';

/** A run is taken up at most this many times; a worker that dies thrice over it would die of it again. */
export const MOST_ATTEMPTS = 3;

/** What a target holds: what the last export returned for the next one, and the settings that it wrote by. */
export type TargetHolds = { held: unknown; settings: TargetSettings };

/** A target as the run found it when it took it. */
export type ClaimedTarget = { id: number; name: string; kind: 'folder' | 'git'; place: string; settings: TargetSettings; holds: TargetHolds | null };

/** A run that this worker holds, as long as it renews its lease. Everything that is written of it is guarded by worker and fence. */
export type Claim = {
  run: number;
  kind: RunKind;
  cause: RunCause;
  options: RunOptions;
  person: PersonId | null;
  upload: number | null;
  worker: string;
  fence: number;
  attempts: number;
  target: ClaimedTarget | null;
};

/** What a worker reaches for: runs of a kind, of a target, or one alone. */
type Wanted = { worker: string; leaseMs: number; kind?: RunKind; target?: number; run?: number };
type Row = Omit<Claim, 'target'> & { target: number | null; targetName: string; targetKind: 'folder' | 'git'; place: string; settings: TargetSettings; holds: TargetHolds | null };

const UNIQUE_VIOLATION = '23505';

/**
 * One statement takes the next run that is due: one that waits and whose target nobody exports to, or one whose worker let
 * its lease pass. It raises the target's fence, so that whoever had it before writes no more.
 */
const CLAIM = `
  WITH next AS (
    SELECT r.id, r.target_id, r.options FROM archive_run r
     WHERE ($3::run_kind IS NULL OR r.kind = $3) AND ($4::int IS NULL OR r.id = $4) AND ($5::int IS NULL OR r.target_id = $5) AND r.attempts < ${MOST_ATTEMPTS} AND (
       (r.state = 'waiting' AND r.not_before <= now() AND NOT EXISTS (
         SELECT 1 FROM archive_run o WHERE o.state = 'running' AND (o.target_id = r.target_id OR (r.kind = 'import' AND o.kind = 'import'))))
       OR (r.state = 'running' AND r.lease_until < now()))
     ORDER BY r.not_before, r.id LIMIT 1 FOR UPDATE OF r SKIP LOCKED
  ), fenced AS (
    UPDATE export_target t SET fence = t.fence + 1,
        seen_position = CASE WHEN next.options ? 'asOf' OR next.options @> '{"plan": true}' THEN t.seen_position ELSE greatest(t.seen_position, s.position) END
      FROM next, archive_state s WHERE t.id = next.target_id RETURNING t.*
  )
  UPDATE archive_run r SET state = 'running', worker = $1, lease_until = now() + make_interval(secs => $2), attempts = r.attempts + 1,
      fence = coalesce(fenced.fence, coalesce(r.fence, 0) + 1), started_at = coalesce(r.started_at, now()), progress = '{}'
    FROM next LEFT JOIN fenced ON true WHERE r.id = next.id
    RETURNING r.id AS run, r.kind, r.cause, r.options, r.person_id AS person, r.upload_id AS upload, r.worker, r.fence, r.attempts, fenced.id AS target,
      fenced.name AS "targetName", fenced.kind AS "targetKind", fenced.place, fenced.settings, fenced.held AS holds`;

/** Takes the next run that is due, or the one that is named; undefined where there is none, or another worker was faster. */
export async function claimRun(store: Store, { worker, leaseMs, kind, target, run }: Wanted): Promise<Claim | undefined> {
  try {
    const { rows } = await store.pool.query<Row>(CLAIM, [worker, leaseMs / 1000, kind ?? null, run ?? null, target ?? null]);
    const [row] = rows;
    if (!row) return undefined;
    const claim = claimFromRow(row);
    await clearEarlier(store, claim);
    return claim;
  } catch (error) {
    // Two workers met at one target: the index let one of them through.
    if ((error as { code?: string }).code === UNIQUE_VIOLATION) return undefined;
    throw error;
  }
}

/** How the database knows the connections of one claim on a run. */
export function connectionName({ run, fence }: Pick<Claim, 'run' | 'fence'>): string {
  return `${connectionsOf(run)}${fence}`;
}

function connectionsOf(run: number): string {
  return `dateline run ${run} fence `;
}

/** Renews the lease and notes how far the run is. `lost`: another worker has it, or it is over; nothing was written. */
export async function renewClaim(store: Store, claim: Claim, leaseMs: number, progress: object | undefined): Promise<'held' | 'cancel-asked' | 'lost'> {
  const { rows } = await store.pool.query<{ asked: boolean }>(
    `UPDATE archive_run SET lease_until = now() + make_interval(secs => $4), progress = coalesce($5::jsonb, progress)
      WHERE ${GUARD} AND lease_until > now() RETURNING cancel_asked_at IS NOT NULL AS asked`,
    [...guardOf(claim), leaseMs / 1000, progress ? JSON.stringify(progress) : null],
  );
  const [row] = rows;
  if (!row) return 'lost';
  return row.asked ? 'cancel-asked' : 'held';
}

/** Gives a run back, as if it had not been taken up: its worker stops in good order. */
export async function giveBack(store: Store, claim: Claim): Promise<void> {
  await store.pool.query(
    `WITH given AS (UPDATE archive_run SET state = 'waiting', worker = NULL, lease_until = NULL, attempts = attempts - 1, progress = '{}' WHERE ${GUARD} RETURNING id)
     SELECT pg_notify('${RUNS_CHANNEL}', '') FROM given`,
    guardOf(claim),
  );
}

/** The guard of every write of a claimed run, and its values. */
export const GUARD = `id = $1 AND fence = $2 AND worker = $3 AND state = 'running'`;
export function guardOf(claim: Claim): [number, number, string] {
  return [claim.run, claim.fence, claim.worker];
}

/** When the next waiting run is due, in milliseconds from now; undefined where none waits for its time. */
export async function nextDue(store: Store): Promise<number | undefined> {
  const { rows } = await store.pool.query<{ ms: number | null }>(
    `SELECT (extract(epoch FROM min(not_before) - now()) * 1000)::float8 AS ms FROM archive_run WHERE state = 'waiting' AND not_before > now()`,
  );
  const ms = rows[0]?.ms ?? null;
  return ms === null ? undefined : Math.max(0, ms);
}

/** Runs whose workers died thrice, to be ended as failed. They are held by nobody, so this takes them as its own. */
export async function claimAbandoned(store: Store, worker: string, leaseMs: number): Promise<Claim | undefined> {
  const { rows } = await store.pool.query<Row>(
    `WITH dead AS (SELECT id FROM archive_run WHERE state = 'running' AND lease_until < now() AND attempts >= ${MOST_ATTEMPTS} LIMIT 1 FOR UPDATE SKIP LOCKED),
     taken AS (UPDATE archive_run r SET worker = $1, lease_until = now() + make_interval(secs => $2) FROM dead WHERE r.id = dead.id RETURNING r.*)
     SELECT r.id AS run, r.kind, r.cause, r.options, r.person_id AS person, r.upload_id AS upload, r.worker, r.fence, r.attempts, t.id AS target,
       t.name AS "targetName", t.kind AS "targetKind", t.place, t.settings, t.held AS holds FROM taken r LEFT JOIN export_target t ON t.id = r.target_id`,
    [worker, leaseMs / 1000],
  );
  return rows[0] && claimFromRow(rows[0]);
}

/**
 * Cuts the connections of earlier claims on the run, so that what a worker that stood still had begun is taken back and can never be
 * committed; and takes away the files that they listed.
 */
async function clearEarlier(store: Store, claim: Claim): Promise<void> {
  await store.pool.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND starts_with(application_name, $1) AND application_name <> $2',
    [connectionsOf(claim.run), connectionName(claim)],
  );
  await store.pool.query(`DELETE FROM run_file WHERE run_id = (SELECT id FROM archive_run WHERE ${GUARD})`, guardOf(claim));
}

function claimFromRow({ target, targetName: name, targetKind: kind, place, settings, holds, ...row }: Row): Claim {
  return { ...row, target: target === null ? null : { id: target, name, kind, place, settings, holds } };
}
