import { type RawBuilder, sql } from 'kysely';
import { kysely, type Queryable, type Runner } from './kysely.ts';
import type { Tables } from './tables.ts';

/** The number of the lock that learners take, and whoever changes what contexts mean. */
export const LEARNERS = 20_122_001;

/** Holds a name back from everybody else who locks it, until the transaction ends. */
export async function lockName(tx: Runner, name: string): Promise<void> {
  await lock(tx, sql`hashtextextended(${name}, 0)`);
}

/** The same of a number, which stands for what is done by one at a time. */
export async function lockNumber(on: Runner, number: number): Promise<void> {
  await lock(on, sql`${number}::bigint`);
}

/** The same until the connection ends, in whatever transactions its owner works meanwhile. */
export async function lockForConnection(client: Queryable, number: number): Promise<void> {
  await kysely(client).selectNoFrom(sql<string>`pg_advisory_lock(${number}::bigint)::text`.as('locked')).execute();
}

/** Keeps everybody else from writing to a table until the transaction ends; reading goes on. */
export function lockTable(tx: Runner, table: keyof Tables): Promise<void> {
  return lockTables(tx, [table], 'SHARE ROW EXCLUSIVE');
}

/** Keeps everybody else from these tables until the transaction ends, readers too. */
export function lockTablesWhole(tx: Runner, tables: readonly string[]): Promise<void> {
  return lockTables(tx, tables, 'ACCESS EXCLUSIVE');
}

async function lockTables(tx: Runner, tables: readonly string[], mode: string): Promise<void> {
  const names = sql.join(tables.map((table) => sql.table(table)));
  await sql`LOCK TABLE ${names} IN ${sql.raw(mode)} MODE`.execute(kysely(tx));
}

async function lock(on: Runner, key: RawBuilder<unknown>): Promise<void> {
  await kysely(on).selectNoFrom(sql<string>`pg_advisory_xact_lock(${key})::text`.as('locked')).execute();
}
