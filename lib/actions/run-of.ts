import { type Actor, forbidden } from '../domain/permission/actor.ts';
import type { Refusal } from '../domain/refusals.ts';
import { type Result, refuse } from '../domain/result.ts';
import type { Store } from '../store/database.ts';
import { lockRun, type RunKind, type StoredRun } from '../store/runs.ts';
import { inTransaction, type Transaction } from '../store/transaction.ts';

/** Does something to a run of a kind, under its lock. A run of the other kind is not found: each has rights of its own. */
export async function withRun<T>(
  store: Store,
  actor: Actor,
  kind: RunKind,
  id: number,
  decide: (tx: Transaction, run: StoredRun) => Promise<Result<T, Refusal>>,
): Promise<Result<T, Refusal>> {
  const no = forbidden(actor, kind === 'export' ? 'archive.export' : 'archive.import');
  if (no) return refuse(no);
  return inTransaction(store, async (tx) => {
    const run = await lockRun(tx, id);
    if (run?.kind !== kind) return refuse<Refusal>({ code: 'not-found', what: `${kind === 'export' ? 'Export' : 'Import'} ${id}` });
    return decide(tx, run);
  });
}

/** The state of a run as refusals call it. */
export function stateInWords(run: StoredRun): string {
  return run.options.plan && run.state === 'done' ? 'a plan' : run.state;
}
