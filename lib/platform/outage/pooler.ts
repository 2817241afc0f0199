import { sql } from 'kysely';
import pg from 'pg';
import { begin } from '../database/begin.ts';
import { kysely } from '../database/kysely.ts';
import { Missing } from '../environment/missing.ts';

/** More connections of a pooler than this are never idle behind a command that has only just begun. */
const HELD_AT_MOST = 4;

/**
 * Throws Missing where `client` reaches the server through a pooler that lends a connection for each transaction only:
 * the time zone, limits, LISTEN and locks of a session would be another session's. A pooler that lends whole sessions
 * will do.
 */
export async function rejectLentTransactions(client: pg.Client, url: string): Promise<void> {
  // A pooler gives its clients a key of its own; without one it is the server's process.
  const { processID }: pg.Client & { processID?: number | null } = client;
  const own = await backendOf(client);
  if (processID === own) return;
  if (await changesBackend(client, own, url))
    throw new Missing(
      'DATABASE_URL uses a connection pooler in transaction mode.',
      'Set DATABASE_URL to the server itself, or have the pooler lend whole sessions (PgBouncer: pool_mode = ' +
        'session for this database).',
    );
}

/**
 * Transactions of others are held open, one after another: where one of them gets this very session, the session was
 * not our own.
 */
async function changesBackend(client: pg.Client, own: number, url: string): Promise<boolean> {
  const others: pg.Client[] = [];
  try {
    while (others.length < HELD_AT_MOST) {
      const other = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
      other.on('error', () => undefined);
      others.push(other);
      // A pooler with nothing left to lend is judged by what was seen.
      if (!(await other.connect().then(ok, no))) return false;
      // One that knows no transactions at all lends single statements.
      if (!(await begin(other).then(ok, no))) return true;
      if ((await backendOf(other)) === own || (await backendOf(client)) !== own) return true;
    }
    return false;
  } finally {
    for (const other of others) await other.end().catch(() => undefined);
  }
}

const ok = () => true;
const no = () => false;

async function backendOf(client: pg.Client): Promise<number> {
  const { pid } = await kysely(client).selectNoFrom(sql<number>`pg_backend_pid()`.as('pid')).executeTakeFirstOrThrow();
  return pid;
}
