import type { TargetSettings } from '../schemas/exports.ts';
import type { Store } from '../store/database.ts';
import { liveTargets, type StoredTarget } from '../store/targets.ts';
import { lastRunOf, type RunView } from './runs.ts';

/** A target as screens, API and command line show it. */
export type TargetView = StoredTarget & { settings: TargetSettings; lastRun: RunView | null };

/** Every live target, by name, with its last run. */
export async function listTargets(store: Store): Promise<TargetView[]> {
  const targets = await liveTargets(store.prisma);
  const last = await lastRunOf(
    store,
    targets.map(({ id }) => id),
  );
  return targets.map((target) => ({ ...target, lastRun: last.get(target.id) ?? null }));
}

/** One live target. */
export async function readTarget(store: Store, id: number): Promise<TargetView | undefined> {
  return (await listTargets(store)).find((target) => target.id === id);
}

/** The live target of a name, case and accents aside. */
export async function findTarget(store: Store, name: string): Promise<TargetView | undefined> {
  const [found] = await store.prisma.$queryRaw<{ id: number }[]>`SELECT id FROM export_target WHERE fold(name) = fold(${name}) AND removed_at IS NULL`;
  return found && readTarget(store, found.id);
}
