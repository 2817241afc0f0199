import { sql } from 'kysely';
import type pg from 'pg';
import { copyRows } from '../../../platform/database/copy.ts';
import type { Store } from '../../../platform/database/database.ts';
import { kysely, type Statements } from '../../../platform/database/kysely.ts';
import { anyText } from '../../../platform/database/sql-values.ts';

/** A page that was made ahead. */
export type ReadyPage = { path: string; text: string; missing?: readonly string[] };

/** Of which archive and by which settings (`key`), and up to which position of the log, pages were made ahead. */
export type ReadyState = { key: string; position: number };

const LOCK = 7_305_001;

/** Runs `work` unless another process does the same now; then undefined. */
export async function aloneWithReadyPages<T>(store: Store, work: () => Promise<T>): Promise<T | undefined> {
  const client = await store.pool.connect();
  const db = kysely(client);
  const lock = sql`${LOCK}::bigint`;
  try {
    const { mine } = await db
      .selectNoFrom((eb) => eb.fn<boolean>('pg_try_advisory_lock', [lock]).as('mine'))
      .executeTakeFirstOrThrow();
    if (!mine) return undefined;
    try {
      return await work();
    } finally {
      await db.selectNoFrom((eb) => eb.fn<boolean>('pg_advisory_unlock', [lock]).as('given_back')).execute();
    }
  } finally {
    client.release();
  }
}

/** How far pages are made ahead; undefined where none are. */
export function readyState(db: Statements): Promise<ReadyState | undefined> {
  return db.selectFrom('ready_state').select(['key', 'position']).executeTakeFirst();
}

/** The months that pages were made for, as folders: `news/YYYY/MM`. One step of an index for each. */
export async function readyMonths(db: Statements): Promise<string[]> {
  const first = db
    .selectFrom('ready_page')
    .select((eb) => sql<string>`left(${eb.ref('path')}, 12)`.as('folder'))
    .where('path', '<', 'news0')
    .orderBy('path')
    .limit(1);
  const rows = await db
    .withRecursive('month(folder)', (inner) =>
      inner.selectNoFrom(first.where('path', '>=', 'news/').as('folder')).unionAll(
        inner
          .selectFrom('month')
          .select((eb) => first.where('path', '>=', sql<string>`${eb.ref('month.folder')} || '0'`).as('folder'))
          .where('month.folder', 'is not', null),
      ),
    )
    .selectFrom('month')
    .select('month.folder')
    .where('month.folder', 'is not', null)
    .$narrowType<{ folder: string }>()
    .execute();
  return rows.map((row) => row.folder);
}

/** The pages below a folder, which is given without a slash at its end. */
export async function readyPagesIn(db: Statements, folder: string): Promise<ReadyPage[]> {
  const rows = await db
    .selectFrom('ready_page')
    .select(['path', 'text', 'missing'])
    .where('path', '>=', `${folder}/`)
    .where('path', '<', `${folder}0`)
    .orderBy('path')
    .execute();
  return rows.map(({ path, text, missing }) => (missing === null ? { path, text } : { path, text, missing }));
}

/** Takes pages away: those at these paths, and all below these folders, which end with a slash. */
export async function dropReadyPages(
  db: Statements,
  paths: readonly string[],
  folders: readonly string[],
): Promise<void> {
  if (paths.length) await db.deleteFrom('ready_page').where('path', '=', anyText(paths)).execute();
  for (const folder of folders)
    await db
      .deleteFrom('ready_page')
      .where('path', '>=', folder)
      .where('path', '<', `${folder.slice(0, -1)}0`)
      .execute();
}

/** Takes all pages away. */
export async function clearReadyPages(db: Statements): Promise<void> {
  await db.deleteFrom('ready_page').execute();
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
export async function writeReadyState(db: Statements, state: ReadyState): Promise<void> {
  await db
    .insertInto('ready_state')
    .values(state)
    .onConflict((found) => found.column('id').doUpdateSet(state))
    .execute();
}
