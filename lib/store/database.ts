import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from './generated/client.ts';

/** The open database: Prisma for rows, the pool for cursors and COPY. Both share their connections. */
export type Store = { prisma: PrismaClient; pool: pg.Pool; url: string; close(): Promise<void> };

/** `name` is how the database shows the connections. */
export type StoreOptions = { connections?: number; name?: string };

/**
 * Every session speaks UTC (the adapter shifts instants otherwise) and gives up rather than hang:
 * 5 s for a connection, 30 s for a statement, 60 s for a transaction left open.
 */
const SESSION = '-c timezone=UTC -c statement_timeout=30000 -c idle_in_transaction_session_timeout=60000';

/** Opens the database at `url`. Connections are made on first use. */
export function openStore(url: string, options: StoreOptions = {}): Store {
  const pool = new pg.Pool({
    connectionString: url,
    options: SESSION,
    max: options.connections ?? 10,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    application_name: options.name ?? 'dateline',
  });
  // A connection that dies while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  // So would one that dies while it is lent out, between two queries: its next query fails instead.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    prisma,
    pool,
    url,
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}
