import type pg from 'pg';
import type { EventId } from '../domain/ids.ts';
import { beginCopy, type Copy } from './copy.ts';

/** What pages of an import say of an event that others name: its titles and the lists that name its contexts (JSON). */
type StagedName = { path: string; title2017: string; title2018: string; listings: string };

/** A staged event with the id that it has, or will have. */
export type StagedRow = StagedName & { event: EventId; known: boolean };

/** Opens the list of an import's events; it lives as long as the transaction. */
export async function beginStaging(client: pg.ClientBase): Promise<Copy> {
  await client.query(
    'CREATE TEMP TABLE import_page (ord int GENERATED ALWAYS AS IDENTITY, path text NOT NULL, title2017 text NOT NULL, title2018 text NOT NULL, listings text NOT NULL) ON COMMIT DROP',
  );
  return beginCopy(client, 'import_page', ['path', 'title2017', 'title2018', 'listings']);
}

/** Gives each staged event its id: the one it has in the archive, else a new one. A path that is staged twice counts once. */
export async function settleIds(client: pg.ClientBase): Promise<void> {
  await client.query(`
    CREATE TEMP TABLE import_event ON COMMIT DROP AS
      SELECT p.path, p.title2017, p.title2018, p.listings, coalesce(p.known_id, nextval('event_id_seq'))::int AS event, p.known_id IS NOT NULL AS known
        FROM (SELECT DISTINCT ON (s.path) s.ord, s.path, s.title2017, s.title2018, s.listings, e.id AS known_id
                FROM import_page s LEFT JOIN event e ON e.path = s.path ORDER BY s.path, s.ord) p
       ORDER BY p.ord`);
  await client.query('CREATE UNIQUE INDEX ON import_event (path)');
  await client.query('ANALYZE import_event');
}

/** The staged events at these paths. */
export async function stagedAt(client: pg.ClientBase, paths: readonly string[]): Promise<StagedRow[]> {
  const { rows } = await client.query<StagedRow>({
    name: 'staged-at',
    text: 'SELECT path, title2017, title2018, listings, event, known FROM import_event WHERE path = ANY($1::text[])',
    values: [paths],
  });
  return rows;
}
