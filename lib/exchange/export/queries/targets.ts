import type { Store } from '../../../platform/database/database.ts';
import { kysely } from '../../../platform/database/kysely.ts';
import { fold } from '../../../platform/database/sql-values.ts';
import type { TargetSettings } from '../../../runs/contract/exports.ts';
import { type OfKind, ofKind } from '../../runs/run-kind.ts';
import { lastRunOf } from '../../runs/runs.ts';
import { liveTargets, type StoredTarget } from '../store/targets.ts';

/** A target as screens, API and command line show it. */
export type TargetView = StoredTarget & { settings: TargetSettings; lastRun: OfKind<'export'> | null };

/** Every live target, by name, with its last run. */
export async function listTargets(store: Store): Promise<TargetView[]> {
  const targets = await liveTargets(store.prisma);
  const last = await lastRunOf(
    store,
    targets.map(({ id }) => id),
  );
  return targets.map((target) => ({ ...target, lastRun: ofKind(last.get(target.id), 'export') ?? null }));
}

/** One live target. */
export async function readTarget(store: Store, id: number): Promise<TargetView | undefined> {
  return (await listTargets(store)).find((target) => target.id === id);
}

/** The live target of a name, case and accents aside. */
export async function findTarget(store: Store, name: string): Promise<TargetView | undefined> {
  const found = await kysely(store.prisma)
    .selectFrom('export_target')
    .select('id')
    .where((eb) => eb(fold(eb.ref('name')), '=', fold(eb.val(name))))
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return found && readTarget(store, found.id);
}
