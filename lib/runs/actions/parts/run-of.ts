import type { AppError } from '../../../kernel/app-error.ts';
import { type Actor, forbidden } from '../../../kernel/permission/actor.ts';
import type { Permission } from '../../../kernel/permission/table.ts';
import { fail, type Result } from '../../../kernel/result.ts';
import type { Store } from '../../../platform/database/database.ts';
import { type Transaction, transact } from '../../../platform/database/transaction.ts';
import type { RunKind } from '../../store/run-types.ts';
import { lockRun, type StoredRun } from '../../store/runs.ts';

const RIGHTS: Readonly<Record<RunKind, Permission>> = {
  export: 'archive.export',
  import: 'archive.import',
  bulk: 'bulk.start',
};
const NAMES: Readonly<Record<RunKind, string>> = { export: 'Export', import: 'Import', bulk: 'Bulk run' };

/**
 * Does something to a run of a kind, under its lock. A run of another kind is not found: each has rights of its own;
 * nor is somebody else's bulk run.
 */
export async function withRun<T>(
  store: Store,
  actor: Actor,
  kind: RunKind,
  id: number,
  decide: (tx: Transaction, run: StoredRun) => Promise<Result<T, AppError>>,
): Promise<Result<T, AppError>> {
  const no = forbidden(actor, RIGHTS[kind]);
  if (no) return fail(no);
  return transact(store, async ({ prisma: tx }) => {
    const run = await lockRun(tx, id);
    if (run?.kind !== kind || (kind === 'bulk' && !isTheirs(actor, run.person)))
      return fail<AppError>({ code: 'not-found', what: `${NAMES[kind]} ${id}` });
    return decide(tx, run);
  });
}

/** Whether a bulk run is this person's to see and to stop: its own, or an admin's every one. */
export function isTheirs(actor: Pick<Actor, 'person' | 'role'>, person: number | null): boolean {
  return actor.role === 'admin' || actor.person === person;
}

/** The state of a run as errors call it. */
export function stateInWords(run: StoredRun): string {
  return run.options.plan && run.state === 'done' ? 'a plan' : run.state;
}
