import pg from 'pg';
import { codeOf, messageOf, textIn } from '../../kernel/error-facts.ts';
import { Missing } from '../environment/missing.ts';
import { rejectLentTransactions } from '../outage/pooler.ts';
import { setForSession } from './session-settings.ts';

const CONNECT_WITHIN_MS = 5_000;

/**
 * What every session is told, by statement: poolers refuse start-up options, and what a role or a server sets for
 * itself (a time zone, a form of dates) would shift instants unseen.
 */
const SPEAK = { timezone: 'UTC', datestyle: 'ISO, MDY', intervalstyle: 'postgres', bytea_output: 'hex' };
/**
 * A session of the app gives up rather than hang: 30 s for a statement, 60 s for a transaction, also for one that is
 * left open. PostgreSQL keeps to the limit of a whole transaction from version 17 on. It is set once for a session: for
 * each action it would be one more round trip.
 */
const GIVE_UP = {
  statement_timeout: 30_000,
  transaction_timeout: 60_000,
  idle_in_transaction_session_timeout: 60_000,
};

/**
 * A pool whose sessions all speak alike. Connections are made on first use; one that takes longer than 5 s is given up.
 */
export function openPool(url: string, name: string, connections: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    idleTimeoutMillis: 30_000,
    application_name: name,
    onConnect: (client) => setForSession(client, { ...SPEAK, ...GIVE_UP }),
  });
  // A connection that dies while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  // So would one that dies while it is lent out, between two queries: its next query fails instead.
  pool.on('connect', (client) => client.on('error', (error: object) => noteLost(client, error)));
  return pool;
}

/** What PostgreSQL said when it closed a connection between two statements. */
const lost = new WeakMap<pg.ClientBase, object>();

function noteLost(client: pg.ClientBase, error: object): void {
  if ('code' in error && !lost.has(client)) lost.set(client, error);
}

/** Why a connection closed, where an error says no more than that it did; else the error itself. */
export function lostBecause(client: pg.ClientBase, error: unknown): unknown {
  return lost.get(client) ?? error;
}

/**
 * Runs `work` on a connection of its own, whose statements may take as long as they need. Throws Missing where there is
 * none to be had, or where it is not really its own.
 */
export async function onOwnConnection<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    application_name: 'dateline',
    keepAlive: true,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    await client.end().catch(() => undefined);
    throw cannotConnect(error, url);
  }
  try {
    await rejectLentTransactions(client, url);
    await setForSession(client, SPEAK);
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

function cannotConnect(error: unknown, url: string): Missing {
  const { pathname, username, hostname } = new URL(url);
  const [role, database] = [decodeURIComponent(username), decodeURIComponent(pathname.slice(1))];
  const remedies: Record<string, string> = {
    '28P01': `Correct the password of the user "${role}" in DATABASE_URL.`,
    '28000': `Let the user "${role}" in (pg_hba.conf on the server), or correct DATABASE_URL.`,
    '3D000': `Make it: CREATE DATABASE "${database}" OWNER "${role}"; or correct DATABASE_URL.`,
    '53300': 'Raise max_connections on the server, or stop other programs that use it.',
    ENOTFOUND: `Correct the host "${hostname}" in DATABASE_URL.`,
  };
  const code = codeOf(error) ?? '';
  return new Missing(
    `The database does not answer: ${reasonOf(error)}`,
    remedies[code] ?? 'Check DATABASE_URL, that the server is running, and that this machine can reach it.',
    {
      cause: error,
    },
  );
}

/** Node reports several refused addresses as one error without words of its own. */
function reasonOf(error: unknown): string {
  const several = error instanceof AggregateError ? error.errors.map(messageOf).join('; ') : '';
  return textIn(error, 'message') || several || codeOf(error) || 'no reason given';
}
