import { type Expression, type RawBuilder, sql } from 'kysely';
import type pg from 'pg';
import { gather } from '../../editorial/published/as-of.ts';
import { isMoreThanDiscarded } from '../../editorial/published/shown.ts';
import { kysely, type Statements } from '../../platform/database/kysely.ts';
import { anyOf, countOf, fold, list, rowsOf } from '../../platform/database/sql-values.ts';
import type { Tables } from '../../platform/database/tables.ts';
import type { LearnedEntry } from '../learning/learned.ts';
import { newDocuments } from './new-documents.ts';

/**
 * Keeps what is searched of each entry: the text that somebody works on, else the published one, else the last that
 * there was. The words are in it as they are written and as stems, without accents; beside them the names of
 * contexts, their aliases, and publishers.
 */
export async function indexSearch(client: pg.ClientBase, batch: readonly LearnedEntry[]): Promise<void> {
  const db = kysely(client);
  const entries = anyOf(batch.map((one) => one.entry));
  await gather(db, 'search_text').as(textsOf(db, batch)).execute();
  await addPublishers(db);
  await gather(db, 'search_new').as(newDocuments(db)).execute();
  await countWords(db, entries);
  await countPublishers(db, entries);
  await replaceDocuments(db, entries);
  await db.schema.dropTable('search_text').execute();
  await db.schema.dropTable('search_new').execute();
}

type Entries = RawBuilder<Tables['search_document']['entry_id']>;

/** The texts of the batch, those of which nobody works on one and none is published by their last one. */
function textsOf(db: Statements, batch: readonly LearnedEntry[]) {
  const asked = rowsOf('asked', {
    entry: list.ints(batch.map((one) => one.entry)),
    revision: list.ints(batch.map((one) => one.current?.revision ?? null)),
  });
  return db
    .selectFrom(asked)
    .innerJoin('entry as e', 'e.id', 'asked.entry')
    .innerJoin('revision as r', (on) =>
      on.on((eb) => {
        const last = eb
          .selectFrom('revision as l')
          .select((of) => of.fn.max('l.id').as('id'))
          .whereRef('l.entry_id', '=', 'e.id');
        return eb('r.id', '=', eb.fn.coalesce('asked.revision', last));
      }),
    )
    .select((eb) => [
      'e.id as entry_id',
      'e.day',
      sql<string>`coalesce(${eb.ref('r.kept')} ->> 'edition', '2017')`.as('edition'),
      sql<string>`${eb.ref('r.topic')} || ' ' || ${eb.ref('r.headline')}`.as('title'),
      'r.summary',
      'r.contexts',
      isMoreThanDiscarded.as('shown'),
      publisherNames(eb.ref('r.sources')).as('publishers'),
    ]);
}

function publisherNames(sources: Expression<Tables['revision']['sources']>): RawBuilder<string[]> {
  const name = sql<string>`btrim(${sql.ref('s.value')} ->> 'name')`;
  const source = sql<{ value: unknown }>`jsonb_array_elements(${sources})`.as<'s'>(sql`s (value)`);
  return sql`array(SELECT DISTINCT ${name} FROM ${source} WHERE ${name} <> '')`;
}

async function addPublishers(db: Statements): Promise<void> {
  const named = db
    .selectFrom('search_text')
    .select((eb) => sql<string>`unnest(${eb.ref('publishers')})`.as('name'))
    .distinct();
  await db
    .insertInto('search_publisher')
    .columns(['name'])
    .expression(
      db
        .selectFrom(named.as('named'))
        .distinctOn((eb) => fold(eb.ref('named.name')))
        .select('named.name')
        .orderBy((eb) => fold(eb.ref('named.name')))
        .orderBy('named.name'),
    )
    .onConflict((known) => known.column('folded').doNothing())
    .execute();
}

/** The words of a document. Those as they are written have places in it; stems have none. */
function wordsIn(document: Expression<Tables['search_document']['document']>) {
  return sql<{ lexeme: string; positions: number[] | null }>`unnest(${document})`.as<'t'>(sql`t`);
}

/** How many documents have each word, by what the batch brings and takes. */
async function countWords(db: Statements, entries: Entries): Promise<void> {
  const brought = db
    .selectFrom('search_new as d')
    .crossJoinLateral((eb) => wordsIn(eb.ref('d.document')))
    .select((eb) => ['t.lexeme as word', eb('t.positions', 'is not', null).as('written'), sql.lit(1).as('n')]);
  const taken = db
    .selectFrom('search_document as d')
    .crossJoinLateral((eb) => wordsIn(eb.ref('d.document')))
    .select((eb) => ['t.lexeme as word', eb('t.positions', 'is not', null).as('written'), sql.lit(-1).as('n')])
    .where('d.entry_id', '=', entries);
  await db
    .insertInto('search_word')
    .columns(['word', 'documents', 'found'])
    .expression(
      db
        .selectFrom(brought.unionAll(taken).as('change'))
        .select((eb) => {
          const written = eb.fn.sum('n').filterWhere((of) => of.ref('written'));
          return [
            'word',
            countOf(eb.fn.coalesce(written, sql.lit(0))).as('documents'),
            countOf(eb.fn.sum('n')).as('found'),
          ];
        })
        .groupBy('word')
        .having((eb) =>
          eb.or([
            eb(eb.fn.sum('n'), '<>', sql.lit(0)),
            eb(
              eb.fn.sum('n').filterWhere((of) => of.ref('written')),
              '<>',
              sql.lit(0),
            ),
          ]),
        )
        .orderBy('word'),
    )
    .onConflict((known) =>
      known.column('word').doUpdateSet((eb) => ({
        documents: eb('search_word.documents', '+', eb.ref('excluded.documents')),
        found: eb('search_word.found', '+', eb.ref('excluded.found')),
      })),
    )
    .execute();
}

/** The same of publishers. */
async function countPublishers(db: Statements, entries: Entries): Promise<void> {
  const brought = db
    .selectFrom('search_new as d')
    .select((eb) => [sql<number>`unnest(${eb.ref('d.publishers')})`.as('id'), sql.lit(1).as('n')]);
  const taken = db
    .selectFrom('search_document as d')
    .select((eb) => [sql<number>`unnest(${eb.ref('d.publishers')})`.as('id'), sql.lit(-1).as('n')])
    .where('d.entry_id', '=', entries);
  const change = db
    .selectFrom(brought.unionAll(taken).as('one'))
    .select((eb) => ['id', countOf(eb.fn.sum('n')).as('n')])
    .groupBy('id')
    .having((eb) => eb.fn.sum('n'), '<>', sql.lit(0));
  await db
    .updateTable('search_publisher as p')
    .from(change.as('change'))
    .set((eb) => ({ entries: eb('p.entries', '+', eb.ref('change.n')) }))
    .whereRef('p.id', '=', 'change.id')
    .execute();
}

async function replaceDocuments(db: Statements, entries: Entries): Promise<void> {
  const columns = ['entry_id', 'day', 'edition', 'contexts', 'publishers', 'shown', 'document'] as const;
  await db
    .with('gone', (part) =>
      part
        .deleteFrom('search_document')
        .where('entry_id', '=', entries)
        .where((eb) =>
          eb.not(
            eb.exists(
              eb
                .selectFrom('search_new as n')
                .select('n.entry_id')
                .whereRef('n.entry_id', '=', 'search_document.entry_id'),
            ),
          ),
        ),
    )
    .insertInto('search_document')
    .columns(columns)
    .expression((eb) => eb.selectFrom('search_new').select(columns).orderBy('day').orderBy('entry_id'))
    .onConflict((known) =>
      known.column('entry_id').doUpdateSet((eb) => ({
        day: eb.ref('excluded.day'),
        edition: eb.ref('excluded.edition'),
        contexts: eb.ref('excluded.contexts'),
        publishers: eb.ref('excluded.publishers'),
        shown: eb.ref('excluded.shown'),
        document: eb.ref('excluded.document'),
      })),
    )
    .execute();
}
