import type { AppError } from '../../kernel/app-error.ts';
import { codeOf, textIn } from '../../kernel/error-facts.ts';
import { fieldOf } from '../../kernel/record.ts';
import { fail, type Result } from '../../kernel/result.ts';
import type { Store } from './database.ts';
import type { Prisma } from './generated/client.ts';
import type { Queryable, Runner } from './kysely.ts';
import { inPoolTransaction } from './pool-transaction.ts';

/** A transaction of Prisma's client, for writing rows by their models. */
export type PrismaTransaction = Prisma.TransactionClient & { $connect?: never };

/** A transaction that somebody began: never a client or a pool, where each statement is committed by itself. */
export type Transaction = PrismaTransaction | (Queryable & { totalCount?: never });

/** Where an action reads and writes: one transaction. */
export type Database = { prisma: Transaction; pool: Queryable };

/** Where something is only read: the store, where each statement is by itself, or one transaction. */
export type AnyDatabase = { prisma: Runner; pool: Queryable };

const DEADLOCK = '40P01';
const SERIALIZATION = '40001';
const UNIQUE_VIOLATION = '23505';

/** Thrown inside a transaction to take it back and return the error that it carries. */
export class Rollback extends Error {
  readonly error: AppError;

  constructor(error: AppError) {
    super('transaction taken back');
    this.error = error;
  }
}

/**
 * Thrown inside a transaction where another person's write came first: everything is rolled back, and decided again
 * from the start.
 */
export class Overtaken extends Error {}

/** How often an action that others overtake is decided again. Each time somebody else's was written. */
const MOST_TRIES = 20;

/**
 * Runs a whole action in one transaction: it decides once and commits once. Where it refuses, nothing of it stays;
 * where others came in between, it is decided again from the start. Where a try takes longer than a session allows,
 * PostgreSQL undoes it and closes the connection.
 */
export async function transact<T>(store: Store, work: Work<T>): Promise<Result<T, AppError>> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    try {
      return await onPool(store, work);
    } catch (error) {
      if (error instanceof Rollback) return fail(error.error);
      if (!(error instanceof Overtaken)) throw error;
    }
  }
  return fail({ code: 'stale-save' });
}

/**
 * On a connection of the pool no statement passes through Prisma's engine. An error takes everything back. Where
 * PostgreSQL broke a deadlock at our cost, it is run again, at most twice.
 */
async function onPool<T>(store: Store, work: Work<T>, tries = 3): Promise<Result<T, AppError>> {
  try {
    return await inPoolTransaction(store, { keeps: ({ ok }) => ok, reuses: true }, (client) =>
      work({ prisma: client, pool: client }),
    );
  } catch (error) {
    if (tries > 1 && isBroken(error)) return onPool(store, work, tries - 1);
    throw error;
  }
}

type Work<T> = (db: Database) => Promise<Result<T, AppError>>;

/** Whether PostgreSQL broke the transaction off so that another one could go on. */
function isBroken(error: unknown): boolean {
  const code = postgresCode(error);
  return code === DEADLOCK || code === SERIALIZATION;
}

/**
 * Runs `work` in one transaction of Prisma's, which is rolled back after 20 s; where PostgreSQL broke a deadlock at our
 * cost, runs it again, at most twice.
 */
export async function inTransaction<T>(
  store: Store,
  work: (tx: PrismaTransaction) => Promise<T>,
  tries = 3,
): Promise<T> {
  try {
    return await store.prisma.$transaction(work, { maxWait: 5_000, timeout: 20_000 });
  } catch (error) {
    if (tries > 1 && isBroken(error)) return inTransaction(store, work, tries - 1);
    throw error;
  }
}

/** Runs a write; undefined where the row that it needs to itself is there already. */
export async function unlessTaken<T>(write: () => Promise<T>): Promise<T | undefined> {
  try {
    return await write();
  } catch (error) {
    if (postgresCode(error) === UNIQUE_VIOLATION) return undefined;
    throw error;
  }
}

/** PostgreSQL's own error code, dug out of what the adapter wraps around it. */
function postgresCode(error: unknown): string | undefined {
  const wrapped = fieldOf(fieldOf(error, 'meta'), 'driverAdapterError');
  return (
    textIn(fieldOf(wrapped, 'cause'), 'originalCode') ??
    textIn(fieldOf(error, 'cause'), 'originalCode') ??
    codeOf(error)
  );
}
