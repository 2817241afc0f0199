import type { Refusal } from '#lib/domain/refusals.ts';
import { ok, type Result, refuse } from '#lib/domain/result.ts';
import { type FollowedRun, readRun } from '#lib/queries/runs.ts';
import type { Store } from '#lib/store/database.ts';
import type { RunKind } from '#lib/store/runs.ts';

const NAMES: Readonly<Record<RunKind, string>> = { export: 'Export', import: 'Import', bulk: 'Bulk run' };

/** A run of a kind. One of another kind is not found: each has rights of its own. */
export async function runOfKind(store: Store, kind: RunKind, id: number): Promise<Result<FollowedRun, Refusal>> {
  const run = await readRun(store, id);
  return run?.kind === kind ? ok(run) : refuse({ code: 'not-found', what: `${NAMES[kind]} ${id}` });
}
