import type { PersonId } from '../../../kernel/ids.ts';
import { insertFrom } from '../../../platform/database/insert-from.ts';
import { kysely, type Runner } from '../../../platform/database/kysely.ts';
import { lockName } from '../../../platform/database/locks.ts';
import { fold, json, now, rowsWritten } from '../../../platform/database/sql-values.ts';
import type { Transaction } from '../../../platform/database/transaction.ts';
import type { TargetInput } from '../../../runs/contract/exports.ts';
import { toStop } from '../../../runs/store/runs.ts';

/** A live target as a save finds it. */
export type StoredTarget = Awaited<ReturnType<typeof liveTargets>>[number];

/** Saves of targets wait for each other, so that two cannot take one name or one folder. Runs are not held up. */
export async function lockTargets(tx: Transaction): Promise<void> {
  await lockName(tx, 'export_target');
}

/** Every live target, by name. A newsroom has a handful. */
export async function liveTargets(tx: Runner) {
  return kysely(tx)
    .selectFrom('export_target')
    .select([
      'id',
      'name',
      'kind',
      'place',
      'settings',
      'schedule',
      'on_approval as onApproval',
      'debounce_seconds as debounceSeconds',
      'version',
    ])
    .where('removed_at', 'is', null)
    .orderBy((eb) => fold(eb.ref('name')))
    .execute();
}

/** The name of the live target that a new name would be confused with. */
export async function targetNamed(tx: Transaction, name: string, but: number): Promise<string | undefined> {
  const others = kysely(tx)
    .selectFrom('export_target')
    .select('name')
    .where('removed_at', 'is', null)
    .where('id', '<>', but);
  return (await others.where((eb) => eb(fold(eb.ref('name')), '=', fold(eb.val(name)))).executeTakeFirst())?.name;
}

/** Writes a new target. What was published before it is no reason for a run. */
export async function insertTarget(tx: Transaction, by: PersonId, target: TargetInput): Promise<number> {
  const made = await insertFrom(
    kysely(tx),
    'export_target',
    (eb) => eb.selectFrom('archive_state as s'),
    (eb) => ({ ...columnsOf(target), created_by: by, seen_position: eb.ref('s.position') }),
  )
    .returning('id')
    .executeTakeFirst();
  if (!made) throw new Error('The archive has no state row.');
  return made.id;
}

function columnsOf({ name, kind, place, settings, schedule, onApproval, debounceSeconds }: TargetInput) {
  return {
    name,
    kind,
    place,
    settings: json(settings),
    schedule,
    on_approval: onApproval,
    debounce_seconds: debounceSeconds,
  };
}

/**
 * Writes a target again over the version that was read; undefined where that has moved on. In another place the target
 * holds nothing yet. Where approvals begin to count, those of before do not.
 */
export async function updateTarget(
  tx: Transaction,
  id: number,
  version: number,
  target: TargetInput,
): Promise<number | undefined> {
  const { kind, place } = target;
  const written = await kysely(tx)
    .updateTable('export_target as t')
    .from('archive_state as s')
    .set((eb) => ({
      ...columnsOf(target),
      version: eb('t.version', '+', 1),
      held: eb
        .case()
        .when(eb.and({ 't.kind': kind, 't.place': place }))
        .then(eb.ref('t.held'))
        .end(),
      seen_position: eb
        .case()
        .when('t.on_approval', '=', true)
        .then(eb.ref('t.seen_position'))
        .else(eb.ref('s.position'))
        .end(),
    }))
    .where('t.id', '=', id)
    .where('t.version', '=', version)
    .where('t.removed_at', 'is', null)
    .returning('t.version')
    .executeTakeFirst();
  return written?.version;
}

/**
 * Takes a target out of use: waiting runs are cancelled, the running one is asked to stop. What is in its place
 * stays.
 */
export async function endTarget(tx: Transaction, id: number): Promise<boolean> {
  const db = kysely(tx);
  const live = db.updateTable('export_target').where('id', '=', id).where('removed_at', 'is', null);
  if (!(await rowsWritten(live.set((eb) => ({ removed_at: now, version: eb('version', '+', 1) }))))) return false;
  await db
    .updateTable('archive_run')
    .set(toStop)
    .where('target_id', '=', id)
    .where('state', 'in', ['waiting', 'running'])
    .execute();
  return true;
}
