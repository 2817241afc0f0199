import { sql } from 'kysely';
import type { EntryId } from '../../kernel/ids.ts';
import type { Store } from '../../platform/database/database.ts';
import { insertFrom } from '../../platform/database/insert-from.ts';
import { kysely, type Runner } from '../../platform/database/kysely.ts';
import { anyOf, list, rowsOf, thisMoment } from '../../platform/database/sql-values.ts';
import type { Database, Transaction } from '../../platform/database/transaction.ts';
import { heldRun } from './held-runs.ts';
import type { Claim, Outcome } from './run-types.ts';

/** An entry of a bulk run, with the content that was seen where that matters. */
export type BulkTarget = { entry: EntryId; hash?: string | undefined };

/** One that waits for its turn. */
export type BulkItem = { n: number; entry: EntryId; hash: string | null };

/** Writes what a run should do. Repeated for the same run it adds nothing. */
export async function insertItems(tx: Transaction, run: number, items: readonly BulkTarget[]): Promise<void> {
  const rows = rowsOf('i', {
    n: list.ints(items.map((_, i) => i + 1)),
    entry: list.ints(items.map(({ entry }) => entry)),
    hash: list.texts(items.map(({ hash }) => hash ?? null)),
  });
  await insertFrom(
    kysely(tx),
    'bulk_item',
    (eb) => eb.selectFrom(rows),
    (eb) => ({ run_id: run, n: eb.ref('i.n'), entry_id: eb.ref('i.entry'), hash: eb.ref('i.hash') }),
  )
    .onConflict((known) => known.doNothing())
    .execute();
}

/** Which of these are no entries of the archive. */
export async function unknownEntries(tx: Transaction, entries: readonly EntryId[]): Promise<EntryId[]> {
  const rows = await kysely(tx).selectFrom('entry').select('id').where('id', '=', anyOf(entries)).execute();
  const known = new Set(rows.map(({ id }) => id));
  return entries.filter((entry) => !known.has(entry));
}

/** Copies what another run did not do, in its order. Returns how many that are. */
export async function copyOpenItems(tx: Transaction, from: number, to: number): Promise<void> {
  await insertFrom(
    kysely(tx),
    'bulk_item',
    (eb) => eb.selectFrom('bulk_item as i').where('i.run_id', '=', from).where('i.outcome', 'is distinct from', 'done'),
    (eb) => ({
      run_id: to,
      n: sql<number>`row_number() OVER (ORDER BY ${eb.ref('i.n')})`,
      entry_id: eb.ref('i.entry_id'),
      hash: eb.ref('i.hash'),
    }),
  )
    .onConflict((known) => known.doNothing())
    .execute();
}

/** How many entries of a run are done, failed, and still to do. */
export async function countItems(db: Runner, run: number): Promise<{ done: number; failed: number; open: number }> {
  return kysely(db)
    .selectFrom('bulk_item')
    .select(({ fn, cast }) => {
      const all = fn.countAll();
      return [
        cast<number>(all.filterWhere('outcome', '=', 'done'), 'integer').as('done'),
        cast<number>(all.filterWhere('outcome', '=', 'failed'), 'integer').as('failed'),
        cast<number>(all.filterWhere('outcome', 'is', null), 'integer').as('open'),
      ];
    })
    .where('run_id', '=', run)
    .executeTakeFirstOrThrow();
}

/** Takes the next entry of a claimed run that waits; undefined where none does, or the run is another worker's. */
export async function beginItem(store: Store, claim: Claim): Promise<BulkItem | undefined> {
  return kysely(store.pool)
    .with('held', heldRun(claim))
    .with('next', (cte) =>
      cte
        .selectFrom('bulk_item')
        .select(['run_id', 'n'])
        .where('run_id', '=', (eb) => eb.selectFrom('held').select('id'))
        .where('outcome', 'is', null)
        .orderBy('n')
        .limit(1),
    )
    .updateTable('bulk_item as i')
    .from('next')
    .set((eb) => ({ begun_at: eb.fn.coalesce('i.begun_at', thisMoment) }))
    .whereRef('i.run_id', '=', 'next.run_id')
    .whereRef('i.n', '=', 'next.n')
    .returning(['i.n', 'i.entry_id as entry', 'i.hash'])
    .executeTakeFirst();
}

/** Writes what came of an entry. False where the run is not this worker's any more. */
export async function endItem(
  { pool }: Pick<Database, 'pool'>,
  claim: Claim,
  n: number,
  outcome: Outcome,
  detail: string | null,
): Promise<boolean> {
  const ended = await kysely(pool)
    .with('held', heldRun(claim))
    .updateTable('bulk_item')
    .set({ outcome, detail })
    .where('run_id', '=', (eb) => eb.selectFrom('held').select('id'))
    .where('n', '=', n)
    .where('outcome', 'is', null)
    .returning('n')
    .execute();
  return ended.length === 1;
}
