import { type Expression, type RawBuilder, sql } from 'kysely';
import type { Store } from '../../platform/database/database.ts';
import { kysely } from '../../platform/database/kysely.ts';
import { anyOf, fold, list, rowsOf } from '../../platform/database/sql-values.ts';
import { at, type Part, type SearchedPart } from './search-part.ts';

const MOST_NARROWER = 2_000;
const MOST_SPELLINGS = 500;

const EVERYTHING: Part = { conditions: [], counts: [] };

/** Each asked context, with what was merged into it; with `narrower` also those whose name has its whole name in it. */
export async function contextPart(store: Store, { contexts, narrower }: SearchedPart): Promise<Part> {
  if (!contexts) return EVERYTHING;
  const rows = await kysely(store.pool)
    .with('asked', (db) =>
      db.selectFrom('context_meaning').select(['id as asked', 'means as id', 'name']).where('id', '=', anyOf(contexts)),
    )
    .with('meant', (db) => {
      const own = db.selectFrom('asked').select(['asked.asked', 'asked.id']);
      if (!narrower) return own;
      const narrowed = (name: Expression<string>) =>
        db
          .selectFrom('context as c')
          .select((eb) => eb.fn.coalesce('c.merged_into', 'c.id').as('id'))
          .where(
            (eb) =>
              sql<boolean>`to_tsvector('simple'::regconfig, plain_words(${eb.ref('c.name')})) @@ phrase_query(${name})`,
          )
          .limit(MOST_NARROWER);
      return own.union(
        db
          .selectFrom('asked as a')
          .innerJoinLateral(
            (eb) => narrowed(eb.ref('a.name')).as('n'),
            (on) => on.onTrue(),
          )
          .select(['a.asked', 'n.id']),
      );
    })
    .selectFrom('meant')
    .select((eb) => [
      'meant.asked',
      'meant.id',
      sql<number>`coalesce(${eb
        .selectFrom('context_use as u')
        .select('u.entries')
        .whereRef('u.context_id', '=', 'meant.id')}, 0)`.as('entries'),
    ])
    .unionAll((db) =>
      db
        .selectFrom('meant as m')
        .innerJoin('context as c', 'c.merged_into', 'm.id')
        .select(['m.asked', 'c.id', sql<number>`0`.as('entries')]),
    )
    .execute();
  const parts = contexts.map((context) => rows.filter(({ asked }) => asked === context));
  return {
    conditions: parts.map((meant) => shares(at.ref('d.contexts'), [...new Set(meant.map(({ id }) => id))])),
    counts: parts.map((meant) => meant.reduce((sum, { entries }) => sum + entries, 0)),
  };
}

/** Whether a list has one of these ids. */
function shares(list: Expression<number[]>, ids: readonly number[]): RawBuilder<boolean> {
  return sql<boolean>`${list} && ${ids}::int[]`;
}

/** Sources of these names, and under a managed name also those that other names are given to at its domains. */
export async function publisherPart(store: Store, { publishers }: SearchedPart): Promise<Part> {
  if (!publishers) return EVERYTHING;
  const rows = await kysely(store.pool)
    .with('asked', (db) =>
      db.selectFrom(rowsOf('n', { text: list.texts(publishers) })).select((eb) => fold(eb.ref('n.text')).as('folded')),
    )
    .with('spelled', (db) =>
      db
        .selectFrom('asked')
        .select('asked.folded')
        .union(
          db
            .selectFrom('asked as a')
            .innerJoin('publisher as p', 'p.folded', 'a.folded')
            .innerJoin('publisher_domain as d', 'd.publisher_id', 'p.id')
            .innerJoin('source_name as s', 's.host', 'd.domain')
            .select((eb) => fold(eb.ref('s.name')).as('folded')),
        ),
    )
    .selectFrom('spelled')
    .innerJoin('search_publisher as p', 'p.folded', 'spelled.folded')
    .select(['p.id', 'p.entries'])
    .limit(MOST_SPELLINGS)
    .execute();
  return {
    conditions: [
      shares(
        at.ref('d.publishers'),
        rows.map(({ id }) => id),
      ),
    ],
    counts: [rows.reduce((sum, { entries }) => sum + entries, 0)],
  };
}
