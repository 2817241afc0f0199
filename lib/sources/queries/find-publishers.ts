import { type Expression, type QueryCreator, sql } from 'kysely';
import { plainWords } from '../../kernel/folding.ts';
import type { Store } from '../../platform/database/database.ts';
import { kysely } from '../../platform/database/kysely.ts';
import { fold, hasWords, listOf } from '../../platform/database/sql-values.ts';
import type { Tables } from '../../platform/database/tables.ts';

/**
 * A publisher that a type-ahead offers: a name that sources give, or a managed one, with its domains and how many
 * entries have a source of this name.
 */
export type FoundPublisher = { name: string; entries: number; domains: string[] };

const MOST = 10;
const MOST_OFFERED = 200;
const MOST_DOMAINS = 50;
const SHOWN_DOMAINS = 3;

/**
 * Publishers whose name has words that begin like the typed ones, or that have a domain which begins like them. The
 * most used come first.
 */
export async function findPublishers(store: Store, typed: string): Promise<FoundPublisher[]> {
  if (!plainWords(typed)) return [];
  return kysely(store.pool)
    .with('managed', (db) => managedAs(db, typed))
    .with('named', (db) =>
      db
        .selectFrom('search_publisher')
        .select(['name', 'folded', 'entries'])
        .where('entries', '>', sql.lit(0))
        .where((eb) => hasWords(eb.ref('name'), typed))
        .orderBy('entries', 'desc')
        .limit(MOST_OFFERED),
    )
    .with('every', (db) =>
      db
        .selectFrom('managed as m')
        .leftJoin('search_publisher as s', 's.folded', 'm.folded')
        .select((eb) => [
          'm.name',
          'm.folded',
          eb.fn.coalesce('s.entries', sql.lit(0)).as('entries'),
          eb.ref('m.id').$castTo<number | null>().as('id'),
        ])
        .unionAll(
          db
            .selectFrom('named as n')
            .leftJoin('publisher as p', 'p.folded', 'n.folded')
            .select(['n.name', 'n.folded', 'n.entries', 'p.id'])
            .where((eb) =>
              eb.not(eb.exists(eb.selectFrom('managed as m').select('m.id').whereRef('m.folded', '=', 'n.folded'))),
            ),
        ),
    )
    .selectFrom('every')
    .select((eb) => [
      'every.name',
      'every.entries',
      listOf(
        eb
          .selectFrom('publisher_domain as d')
          .select('d.domain')
          .whereRef('d.publisher_id', '=', 'every.id')
          .orderBy('d.domain')
          .limit(SHOWN_DOMAINS),
      ).as('domains'),
    ])
    .orderBy((eb) => sql`starts_with(${eb.ref('every.folded')}, ${fold(eb.val(typed))})`, 'desc')
    .orderBy('every.entries', 'desc')
    .orderBy((eb) => sql`${eb.ref('every.folded')} COLLATE "C"`)
    .limit(MOST)
    .execute();
}

/** Managed publishers whose name begins so, or that have a domain which does. */
function managedAs(db: QueryCreator<Tables>, typed: string) {
  const domains = db
    .selectFrom('publisher_domain')
    .select('publisher_id')
    .where((eb) => begins(eb.ref('domain'), eb.val(typed.trim().toLowerCase())))
    .limit(MOST_DOMAINS);
  return db
    .selectFrom('publisher as p')
    .select(['p.id', 'p.name', 'p.folded'])
    .where((eb) => begins(eb.ref('p.folded'), fold(eb.val(typed))))
    .union(
      db
        .selectFrom(domains.as('d'))
        .innerJoin('publisher as p', 'p.id', 'd.publisher_id')
        .select(['p.id', 'p.name', 'p.folded']),
    );
}

function begins(text: Expression<string>, beginning: Expression<string>) {
  return sql<boolean>`(${text} ~>=~ ${beginning} AND ${text} ~<~ (${beginning} || chr(1114111)))`;
}
