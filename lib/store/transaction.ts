import type { Store } from './database.ts';
import type { Prisma } from './generated/client.ts';

export type Transaction = Prisma.TransactionClient;

const DEADLOCK = '40P01';
const SERIALIZATION = '40001';

/** Thrown inside a transaction to take it back and return the refusal that it carries. */
export class TakeBack<T> extends Error {
  readonly refusal: T;

  constructor(refusal: T) {
    super('transaction taken back');
    this.refusal = refusal;
  }
}

/** Runs `work` in one transaction, which is taken back after `timeout` milliseconds; where PostgreSQL broke a deadlock at our cost, runs it again, at most twice. */
export async function inTransaction<T>(store: Store, work: (tx: Transaction) => Promise<T>, tries = 3, timeout = 20_000): Promise<T> {
  try {
    return await store.prisma.$transaction(work, { maxWait: 5_000, timeout });
  } catch (error) {
    const code = postgresCode(error);
    if (tries > 1 && (code === DEADLOCK || code === SERIALIZATION)) return inTransaction(store, work, tries - 1, timeout);
    throw error;
  }
}

/** PostgreSQL's own error code, dug out of what the adapter wraps around it. */
export function postgresCode(error: unknown): string | undefined {
  const meta = (error as { meta?: { driverAdapterError?: { cause?: { originalCode?: string } } } }).meta;
  const cause = (error as { cause?: { originalCode?: string } }).cause;
  return meta?.driverAdapterError?.cause?.originalCode ?? cause?.originalCode ?? (error as { code?: string }).code;
}
