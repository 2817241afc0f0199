import type { ExpressionBuilder } from 'kysely';
import type { Store } from '../../platform/database/database.ts';
import { kysely, type Statements } from '../../platform/database/kysely.ts';
import { fromNow, json, notified, now } from '../../platform/database/sql-values.ts';
import type { Tables } from '../../platform/database/tables.ts';
import type { Claim } from './run-types.ts';
import { RUNS_CHANNEL } from './runs.ts';

/** Renews the lease and notes how far the run is. `lost`: another worker has it, or it is over; nothing was written. */
export async function renewClaim(
  store: Store,
  claim: Claim,
  leaseMs: number,
  progress: object | undefined,
): Promise<'held' | 'cancel-asked' | 'lost'> {
  const row = await kysely(store.pool)
    .updateTable('archive_run')
    .set({ lease_until: fromNow({ seconds: leaseMs / 1000 }), ...(progress && { progress: json(progress) }) })
    .where(heldBy(claim))
    .where('lease_until', '>', now)
    .returning((eb) => eb('cancel_asked_at', 'is not', null).$castTo<boolean>().as('asked'))
    .executeTakeFirst();
  if (!row) return 'lost';
  return row.asked ? 'cancel-asked' : 'held';
}

/** Gives a run back, as if it had not been taken up: its worker stops in good order. */
export async function giveBack(store: Store, claim: Claim): Promise<void> {
  await kysely(store.pool)
    .updateTable('archive_run')
    .set((eb) => ({
      state: 'waiting',
      worker: null,
      lease_until: null,
      attempts: eb('attempts', '-', 1),
      progress: json({}),
    }))
    .where(heldBy(claim))
    .returning(notified(RUNS_CHANNEL).as('notified'))
    .execute();
}

/** The guard of every write of a claimed run. */
export function heldBy({ run, fence, worker }: Claim) {
  return (eb: ExpressionBuilder<Tables, 'archive_run'>) => eb.and({ id: run, fence, worker, state: 'running' });
}

/** The claimed run, held against a worker that takes it over meanwhile; nothing where that has happened. */
export function heldRun(claim: Claim) {
  return (db: Pick<Statements, 'selectFrom'>) =>
    db.selectFrom('archive_run').select('id').where(heldBy(claim)).forShare();
}
