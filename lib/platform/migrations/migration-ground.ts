import { sql } from 'kysely';
import type pg from 'pg';
import { asError, codeOf, textIn } from '../../kernel/error-facts.ts';
import { endTransaction } from '../database/begin.ts';
import { catalog, setting } from '../database/catalog.ts';
import { list, rowsOf } from '../database/sql-values.ts';
import { Missing } from '../environment/missing.ts';
import { JOB_SCHEMA } from '../jobs/job-schema.ts';

const OLDEST_SERVER = 140_000;
/** What migrations need of PostgreSQL's own extensions. */
const EXTENSIONS: readonly string[] = ['pg_trgm'];
const SCHEMA = 'public';
const AGAIN = 'Then run: npm run dateline -- db migrate';

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
export async function migrationError(client: pg.Client, name: string, error: unknown): Promise<Error> {
  if (error instanceof Missing || !(error instanceof Error)) return asError(error);
  const said = [error.message, textIn(error, 'detail'), textIn(error, 'hint')].filter(Boolean).join(' ');
  return new Missing(
    `The migration ${name} could not be applied: ${said}\nNothing of it was kept.`,
    `${await remedyFor(client, codeOf(error) ?? '', error.message)} ${AGAIN}`,
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
  await endTransaction(client, false).catch(() => undefined);
  const role = quote((await groundOf(client)).role);
  const rows = await catalog(client)
    .selectFrom('pg_class')
    .select((eb) => sql<string>`pg_get_userbyid(${eb.ref('relowner')})`.as('owner'))
    .distinct()
    .where('relnamespace', '=', sql<number>`${SCHEMA}::regnamespace`)
    .where('relkind', 'in', ['r', 'v', 'S'])
    .where('relowner', '<>', sql<number>`current_user::regrole`)
    .execute();
  const others = rows.map(({ owner }) => quote(owner));
  if (others.length)
    return (
      `Tables of the archive belong to ${others.join(' and ')}: use that role in DATABASE_URL, or run as a ` +
      `superuser: REASSIGN OWNED BY ${others.join(', ')} TO ${role};`
    );
  const object = /for (schema|table|function|database|sequence) (\S+)/.exec(message);
  return object
    ? 'Run as its owner or as a superuser: ' +
        `GRANT ALL ON ${object[1]?.toUpperCase()} ${quote(object[2] ?? '')} TO ${role};`
    : `Let the role ${role} do that.`;
}

async function groundOf(client: pg.Client) {
  const schema = sql`to_regnamespace(${SCHEMA})::oid`;
  const mayCreateInDatabase = sql<boolean>`has_database_privilege(current_database(), 'CREATE')`;
  return await catalog(client)
    .selectNoFrom([
      setting('server_version').as('server'),
      sql<number>`${setting('server_version_num')}::int`.as('number'),
      sql<string>`current_user`.as('role'),
      sql<string>`current_database()`.as('database'),
      sql<string | null>`current_schema()`.as('schema'),
      sql<boolean>`pg_is_in_recovery()`.as('isCopy'),
      sql<boolean>`coalesce(has_schema_privilege(${schema}, 'USAGE')
        AND has_schema_privilege(${schema}, 'CREATE'), false)`.as('mayCreateHere'),
      sql<boolean>`${mayCreateInDatabase} OR to_regnamespace(${JOB_SCHEMA}) IS NOT NULL`.as('mayCreateSchemas'),
      mayCreateInDatabase.as('trusted'),
    ])
    .executeTakeFirstOrThrow();
}

/** `installed`: the files are on the server, and CREATE EXTENSION finds them. */
function absentExtensions(client: pg.Client): Promise<{ name: string; installed: boolean }[]> {
  const wanted = rowsOf('wanted', { name: list.texts(EXTENSIONS) });
  return catalog(client)
    .selectFrom(wanted)
    .select((eb) => {
      const available = eb.selectFrom('pg_available_extensions as a').select('a.name');
      const installed = eb.exists(available.whereRef('a.name', '=', 'wanted.name'));
      return ['wanted.name', installed.$castTo<boolean>().as('installed')];
    })
    .where((eb) => {
      const made = eb.selectFrom('pg_extension as e').select('e.extname').whereRef('e.extname', '=', 'wanted.name');
      return eb.not(eb.exists(made));
    })
    .execute();
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
