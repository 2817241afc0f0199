import type { PersonId } from '../domain/ids.ts';
import type { TargetInput, TargetSettings } from '../schemas/exports.ts';
import type { Transaction } from './transaction.ts';

/** A live target as a save finds it. */
export type StoredTarget = {
  id: number;
  name: string;
  kind: 'folder' | 'git';
  place: string;
  settings: TargetSettings;
  schedule: string | null;
  onApproval: boolean;
  debounceSeconds: number;
  version: number;
};

/** Saves of targets wait for each other, so that two cannot take one name or one folder. Runs are not held up. */
export async function lockTargets(tx: Transaction): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext('export_target'))::text`;
}

/** Every live target, by name. A newsroom has a handful. */
export async function liveTargets(tx: Pick<Transaction, '$queryRaw'>): Promise<StoredTarget[]> {
  return tx.$queryRaw<StoredTarget[]>`
    SELECT id, name, kind::text AS kind, place, settings, schedule, on_approval AS "onApproval", debounce_seconds AS "debounceSeconds", version
      FROM export_target WHERE removed_at IS NULL ORDER BY fold(name)`;
}

/** The name of the live target that a new name would be confused with. */
export async function targetNamed(tx: Transaction, name: string, but: number): Promise<string | undefined> {
  const [row] = await tx.$queryRaw<{ name: string }[]>`SELECT name FROM export_target WHERE fold(name) = fold(${name}) AND removed_at IS NULL AND id <> ${but}`;
  return row?.name;
}

/** Writes a new target. What was published before it is no reason for a run. */
export async function insertTarget(tx: Transaction, by: PersonId, target: TargetInput): Promise<number> {
  const [row] = await tx.$queryRaw<{ id: number }[]>`
    INSERT INTO export_target (name, kind, place, settings, schedule, on_approval, debounce_seconds, created_by, seen_position)
    SELECT ${target.name}, ${target.kind}::target_kind, ${target.place}, ${JSON.stringify(target.settings)}::jsonb, ${target.schedule}, ${target.onApproval}, ${target.debounceSeconds}, ${by}, position
      FROM archive_state RETURNING id`;
  if (!row) throw new Error('The archive has no state row.');
  return row.id;
}

/**
 * Writes a target anew over the version that was read; undefined where that has moved on. In another place the target
 * holds nothing yet. Where approvals begin to count, those of before do not.
 */
export async function updateTarget(tx: Transaction, id: number, version: number, target: TargetInput): Promise<number | undefined> {
  const [row] = await tx.$queryRaw<{ version: number }[]>`
    UPDATE export_target t SET name = ${target.name}, kind = ${target.kind}::target_kind, place = ${target.place}, settings = ${JSON.stringify(target.settings)}::jsonb,
        schedule = ${target.schedule}, on_approval = ${target.onApproval}, debounce_seconds = ${target.debounceSeconds}, version = t.version + 1,
        held = CASE WHEN t.kind = ${target.kind}::target_kind AND t.place = ${target.place} THEN t.held END,
        seen_position = CASE WHEN t.on_approval THEN t.seen_position ELSE s.position END
      FROM archive_state s WHERE t.id = ${id} AND t.version = ${version} AND t.removed_at IS NULL RETURNING t.version`;
  return row?.version;
}

/** Takes a target out of use: waiting runs are cancelled, the running one is asked to stop. What lies in its place stays. */
export async function endTarget(tx: Transaction, id: number): Promise<boolean> {
  const done = await tx.$executeRaw`UPDATE export_target SET removed_at = now(), version = version + 1 WHERE id = ${id} AND removed_at IS NULL`;
  if (!done) return false;
  await tx.$executeRaw`UPDATE archive_run SET state = 'cancelled', ended_at = now(), cancel_asked_at = now() WHERE target_id = ${id} AND state = 'waiting'`;
  await tx.$executeRaw`UPDATE archive_run SET cancel_asked_at = coalesce(cancel_asked_at, now()) WHERE target_id = ${id} AND state = 'running'`;
  return true;
}
