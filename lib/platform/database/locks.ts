import { type RawBuilder, sql } from 'kysely';
import { kysely, type PrismaStatements, type Runner } from './kysely.ts';

/** The number of the lock that learners take, and whoever changes what contexts mean. */
export const LEARNERS = 20_122_001;

/** Holds a name back from everybody else who locks it, until the transaction ends. */
export async function lockName(tx: PrismaStatements, name: string): Promise<void> {
  await lock(tx, sql`hashtextextended(${name}, 0)`);
}

/** The same of a number, which stands for what is done by one at a time. */
export async function lockNumber(on: Runner, number: number): Promise<void> {
  await lock(on, sql`${number}::bigint`);
}

async function lock(on: Runner, key: RawBuilder<unknown>): Promise<void> {
  await kysely(on).selectNoFrom(sql<string>`pg_advisory_xact_lock(${key})::text`.as('locked')).execute();
}
