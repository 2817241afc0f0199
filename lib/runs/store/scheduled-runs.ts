import type { Store } from '../../platform/database/database.ts';
import { insertFrom } from '../../platform/database/insert-from.ts';
import { kysely } from '../../platform/database/kysely.ts';
import { notified } from '../../platform/database/sql-values.ts';
import { inTransaction } from '../../platform/database/transaction.ts';
import { RUNS_CHANNEL, waitingFor } from './runs.ts';

/**
 * Begins a run because its time has come, where the target still has a schedule and nothing like it waits already. The
 * target is locked first, in a statement of its own: only then the next one sees what another clock began. Returns the
 * run's id.
 */
export function scheduleRun(store: Store, target: number): Promise<number | undefined> {
  return inTransaction(store, async (tx) => {
    const db = kysely(tx);
    await db.selectFrom('export_target').select('id').where('id', '=', target).forUpdate().execute();
    const begun = await insertFrom(
      db,
      'archive_run',
      (eb) =>
        eb
          .selectFrom('export_target as t')
          .where('t.id', '=', target)
          .where('t.schedule', 'is not', null)
          .where('t.removed_at', 'is', null)
          .where((of) => of.not(of.exists(waitingFor(of.ref('t.id'))))),
      (eb) => ({ kind: 'export' as const, cause: 'schedule' as const, target_id: eb.ref('t.id') }),
    )
      .returning(['id', notified(RUNS_CHANNEL).as('notified')])
      .executeTakeFirst();
    return begun?.id;
  });
}
