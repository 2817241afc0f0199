import pg from 'pg';
import { appliedMigrations } from './applied-migrations.ts';
import { migrate, migrationNames } from './migrate.ts';
import { Missing } from './missing.ts';

const OLDEST_SERVER = 140_000;

/** What a database says of itself. */
export type DatabaseState = { server: string; migrated: string[]; pending: string[] };

/** Reads which migrations the database at `url` has. Throws Missing where it does not answer or is too old. */
export async function databaseState(url: string): Promise<DatabaseState> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
  } catch (error) {
    throw new Missing(`The database does not answer: ${reasonOf(error)}`, 'Check DATABASE_URL, that the server runs, and that this machine may reach it.');
  }
  try {
    const { rows } = await client.query<{ server: string; number: string }>("SELECT current_setting('server_version') AS server, current_setting('server_version_num') AS number");
    const server = rows[0]?.server ?? '';
    if (Number(rows[0]?.number) < OLDEST_SERVER) throw new Missing(`The database server is PostgreSQL ${server}.`, 'Use version 14 or newer.');
    const migrated = await appliedMigrations(client);
    return { server, migrated, pending: migrationNames().filter((name) => !migrated.includes(name)) };
  } finally {
    await client.end();
  }
}

/** Applies what is pending; a database that is up to date is only read. Returns what was applied. */
export async function migrateIfNeeded(url: string): Promise<string[]> {
  const { pending } = await databaseState(url);
  return pending.length ? migrate(url) : [];
}

/** Node reports several refused addresses as one error without words of its own. */
function reasonOf(error: unknown): string {
  const { message, errors, code } = error as Error & { errors?: Error[]; code?: string };
  return message || errors?.map((each) => each.message).join('; ') || code || 'no reason given';
}
