import { sql } from 'kysely';
import type { Statements } from './kysely.ts';
import type { Tables } from './tables.ts';

/**
 * Lets PostgreSQL look at tables that were filled just now, before it plans with them. ANALYZE is no statement that
 * Kysely knows.
 */
export async function analyze(db: Statements, ...tables: (keyof Tables)[]): Promise<void> {
  await sql`ANALYZE ${sql.join(tables.map((table) => sql.table(table)))}`.execute(db);
}
