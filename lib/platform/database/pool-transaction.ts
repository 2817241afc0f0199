import type pg from 'pg';
import { begin, endTransaction, type TransactionKind } from './begin.ts';
import { onBorrowed } from './borrowed-connection.ts';
import { lostBecause } from './connection.ts';
import type { Store } from './database.ts';
import { type Settings, setForTransaction } from './session-settings.ts';

/** Without `keeps`, everything is kept. `reuses` leaves the connection in the pool also where `work` fails. */
type TransactionOptions<T> = {
  kind?: TransactionKind;
  settings?: Settings;
  keeps?: (value: T) => boolean;
  reuses?: boolean;
};

type WorkOutcome<T> = { value: T } | { error: unknown };

/**
 * Runs `work` in one transaction on a connection of the pool. Where it fails everything is rolled back: the connection
 * is closed, which works also in the middle of a COPY, unless the next one `reuses` it.
 */
export async function inPoolTransaction<T>(
  store: Store,
  { kind, settings, keeps = () => true, reuses = false }: TransactionOptions<T>,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const outcome = await onBorrowed(store, async (client): Promise<WorkOutcome<T>> => {
    await begin(client, kind);
    if (settings) await setForTransaction(client, settings);
    const done = await work(client).then(
      (value) => ({ value }),
      (error: unknown) => ({ error: lostBecause(client, error) }),
    );
    if ('error' in done && !reuses) throw done.error;
    const keep = 'value' in done && keeps(done.value);
    await endTransaction(client, keep).catch((error: Error) => {
      // A connection that is gone took everything back, and the pool drops it.
      if (keep) throw error;
    });
    return done;
  });
  if ('error' in outcome) throw outcome.error;
  return outcome.value;
}

/** Runs `work` in one short transaction of the pool. */
export function inShortTransaction<T>(store: Store, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  return inPoolTransaction(store, {}, work);
}

/**
 * How a long transaction goes: a `snapshot` only reads; one with `tables` may make temporary ones. Without `keep`
 * nothing of it stays.
 */
export type LongTransaction = { snapshot?: boolean; tables?: boolean; keep?: boolean };

/**
 * Runs `work` in one transaction without the limits that sessions have on the time of a statement: for import, export,
 * backup and restore.
 */
export function inLongTransaction<T>(
  store: Store,
  { snapshot = false, tables = false, keep = true }: LongTransaction,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const settings = { statement_timeout: 0, transaction_timeout: 0, idle_in_transaction_session_timeout: 0 };
  const reads: TransactionKind = tables ? 'snapshot' : 'read-only snapshot';
  return inPoolTransaction(store, { kind: snapshot ? reads : 'plain', settings, keeps: () => keep }, work);
}
