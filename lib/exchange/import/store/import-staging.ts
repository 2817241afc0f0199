import { sql } from 'kysely';
import type pg from 'pg';
import { gather, index } from '../../../editorial/published/as-of.ts';
import type { Day } from '../../../kernel/day.ts';
import type { ContextId, EntryId } from '../../../kernel/ids.ts';
import { analyze } from '../../../platform/database/analyze.ts';
import { copyRows } from '../../../platform/database/copy.ts';
import { keptStatements, kysely } from '../../../platform/database/kysely.ts';
import { OPEN } from '../../../platform/database/proposal-expressions.ts';
import { anyDay, anyText, asDay, literal } from '../../../platform/database/sql-values.ts';

/**
 * What pages of an import say about an entry that others name: its titles and the lists that name its contexts (JSON).
 */
export type StagedName = { path: string; title2017: string; title2018: string; listings: string };

/**
 * A staged entry with the id that it has, or will have. `at` is its path in the archive, which is another one where its
 * page has moved since; `contexts` are those that it has there.
 */
export type StagedRow = StagedName & { entry: EntryId; known: boolean; at: string; contexts: ContextId[] | null };

/** Opens the list of an import's entries; it lives as long as the transaction. */
export async function beginStaging(client: pg.ClientBase): Promise<void> {
  await gather(kysely(client), 'import_page')
    .addColumn('ord', 'integer', (column) => column.generatedAlwaysAsIdentity())
    .addColumn('path', 'text', (column) => column.notNull())
    .addColumn('title2017', 'text', (column) => column.notNull())
    .addColumn('title2018', 'text', (column) => column.notNull())
    .addColumn('listings', 'text', (column) => column.notNull())
    .execute();
}

/** Adds entries to the list. */
export async function stageNames(client: pg.ClientBase, names: readonly StagedName[]): Promise<void> {
  await copyRows(
    client,
    'import_page',
    ['path', 'title2017', 'title2018', 'listings'],
    names.map((name) => [name.path, name.title2017, name.title2018, name.listings]),
  );
}

/**
 * Gives each staged entry its id: the one whose page has or had its path in the archive, else a new one. A path that is
 * staged twice counts once.
 */
export async function assignIds(client: pg.ClientBase): Promise<void> {
  const db = kysely(client);
  const pages = db
    .selectFrom('import_page as s')
    .leftJoin('entry as e', 'e.path', 's.path')
    .leftJoin('former_path as f', 'f.path', 's.path')
    .leftJoin('entry as m', 'm.id', 'f.entry_id')
    .distinctOn('s.path')
    .select((eb) => [
      's.ord',
      's.path',
      's.title2017',
      's.title2018',
      's.listings',
      eb.fn.coalesce('e.id', 'm.id').as('known_id'),
      eb.fn.coalesce('m.path', 's.path').as('at'),
    ])
    .orderBy('s.path')
    .orderBy('s.ord');
  const entries = db
    .selectFrom(pages.as('p'))
    .select((eb) => [
      'p.path',
      'p.title2017',
      'p.title2018',
      'p.listings',
      sql<EntryId>`coalesce(${eb.ref('p.known_id')}, nextval(pg_get_serial_sequence('entry', 'id')))::int`.as('entry'),
      eb('p.known_id', 'is not', null).as('known'),
      'p.at',
    ])
    .orderBy('p.ord');
  await gather(db, 'import_entry').as(entries).execute();
  await index(db, 'import_entry', 'by_path').unique().column('path').execute();
  await analyze(db, 'import_entry');
}

/** The staged entries at these paths. */
export function stagedAt(client: pg.ClientBase, paths: readonly string[]): Promise<StagedRow[]> {
  // Its temporary table is another one in the next import, so its plan is not kept.
  return kysely(client)
    .selectFrom('import_entry as i')
    .leftJoin('entry as e', (on) => on.on('i.known', '=', true).onRef('e.id', '=', 'i.entry'))
    .leftJoin('revision as r', 'r.id', 'e.published_revision_id')
    .select(['i.path', 'i.title2017', 'i.title2018', 'i.listings', 'i.entry', 'i.known', 'i.at', 'r.contexts'])
    .where('i.path', '=', anyText(paths))
    .execute();
}

/**
 * An entry of the archive as other pages name it; `asked` is the path that was asked for, which its page may have had
 * before.
 */
export type ArchivedName = Awaited<ReturnType<typeof readArchived>>[number];

/**
 * The entries of the archive whose pages have or had these paths: as they are published, or as their open proposals
 * would have them.
 */
export async function archivedAt(client: pg.ClientBase, paths: readonly string[]): Promise<ArchivedName[]> {
  return paths.length ? readArchived(client, paths) : [];
}

function readArchived(client: pg.ClientBase, paths: readonly string[]) {
  const db = keptStatements(client);
  const asked = db
    .selectFrom('entry')
    .select(['path as asked', 'id'])
    .where('path', '=', anyText(paths))
    .unionAll(
      db.selectFrom('former_path').select(['path as asked', 'entry_id as id']).where('path', '=', anyText(paths)),
    );
  return db
    .selectFrom(asked.as('a'))
    .innerJoin('entry as e', 'e.id', 'a.id')
    .leftJoin('proposal as p', (on) =>
      on.on('e.published_revision_id', 'is', null).onRef('p.entry_id', '=', 'e.id').on('p.state', 'in', OPEN),
    )
    .innerJoin('revision as r', (on) =>
      on.on((eb) => eb('r.id', '=', eb.fn.coalesce('e.published_revision_id', 'p.revision_id'))),
    )
    .select(['a.asked', 'e.id as entry', 'e.path', 'r.topic', 'r.headline', 'r.kept', 'r.contexts'])
    .$narrowType<{ asked: string; path: string }>()
    .execute();
}

/** What earlier imports said of a page, and whether there is nothing left to do for it. */
export type ImportedBefore = { hash: string; isResolved: boolean };

/**
 * What earlier imports said of the pages at these paths. A draft that an import left is to do where this import
 * publishes.
 */
export async function importedAt(
  client: pg.ClientBase,
  paths: readonly string[],
  publish: boolean,
): Promise<Map<string, ImportedBefore>> {
  const rows = await keptStatements(client)
    .selectFrom('entry')
    .select((eb) => {
      const leftDraft = eb
        .selectFrom('proposal as p')
        .innerJoin('revision as r', 'r.id', 'p.revision_id')
        .select('p.id')
        .whereRef('p.entry_id', '=', 'entry.id')
        .where('p.state', '=', literal('draft'))
        .where('r.channel', '=', literal('import'));
      const isPublished = eb.and([eb('published_revision_id', 'is not', null), eb.not(eb.exists(leftDraft))]);
      const isResolved = publish ? eb.or([eb('withdrawn_at', 'is not', null), isPublished]) : eb.lit(true);
      return ['path', 'imported_hash as hash', isResolved.$castTo<boolean>().as('isResolved')];
    })
    .where('path', '=', anyText(paths))
    .where('imported_hash', 'is not', null)
    .$narrowType<{ path: string; hash: string }>()
    .execute();
  return new Map(rows.map(({ path, ...row }) => [path, row]));
}

/** What earlier imports said of the pages of these days. */
export async function daysImported(client: pg.ClientBase, days: readonly Day[]): Promise<Map<Day, string>> {
  const rows = await keptStatements(client)
    .selectFrom('day')
    .select((eb) => [asDay(eb.ref('day')).as('day'), 'imported_hash as hash'])
    .where('day', '=', anyDay(days))
    .where('imported_hash', 'is not', null)
    .$narrowType<{ hash: string }>()
    .execute();
  return new Map(rows.map((row) => [row.day, row.hash]));
}
