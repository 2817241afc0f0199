import { sql } from 'kysely';
import type pg from 'pg';
import { codeOf } from '../../kernel/error-facts.ts';
import { catalog, setting } from '../database/catalog.ts';
import { onOwnConnection } from '../database/connection.ts';
import { lockForConnection } from '../database/locks.ts';
import { Missing } from '../environment/missing.ts';
import { migrate, migrationNames } from './migrate.ts';

const OLDEST_SERVER = 140_000;
/** Held on a database by whoever sets it up or brings it up to date. */
export const SET_UP_LOCK = 7_301_928;
const NO_SUCH_TABLE = '42P01';
const MIGRATE = 'npm run dateline -- db migrate';

/** The database is of another version than this code. */
export class OtherVersion extends Missing {}

/**
 * What a database says about itself: `unknown` are migrations of another version, `begun` those that are half recorded.
 */
export type DatabaseState = {
  server: string;
  superuser: boolean;
  migrated: string[];
  pending: string[];
  begun: string[];
  unknown: string[];
};

/**
 * Reads which migrations the database at `url` has. Throws Missing where it does not answer, is too old, or is reached
 * through a pooler that will not do.
 */
export function databaseState(url: string, folder?: string): Promise<DatabaseState> {
  return onOwnConnection(url, async (client) => {
    const { server, number, superuser } = await catalog(client)
      .selectFrom('pg_roles')
      .select([
        setting('server_version').as('server'),
        setting('server_version_num').as('number'),
        'rolsuper as superuser',
      ])
      .where('rolname', '=', sql<string>`current_user`)
      .executeTakeFirstOrThrow();
    if (Number(number) < OLDEST_SERVER)
      throw new Missing(`The database server is PostgreSQL ${server}.`, 'Use version 14 or newer.');
    const recorded = await recordedMigrations(client);
    const here = migrationNames(folder);
    const migrated = recorded.filter(({ finished }) => finished).map(({ name }) => name);
    return {
      server,
      superuser,
      migrated,
      pending: here.filter((name) => !migrated.includes(name)),
      begun: recorded.filter(({ name, finished }) => !finished && !migrated.includes(name)).map(({ name }) => name),
      unknown: [...new Set(recorded.map(({ name }) => name))].filter((name) => !here.includes(name)),
    };
  });
}

/** The names of the migrations that a database has; none where it is new. */
export async function appliedMigrations(client: pg.ClientBase): Promise<string[]> {
  return (await recordedMigrations(client)).filter(({ finished }) => finished).map(({ name }) => name);
}

/**
 * Applies what is pending; a database that is up to date is only read. Returns what was applied. Throws Missing for one
 * of another line.
 */
export async function bringUpToDate(url: string, folder?: string): Promise<string[]> {
  const state = await databaseState(url, folder);
  refuseForeign(state);
  return state.pending.length ? alone(url, () => migrate(url, folder)) : [];
}

/**
 * Sets up a database that is still empty; throws Missing unless any other is of this very version. Somebody who is at
 * it is waited for.
 */
export async function setUpIfEmpty(url: string): Promise<void> {
  const state = await databaseState(url);
  if (!state.pending.length) return refuseForeign(state);
  await alone(url, async () => {
    if (isEmpty(await databaseState(url))) await migrate(url);
    else await requireCurrent(url);
  });
}

function isEmpty({ migrated, begun, unknown }: DatabaseState): boolean {
  return !migrated.length && !begun.length && !unknown.length;
}

/** Runs `work` while nobody else brings this database up to date. */
function alone<T>(url: string, work: () => Promise<T>): Promise<T> {
  return onOwnConnection(url, async (client) => {
    await lockForConnection(client, SET_UP_LOCK);
    return work();
  });
}

/** Throws Missing unless the database at `url` is of this very version. */
export async function requireCurrent(url: string, folder?: string): Promise<void> {
  const state = await databaseState(url, folder);
  refuseForeign(state);
  const { migrated, pending } = state;
  if (!migrated.length)
    throw new OtherVersion(
      'The database has no archive yet.',
      `Check DATABASE_URL. To set up an archive there, run: ${MIGRATE}`,
    );
  if (pending.length)
    throw new OtherVersion(
      `The database is older than this Dateline: ${behind(pending)}.`,
      `Stop what uses it, make a backup, then run: ${MIGRATE}`,
    );
}

/** How far a database is behind, in words. */
function behind(pending: readonly string[]): string {
  return pending.length === 1
    ? `it lacks the migration ${pending[0]}`
    : `it lacks ${pending.length} migrations, from ${pending[0]} on`;
}

/** Whether one of these migrations is from before 1.0, whose first one starts again. */
export function isPreRelease(migrations: readonly string[]): boolean {
  const [first = ''] = migrationNames();
  return migrations.some((name) => name < first);
}

/**
 * Why a database with migrations that this version does not know is not touched, and what to do; undefined for every
 * other.
 */
export function foreignProblem({
  unknown,
}: Pick<DatabaseState, 'unknown'>): { problem: string; remedy: string } | undefined {
  if (!unknown.length) return undefined;
  if (isPreRelease(unknown))
    return {
      problem:
        `The database is from a Dateline before 1.0: it has the migration ${unknown[0]}. Versions from 1.0 ` +
        'on cannot migrate it.',
      remedy: 'Export its archive with the version that created it, and import the export into a new archive.',
    };
  return {
    problem:
      `The database is newer than this Dateline: it has the migration ${unknown.join(', ')}, which this ` +
      'version does not know.',
    remedy:
      'Use the Dateline version that last used this database, or a newer one. To go back, restore a backup of the ' +
      'older version into an empty archive.',
  };
}

function refuseForeign(state: DatabaseState): void {
  const foreign = foreignProblem(state);
  if (foreign) throw new OtherVersion(foreign.problem, foreign.remedy);
}

async function recordedMigrations(client: pg.ClientBase): Promise<{ name: string; finished: boolean }[]> {
  try {
    return await catalog(client)
      .selectFrom('_prisma_migrations')
      .select((eb) => ['migration_name as name', eb('finished_at', 'is not', null).$castTo<boolean>().as('finished')])
      .where('rolled_back_at', 'is', null)
      .orderBy('migration_name')
      .execute();
  } catch (error) {
    if (codeOf(error) === NO_SUCH_TABLE) return [];
    throw error;
  }
}
