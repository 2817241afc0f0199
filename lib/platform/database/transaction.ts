import type { Refusal } from '../../kernel/refusals.ts';
import { type Result, refuse } from '../../kernel/result.ts';
import type { Store } from './database.ts';
import type { Prisma } from './generated/client.ts';
import type { Queryable } from './kysely.ts';

/** A transaction that somebody began: never the client itself, where each statement is committed by itself. */
export type Transaction = Prisma.TransactionClient & { $connect?: never };

/** Where a verb reads and writes: one transaction. */
export type Database = { prisma: Transaction; pool: Queryable };

/** Where something is only read: the store, where each statement is by itself, or one transaction. */
export type AnyDatabase = { prisma: Prisma.TransactionClient; pool: Queryable };

const DEADLOCK = '40P01';
const SERIALIZATION = '40001';
const UNIQUE_VIOLATION = '23505';

/** Thrown inside a transaction to take it back and return the refusal that it carries. */
export class TakeBack<T> extends Error {
  readonly refusal: T;

  constructor(refusal: T) {
    super('transaction taken back');
    this.refusal = refusal;
  }
}

/**
 * Thrown inside a transaction where another person's write came first: everything is taken back, and decided anew from
 * the start.
 */
export class Overtaken extends Error {}

/** How often a verb that others overtake is decided anew. Each time somebody else's was written. */
const MOST_TRIES = 20;

/**
 * Runs a whole verb in one transaction: it decides once and commits once. Where it refuses, nothing of it stays; where
 * others came in between, it is decided anew from the start.
 */
export async function transact<T>(
  store: Store,
  work: (db: Database) => Promise<Result<T, Refusal>>,
  timeout?: number,
): Promise<Result<T, Refusal>> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    try {
      return await inTransaction(store, (tx) => orTakenBack(work(databaseOf(tx))), 3, timeout);
    } catch (error) {
      if (error instanceof TakeBack) return refuse(error.refusal as Refusal);
      if (!(error instanceof Overtaken)) throw error;
    }
  }
  return refuse({ code: 'stale-save' });
}

async function orTakenBack<T>(work: Promise<Result<T, Refusal>>): Promise<Result<T, Refusal>> {
  const done = await work;
  if (!done.ok) throw new TakeBack<Refusal>(done.problem);
  return done;
}

/** A transaction as verbs take one: what reads through a pool elsewhere reads through it, too. */
export function databaseOf(tx: Transaction): Database {
  const query = async (asked: string | { text: string; values?: unknown[] }, values?: unknown[]) => {
    const [text, given] = typeof asked === 'string' ? [asked, values] : [asked.text, asked.values ?? values];
    const rows = await tx.$queryRawUnsafe<unknown[]>(text, ...(given ?? []));
    return { rows, rowCount: rows.length };
  };
  return { prisma: tx, pool: { query: query as unknown as Queryable['query'] } };
}

/**
 * Runs `work` in one transaction, which is taken back after `timeout` milliseconds; where PostgreSQL broke a deadlock
 * at our cost, runs it again, at most twice.
 */
export async function inTransaction<T>(
  store: Store,
  work: (tx: Transaction) => Promise<T>,
  tries = 3,
  timeout = 20_000,
): Promise<T> {
  try {
    return await store.prisma.$transaction(work, { maxWait: 5_000, timeout });
  } catch (error) {
    const code = postgresCode(error);
    if (tries > 1 && (code === DEADLOCK || code === SERIALIZATION))
      return inTransaction(store, work, tries - 1, timeout);
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
export function postgresCode(error: unknown): string | undefined {
  const meta = (error as { meta?: { driverAdapterError?: { cause?: { originalCode?: string } } } }).meta;
  const cause = (error as { cause?: { originalCode?: string } }).cause;
  return meta?.driverAdapterError?.cause?.originalCode ?? cause?.originalCode ?? (error as { code?: string }).code;
}
