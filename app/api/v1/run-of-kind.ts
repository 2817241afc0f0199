import { type OfKind, ofKind } from '#lib/exchange/runs/run-kind.ts';
import { type FollowedRun, readRun } from '#lib/exchange/runs/runs.ts';
import type { AppError } from '#lib/kernel/app-error.ts';
import { fail, ok, type Result } from '#lib/kernel/result.ts';
import type { Store } from '#lib/platform/database/database.ts';
import type { RunKind } from '#lib/runs/store/run-types.ts';

const NAMES: Readonly<Record<RunKind, string>> = { export: 'Export', import: 'Import', bulk: 'Bulk run' };

/** A run of a kind. One of another kind is not found: each has rights of its own. */
export async function runOfKind<Kind extends RunKind>(
  store: Store,
  kind: Kind,
  id: number,
): Promise<Result<OfKind<Kind, FollowedRun>, AppError>> {
  const run = ofKind(await readRun(store, id), kind);
  return run ? ok(run) : fail({ code: 'not-found', what: `${NAMES[kind]} ${id}` });
}
