import pg from 'pg';
import { begin, endTransaction } from '../database/begin.ts';
import { catalog } from '../database/catalog.ts';
import { lockForConnection, lockNumber } from '../database/locks.ts';
import { answers } from '../outage/try-to-write.ts';

/** The role that the app uses on the embedded server: it owns the archive and is no superuser. */
export const APP_ROLE = 'dateline';

/** Held by whoever sets the server up. */
const SET_UP_LOCK = 7_301_927;

const EXTENSIONS = ['pg_trgm'];

/**
 * What a superuser made before there was a role for the app becomes that role's: schemas, tables, views, sequences,
 * functions and types.
 */
const HAND_OVER = `DO $$ DECLARE change text; BEGIN FOR change IN
  WITH own AS (SELECT oid FROM pg_namespace WHERE nspname IN ('public', 'pgboss')),
       member AS (SELECT objid FROM pg_depend WHERE deptype = 'e' OR (deptype IN ('a', 'i')
       AND classid = 'pg_class'::regclass AND refclassid = 'pg_class'::regclass))
  SELECT format('ALTER SCHEMA %I OWNER TO ${APP_ROLE}', nspname) FROM pg_namespace WHERE nspname = 'pgboss'
  AND nspowner = 10
  UNION ALL SELECT format('ALTER %s %s OWNER TO ${APP_ROLE}', CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm'
  THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, oid::regclass)
    FROM pg_class WHERE relnamespace IN (SELECT oid FROM own) AND relkind IN ('r', 'p', 'v', 'm', 'S')
    AND relowner = 10 AND (relkind <> 'S' OR oid NOT IN (SELECT objid FROM member))
  UNION ALL SELECT format('ALTER ROUTINE %s OWNER TO ${APP_ROLE}', oid::regprocedure)
    FROM pg_proc WHERE pronamespace IN (SELECT oid FROM own) AND proowner = 10 AND proname <> 'refuse_change'
    AND oid NOT IN (SELECT objid FROM member)
  UNION ALL SELECT format('ALTER TYPE %s OWNER TO ${APP_ROLE}', oid::regtype)
    FROM pg_type WHERE typnamespace IN (SELECT oid FROM own) AND typowner = 10 AND typtype IN ('e', 'd')
    AND oid NOT IN (SELECT objid FROM member)
  LOOP EXECUTE change; END LOOP; END $$`;

/**
 * The owner of a table may switch its triggers off. These are the superuser's: the audit log's refusal of changes is
 * neither disabled nor dropped by the app's role, and the function behind it belongs to the superuser as soon as it is
 * made. Nor is the log written again as another type, robbed of a column, or led elsewhere by a rule.
 */
const GUARD = `
CREATE SCHEMA IF NOT EXISTS dateline_guard;
CREATE OR REPLACE FUNCTION dateline_guard.keep_audit() RETURNS event_trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog AS $guard$ BEGIN
  IF TG_EVENT = 'table_rewrite' THEN
    IF pg_event_trigger_table_rewrite_oid() = to_regclass('public.audit_event') THEN
      RAISE EXCEPTION 'The audit log is immutable: % refused', TG_TAG USING ERRCODE = 'insufficient_privilege'; END IF;
  ELSIF TG_EVENT = 'sql_drop' THEN
    IF EXISTS (SELECT FROM pg_event_trigger_dropped_objects() WHERE NOT is_temporary
    AND (object_identity IN ('immutable on public.audit_event', 'public.audit_event')
      OR object_type = 'table column' AND object_identity LIKE 'public.audit\\_event.%')) THEN
      RAISE EXCEPTION 'The audit log is immutable: % refused', TG_TAG USING ERRCODE = 'insufficient_privilege'; END IF;
  ELSIF TG_TAG = 'CREATE FUNCTION' THEN
    IF EXISTS (SELECT FROM pg_proc WHERE oid = to_regprocedure('public.refuse_change()') AND proowner <> 10) THEN
      ALTER FUNCTION public.refuse_change() OWNER TO postgres; END IF;
  ELSIF EXISTS (SELECT FROM pg_trigger WHERE tgrelid = to_regclass('public.audit_event') AND tgname = 'immutable'
  AND tgenabled NOT IN ('O', 'A'))
    OR EXISTS (SELECT FROM pg_rewrite WHERE ev_class = to_regclass('public.audit_event')) THEN
    RAISE EXCEPTION 'The audit log is immutable: % refused', TG_TAG USING ERRCODE = 'insufficient_privilege';
  END IF; END $guard$;
DROP EVENT TRIGGER IF EXISTS dateline_keeps_audit_on;
DROP EVENT TRIGGER IF EXISTS dateline_keeps_audit;
DROP EVENT TRIGGER IF EXISTS dateline_keeps_audit_whole;
CREATE EVENT TRIGGER dateline_keeps_audit_on ON ddl_command_end
WHEN TAG IN ('ALTER TABLE', 'CREATE FUNCTION', 'ALTER TRIGGER', 'CREATE RULE')
EXECUTE FUNCTION dateline_guard.keep_audit();
CREATE EVENT TRIGGER dateline_keeps_audit ON sql_drop EXECUTE FUNCTION dateline_guard.keep_audit();
CREATE EVENT TRIGGER dateline_keeps_audit_whole ON table_rewrite EXECUTE FUNCTION dateline_guard.keep_audit();
DO $own$ BEGIN IF to_regprocedure('public.refuse_change()') IS NOT NULL
THEN ALTER FUNCTION public.refuse_change() OWNER TO postgres; END IF; END $own$`;

/**
 * Makes the role, its database and what only a superuser may make in it; an archive of earlier versions is handed over.
 * Safe to repeat.
 */
export async function setUpRole(superuser: string, database: string, password: string): Promise<void> {
  await as(maintenance(superuser), async (client) => {
    await lockForConnection(client, SET_UP_LOCK); // two at once may not alter one role
    await setUpAppRole(client, password);
    await setUpDatabase(client, database);
  });
  await as(superuser, async (client) => {
    await begin(client);
    await lockNumber(client, SET_UP_LOCK);
    await grant(client, 'USAGE, CREATE', 'SCHEMA public');
    for (const name of EXTENSIONS) await client.query(`CREATE EXTENSION IF NOT EXISTS ${name} SCHEMA public`);
    await client.query(HAND_OVER);
    await client.query(GUARD);
    await endTransaction(client, true);
  });
}

async function setUpAppRole(client: pg.Client, password: string): Promise<void> {
  await unlessThere(client.query(`CREATE ROLE ${APP_ROLE}`));
  await client.query(
    `ALTER ROLE ${APP_ROLE} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD
      ${client.escapeLiteral(password)}`,
  );
}

async function setUpDatabase(client: pg.Client, database: string): Promise<void> {
  const known = catalog(client).selectFrom('pg_database').select('datname').where('datname', '=', database);
  const name = client.escapeIdentifier(database);
  if (!(await known.executeTakeFirst())) await unlessThere(client.query(`CREATE DATABASE ${name}`));
  await grant(client, 'CONNECT, CREATE, TEMPORARY', `DATABASE ${name}`);
}

async function grant(client: pg.Client, privileges: string, on: string): Promise<void> {
  await client.query(`GRANT ${privileges} ON ${on} TO ${APP_ROLE}`);
}

/** Whether the server at `url` lets its role in. */
export async function letsIn(url: string): Promise<boolean> {
  return as(url, answers).then(
    () => true,
    () => false,
  );
}

/** The address of the database that every server has. */
export function maintenance(url: string): string {
  const parsed = new URL(url);
  parsed.pathname = '/postgres';
  return parsed.href;
}

async function as<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Two starts at once may make the same thing. */
async function unlessThere(made: Promise<unknown>): Promise<void> {
  await made.catch((error: Error & { code?: string }) => {
    if (!['42710', '42P04', '23505'].includes(error.code ?? '')) throw error;
  });
}
