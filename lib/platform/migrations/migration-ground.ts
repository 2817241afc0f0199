import type pg from 'pg';
import { Missing } from '../environment/missing.ts';
import { JOB_SCHEMA } from '../jobs/job-schema.ts';

const OLDEST_SERVER = 140_000;
/** What migrations need of PostgreSQL's own extensions. */
const EXTENSIONS: readonly string[] = ['pg_trgm'];
const SCHEMA = 'public';
const AGAIN = 'Then run: npm run dateline -- db migrate';

type Ground = {
  server: string;
  number: number;
  role: string;
  database: string;
  schema: string | null;
  mayCreateHere: boolean;
  mayCreateSchemas: boolean;
  trusted: boolean;
  isCopy: boolean;
};

/**
 * Throws Missing where the role may not do what migrations and the job queue need, with every statement that lets it,
 * and who has to run it.
 */
export async function checkGround(client: pg.Client): Promise<void> {
  const ground = await groundOf(client);
  if (ground.number < OLDEST_SERVER)
    throw new Missing(`The database server is PostgreSQL ${ground.server}.`, 'Use version 14 or newer.');
  if (ground.isCopy)
    throw new Missing('The database is a read-only replica.', 'Set DATABASE_URL to its primary server.');
  const role = quote(ground.role);
  const grants: string[] = [];
  if (!ground.mayCreateHere) grants.push(`GRANT USAGE, CREATE ON SCHEMA ${quote(SCHEMA)} TO ${role};`);
  if (!ground.mayCreateSchemas) grants.push(`GRANT CREATE ON DATABASE ${quote(ground.database)} TO ${role};`);
  if (ground.schema !== SCHEMA)
    grants.push(`ALTER ROLE ${role} IN DATABASE ${quote(ground.database)} SET search_path = ${quote(SCHEMA)};`);
  const absent = await absentExtensions(client);
  for (const { name, installed } of absent)
    if (installed && !ground.trusted)
      grants.push(`CREATE EXTENSION IF NOT EXISTS ${quote(name)} SCHEMA ${quote(SCHEMA)};`);
  const missing = absent.filter(({ installed }) => !installed).map(({ name }) => name);
  if (missing.length)
    throw new Missing(
      `The PostgreSQL server lacks the extension ${missing.join(' and ')}.`,
      `Install PostgreSQL’s contrib modules on the server (Debian: apt-get install postgresql-contrib). ${AGAIN}`,
    );
  if (grants.length)
    throw new Missing(
      `The role ${role} lacks permissions needed to set up the database ${quote(ground.database)}.`,
      `Run these as the database’s owner or as a superuser:\n${grants.map((line) => `  ${line}`).join('\n')}\n${AGAIN}`,
    );
}

/** The error that stopped a migration, in PostgreSQL's words, and what to do. Nothing of the migration was kept. */
export async function refusedMigration(client: pg.Client, name: string, error: unknown): Promise<Error> {
  if (error instanceof Missing || !(error instanceof Error)) return error as Error;
  const { code = '', message, detail, hint } = error as Error & { code?: string; detail?: string; hint?: string };
  const said = [message, detail, hint].filter(Boolean).join(' ');
  return new Missing(
    `The migration ${name} could not be applied: ${said}\nNothing of it was kept.`,
    `${await remedyFor(client, code, message)} ${AGAIN}`,
  );
}

async function remedyFor(client: pg.Client, code: string, message: string): Promise<string> {
  if (code === '42501') return `${await ownerRemedy(client, message)}`;
  if (code.startsWith('53')) return 'Give the database more disk space, memory or connections.';
  if (code === '55P03' || code === '57014')
    return 'Stop other programs that use the archive, including Dateline itself.';
  if (/^(08|57P)/.test(code) || !code) return 'The connection was lost: check that the server is running.';
  return 'The database is not as this version left it. Compare it with a backup, or ask those who look after it.';
}

/** Tables of another role are changed by that role alone. */
async function ownerRemedy(client: pg.Client, message: string): Promise<string> {
  await client.query('ROLLBACK').catch(() => undefined);
  const role = quote((await groundOf(client)).role);
  const { rows } = await client.query<{ owner: string }>(
    `SELECT DISTINCT pg_get_userbyid(relowner) AS owner FROM pg_class WHERE relnamespace = $1::regnamespace AND relkind IN ('r', 'v', 'S') AND relowner <> current_user::regrole`,
    [SCHEMA],
  );
  const others = rows.map(({ owner }) => quote(owner));
  if (others.length)
    return `Tables of the archive belong to ${others.join(' and ')}: use that role in DATABASE_URL, or run as a superuser: REASSIGN OWNED BY ${others.join(', ')} TO ${role};`;
  const object = /for (schema|table|function|database|sequence) (\S+)/.exec(message);
  return object
    ? `Run as its owner or as a superuser: GRANT ALL ON ${object[1]?.toUpperCase()} ${quote(object[2] ?? '')} TO ${role};`
    : `Let the role ${role} do that.`;
}

async function groundOf(client: pg.Client): Promise<Ground> {
  const { rows } = await client.query<Ground>(
    `SELECT current_setting('server_version') AS server, current_setting('server_version_num')::int AS number, current_user AS role, current_database() AS database,
            current_schema() AS schema, pg_is_in_recovery() AS "isCopy",
            coalesce(has_schema_privilege(to_regnamespace($1)::oid, 'USAGE') AND has_schema_privilege(to_regnamespace($1)::oid, 'CREATE'), false) AS "mayCreateHere",
            has_database_privilege(current_database(), 'CREATE') OR to_regnamespace($2) IS NOT NULL AS "mayCreateSchemas",
            has_database_privilege(current_database(), 'CREATE') AS trusted`,
    [SCHEMA, JOB_SCHEMA],
  );
  const [ground] = rows;
  if (!ground) throw new Error('The server gave no details.');
  return ground;
}

/** `installed`: the files are on the server, and CREATE EXTENSION finds them. */
async function absentExtensions(client: pg.Client): Promise<{ name: string; installed: boolean }[]> {
  const { rows } = await client.query<{ name: string; installed: boolean }>(
    `SELECT name, EXISTS (SELECT FROM pg_available_extensions a WHERE a.name = wanted.name) AS installed
       FROM unnest($1::text[]) AS wanted (name) WHERE NOT EXISTS (SELECT FROM pg_extension e WHERE e.extname = wanted.name)`,
    [EXTENSIONS],
  );
  return rows;
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
