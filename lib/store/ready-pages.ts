import type pg from 'pg';
import { copyRows } from './copy.ts';
import type { Store } from './database.ts';
import type { Queryable } from './published.ts';

/** A page that was made ahead. */
export type ReadyPage = { path: string; text: string; missing?: readonly string[] };

/** Of which archive and by which settings (`key`), and up to which position of the log, pages were made ahead. */
export type ReadyState = { key: string; position: number };

const LOCK = 7_305_001;

/** Runs `work` unless another process does the same now; then undefined. */
export async function aloneWithReadyPages<T>(store: Store, work: () => Promise<T>): Promise<T | undefined> {
  const client = await store.pool.connect();
  try {
    const { rows } = await client.query<{ mine: boolean }>('SELECT pg_try_advisory_lock($1) AS mine', [LOCK]);
    if (!rows[0]?.mine) return undefined;
    try {
      return await work();
    } finally {
      await client.query('SELECT pg_advisory_unlock($1)', [LOCK]);
    }
  } finally {
    client.release();
  }
}

/** How far pages are made ahead; undefined where none are. */
export async function readyState(db: Queryable): Promise<ReadyState | undefined> {
  return (await db.query<ReadyState>('SELECT key, position FROM ready_state')).rows[0];
}

/** The months that pages were made for, as folders: `news/YYYY/MM`. One step of an index for each. */
export async function readyMonths(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ folder: string }>(
    `WITH RECURSIVE month AS (
       (SELECT left(path, 12) AS folder FROM ready_page WHERE path >= 'news/' AND path < 'news0' ORDER BY path LIMIT 1)
       UNION ALL
       SELECT (SELECT left(path, 12) FROM ready_page WHERE path >= month.folder || '0' AND path < 'news0' ORDER BY path LIMIT 1) FROM month WHERE month.folder IS NOT NULL
     ) SELECT folder FROM month WHERE folder IS NOT NULL`,
  );
  return rows.map((row) => row.folder);
}

/** The pages below a folder, which is given without a slash at its end. */
export async function readyPagesIn(db: Queryable, folder: string): Promise<ReadyPage[]> {
  const { rows } = await db.query<{ path: string; text: string; missing: string[] | null }>({
    name: 'ready-pages-in',
    text: 'SELECT path, text, missing FROM ready_page WHERE path >= $1 AND path < $2 ORDER BY path',
    values: [`${folder}/`, `${folder}0`],
  });
  return rows.map(({ path, text, missing }) => (missing === null ? { path, text } : { path, text, missing }));
}

/** Takes pages away: those at these paths, and all below these folders, which end with a slash. */
export async function dropReadyPages(client: pg.ClientBase, paths: readonly string[], folders: readonly string[]): Promise<void> {
  if (paths.length) await client.query('DELETE FROM ready_page WHERE path = ANY($1::text[])', [paths]);
  for (const folder of folders) await client.query('DELETE FROM ready_page WHERE path >= $1 AND path < $2', [folder, `${folder.slice(0, -1)}0`]);
}

/** Takes all pages away. */
export async function clearReadyPages(client: pg.ClientBase): Promise<void> {
  await client.query('DELETE FROM ready_page');
}

/** Adds pages; none of them is there. */
export async function addReadyPages(client: pg.ClientBase, pages: readonly ReadyPage[]): Promise<void> {
  await copyRows(
    client,
    'ready_page',
    ['path', 'text', 'missing'],
    pages.map(({ path, text, missing }) => [path, text, missing ? JSON.stringify(missing) : null]),
  );
}

/** Notes how far the pages are made. */
export async function writeReadyState(client: pg.ClientBase, { key, position }: ReadyState): Promise<void> {
  await client.query('INSERT INTO ready_state (key, position) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET key = excluded.key, position = excluded.position', [key, position]);
}
