import type pg from 'pg';
import type { Store } from './database.ts';
import type { Published, Queryable } from './published.ts';

/**
 * The last position of the log at an instant (ISO 8601); undefined where the instant is not past. Waits for whoever is publishing
 * this very moment, so that the answer is final: later changes are later instants.
 */
export async function positionAt(store: Store, instant: string): Promise<number | undefined> {
  const client = await store.pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('SELECT FROM archive_state FOR SHARE');
    const { rows } = await client.query<{ past: boolean; position: number }>(
      `SELECT $1::timestamptz < date_trunc('milliseconds', clock_timestamp()) AS past,
         coalesce((SELECT position FROM archive_change WHERE at <= $1::timestamptz ORDER BY at DESC, position DESC LIMIT 1), 0) AS position`,
      [instant],
    );
    return rows[0]?.past ? rows[0].position : undefined;
  } finally {
    await client.query('ROLLBACK').catch(() => undefined);
    client.release();
  }
}

/**
 * The archive as it stood at a position of its log, for the connection of one snapshot, which is not read-only: what was live
 * then is gathered into temporary tables that go with the transaction.
 */
export async function asOf(client: pg.ClientBase, position: number): Promise<Published> {
  await client.query(`CREATE TEMP TABLE as_of_event ON COMMIT DROP AS
    SELECT c.event_id AS id, regexp_replace(p.path, '^.*/|\\.md$', '', 'g') AS slug, p.path, r.day, r.id AS revision_id
      FROM (SELECT DISTINCT ON (event_id) event_id, publication_id FROM archive_change WHERE event_id IS NOT NULL AND position <= ${Number(position)} ORDER BY event_id, position DESC) c
      JOIN publication p ON p.id = c.publication_id JOIN revision r ON r.id = p.revision_id`);
  await client.query('CREATE UNIQUE INDEX ON as_of_event (id)');
  await client.query('CREATE INDEX ON as_of_event (day, id)');
  await client.query(`CREATE TEMP TABLE as_of_day ON COMMIT DROP AS
    SELECT DISTINCT ON (day) day, order_id FROM archive_change WHERE kind = 'day' AND position <= ${Number(position)} ORDER BY day, position DESC`);
  await client.query('CREATE UNIQUE INDEX ON as_of_day (day)');
  await client.query(`CREATE TEMP TABLE as_of_prose ON COMMIT DROP AS
    SELECT v.path, v.text FROM (SELECT DISTINCT ON (path) path, prose_id FROM archive_change WHERE kind = 'prose' AND position <= ${Number(position)} ORDER BY path, position DESC) c
      JOIN prose_version v ON v.id = c.prose_id`);
  await client.query(`CREATE TEMP TABLE as_of_meaning ON COMMIT DROP AS ${meaningsAt(position)}`);
  await client.query('CREATE UNIQUE INDEX ON as_of_meaning (id)');
  await client.query(`CREATE TEMP TABLE as_of_redirect ON COMMIT DROP AS
    SELECT c.event_id AS id, coalesce(t.id, f.event_id) AS target
      FROM (SELECT DISTINCT ON (event_id) event_id, kind, redirect FROM archive_change WHERE event_id IS NOT NULL AND position <= ${Number(position)} ORDER BY event_id, position DESC) c
      LEFT JOIN event t ON t.path = c.redirect LEFT JOIN former_path f ON f.path = c.redirect
     WHERE c.kind = 'withdrawn' AND coalesce(t.id, f.event_id) IS NOT NULL`);
  await client.query('CREATE UNIQUE INDEX ON as_of_redirect (id)');
  await client.query('CREATE INDEX ON as_of_redirect (target)');
  await client.query('ANALYZE as_of_redirect, as_of_event, as_of_day, as_of_prose, as_of_meaning');
  return { db: unnamed(client), position, events: 'as_of_event', days: 'as_of_day', prose: 'as_of_prose', meanings: 'as_of_meaning', redirects: 'as_of_redirect', tag: 'as-of' };
}

/** The columns of `context_meaning` as they were at a position: the first naming that held beyond it, else the one of today. */
function meaningsAt(position: number): string {
  return `WITH was AS (
      SELECT c.id, c.first_name, coalesce(n.name, c.name) AS name, CASE WHEN n.id IS NULL THEN c.merged_into ELSE n.merged_into END AS merged_into
        FROM context c LEFT JOIN LATERAL (SELECT * FROM context_naming n WHERE n.context_id = c.id AND n.until >= ${Number(position)} ORDER BY n.until, n.id LIMIT 1) n ON true)
    SELECT c.id, coalesce(s.id, c.id) AS means, coalesce(s.name, c.name) AS name, s.id IS NULL AND coalesce(c.first_name = c.name, true) AS spelled
      FROM was c LEFT JOIN was s ON s.id = c.merged_into`;
}

/** Statements that name temporary tables are planned anew each time: the connection outlives the tables. */
function unnamed(client: pg.ClientBase): Queryable {
  const query = (config: string | pg.QueryConfig, values?: unknown[]) =>
    typeof config === 'string' ? client.query(config, values) : client.query(config.text, (config.values ?? values) as unknown[]);
  return { query: query as Queryable['query'] };
}
