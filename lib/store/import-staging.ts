import type pg from 'pg';
import type { Day } from '../domain/day.ts';
import type { ContextId, EventId } from '../domain/ids.ts';
import type { KeptTexts } from '../domain/revision/text.ts';
import { copyRows } from './copy.ts';
import { OPEN_LIST } from './open-proposals.ts';

/** What pages of an import say of an event that others name: its titles and the lists that name its contexts (JSON). */
export type StagedName = { path: string; title2017: string; title2018: string; listings: string };

/** A staged event with the id that it has, or will have. `at` is its path in the archive, which is another one where its page has moved since. */
export type StagedRow = StagedName & { event: EventId; known: boolean; at: string };

/** Opens the list of an import's events; it lives as long as the transaction. */
export async function beginStaging(client: pg.ClientBase): Promise<void> {
  await client.query(
    'CREATE TEMP TABLE import_page (ord int GENERATED ALWAYS AS IDENTITY, path text NOT NULL, title2017 text NOT NULL, title2018 text NOT NULL, listings text NOT NULL) ON COMMIT DROP',
  );
}

/** Adds events to the list. */
export async function stageNames(client: pg.ClientBase, names: readonly StagedName[]): Promise<void> {
  await copyRows(
    client,
    'import_page',
    ['path', 'title2017', 'title2018', 'listings'],
    names.map((name) => [name.path, name.title2017, name.title2018, name.listings]),
  );
}

/** Gives each staged event its id: the one whose page has or had its path in the archive, else a new one. A path that is staged twice counts once. */
export async function settleIds(client: pg.ClientBase): Promise<void> {
  await client.query(`
    CREATE TEMP TABLE import_event ON COMMIT DROP AS
      SELECT p.path, p.title2017, p.title2018, p.listings, coalesce(p.known_id, nextval('event_id_seq'))::int AS event, p.known_id IS NOT NULL AS known, p.at
        FROM (SELECT DISTINCT ON (s.path) s.ord, s.path, s.title2017, s.title2018, s.listings, coalesce(e.id, m.id) AS known_id, coalesce(m.path, s.path) AS at
                FROM import_page s LEFT JOIN event e ON e.path = s.path
                LEFT JOIN former_path f ON f.path = s.path LEFT JOIN event m ON m.id = f.event_id ORDER BY s.path, s.ord) p
       ORDER BY p.ord`);
  await client.query('CREATE UNIQUE INDEX ON import_event (path)');
  await client.query('ANALYZE import_event');
}

/** The staged events at these paths. */
export async function stagedAt(client: pg.ClientBase, paths: readonly string[]): Promise<StagedRow[]> {
  const { rows } = await client.query<StagedRow>({
    name: 'staged-at',
    text: 'SELECT path, title2017, title2018, listings, event, known, at FROM import_event WHERE path = ANY($1::text[])',
    values: [paths],
  });
  return rows;
}

/** An event of the archive as other pages name it; `asked` is the path that was asked for, which its page may have had before. */
export type ArchivedName = { asked: string; event: EventId; path: string; topic: string; headline: string; kept: KeptTexts; contexts: ContextId[] };

/** The events of the archive whose pages have or had these paths: as they are published, or as their open proposals would have them. */
export async function archivedAt(client: pg.ClientBase, paths: readonly string[]): Promise<ArchivedName[]> {
  if (!paths.length) return [];
  const { rows } = await client.query<ArchivedName>({
    name: 'archived-at',
    text: `SELECT a.asked, e.id AS event, e.path, r.topic, r.headline, r.kept, r.contexts
      FROM (SELECT path AS asked, id FROM event WHERE path = ANY($1::text[]) UNION ALL SELECT path, event_id FROM former_path WHERE path = ANY($1::text[])) a JOIN event e USING (id)
      LEFT JOIN proposal p ON e.published_revision_id IS NULL AND p.event_id = e.id AND p.state IN ${OPEN_LIST}
      JOIN revision r ON r.id = coalesce(e.published_revision_id, p.revision_id)`,
    values: [paths],
  });
  return rows;
}

/** What earlier imports said of a page, and whether there is nothing left to do for it. */
export type ImportedBefore = { hash: string; isSettled: boolean };

/** What earlier imports said of the pages at these paths. An unpublished draft is left to do where this import publishes. */
export async function importedAt(client: pg.ClientBase, paths: readonly string[], publish: boolean): Promise<Map<string, ImportedBefore>> {
  const { rows } = await client.query<{ path: string } & ImportedBefore>({
    name: 'imported-at',
    text: `SELECT path, imported_hash AS hash, NOT $2 OR published_revision_id IS NOT NULL OR withdrawn_at IS NOT NULL AS "isSettled"
      FROM event WHERE path = ANY($1::text[]) AND imported_hash IS NOT NULL`,
    values: [paths, publish],
  });
  return new Map(rows.map(({ path, ...row }) => [path, row]));
}

/** What earlier imports said of the pages of these days. */
export async function daysImported(client: pg.ClientBase, days: readonly Day[]): Promise<Map<Day, string>> {
  const { rows } = await client.query<{ day: Day; hash: string }>({
    name: 'days-imported',
    text: 'SELECT day::text AS day, imported_hash AS hash FROM day WHERE day = ANY($1::date[]) AND imported_hash IS NOT NULL',
    values: [days],
  });
  return new Map(rows.map((row) => [row.day, row.hash]));
}
