import { type Expression, type RawBuilder, sql } from 'kysely';
import type pg from 'pg';
import type { ContextId } from '../../../kernel/ids.ts';
import { type NearReason, nearness } from '../../../kernel/newsroom/nearness.ts';
import { takeContextsDue } from '../../../platform/database/due.ts';
import { keptStatements, kysely, type Queryable, type Statements } from '../../../platform/database/kysely.ts';
import { anyOf, fold, list, rowsOf } from '../../../platform/database/sql-values.ts';

/** A context whose name or alias looks like another name. */
export type NearContext = { id: ContextId; name: string; alias: string | null; entries: number; reason: NearReason };

/** How alike the trigrams of two names have to be for a closer look. */
const CLOSE_ENOUGH = 0.5;
const MOST_LOOKED_AT = 20;

/**
 * The contexts whose names or aliases look like a name that somebody is about to give; none of `except`. The nearest
 * first.
 */
export async function contextsNear(
  on: Queryable,
  name: string,
  except: readonly ContextId[] = [],
): Promise<NearContext[]> {
  const rows = await readNear(keptStatements(on), name, except);
  const found = rows.flatMap(({ asked, folded, ...row }) => {
    const near = nearness(asked, folded);
    return near ? [{ ...row, ...near }] : [];
  });
  const once = found.filter((row, i) => found.findIndex(({ id }) => id === row.id) === i);
  return once.sort((a, b) => b.score - a.score || b.entries - a.entries).map(({ score: _, ...row }) => row);
}

function readNear(db: Statements, name: string, except: readonly ContextId[]) {
  const asked = fold(sql<string>`${name}::text`);
  const byName = db
    .selectFrom('context')
    .select((eb) => [
      'id',
      'folded',
      sql<string | null>`NULL::text`.as('alias'),
      distance(eb.ref('folded'), asked).as('far'),
    ])
    .where((eb) => isLike(eb.ref('folded'), asked))
    .orderBy('far')
    .limit(MOST_LOOKED_AT);
  const byAlias = db
    .selectFrom('context_alias')
    .select((eb) => ['context_id as id', 'folded', 'name as alias', distance(eb.ref('folded'), asked).as('far')])
    .where((eb) => isLike(eb.ref('folded'), asked))
    .orderBy('far')
    .limit(MOST_LOOKED_AT);
  const found = db
    .selectFrom(byName.as('n'))
    .selectAll()
    .unionAll(db.selectFrom(byAlias.as('a')).selectAll());
  return db
    .selectFrom(found.as('f'))
    .innerJoin('context_meaning as m', 'm.id', 'f.id')
    .leftJoin('context_use as u', 'u.context_id', 'm.means')
    .select((eb) => [
      asked.as('asked'),
      'f.folded',
      'f.alias',
      'm.means as id',
      'm.name',
      eb.fn.coalesce('u.entries', sql.lit(0)).as('entries'),
    ])
    .where('m.means', '<>', sql<ContextId>`all(${[...except]}::int[])`)
    .orderBy('f.far')
    .orderBy('m.means')
    .execute();
}

/**
 * How far the trigrams of two folded names are from each other, and whether they are near, as an index of trigrams
 * serves both.
 */
function distance(folded: Expression<string>, asked: Expression<string>): RawBuilder<number> {
  return sql<number>`${folded} <-> ${asked}`;
}

function isLike(folded: Expression<string>, asked: Expression<string>): RawBuilder<boolean> {
  return sql<boolean>`${folded} % ${asked}`;
}

/**
 * Compares the names of up to `most` contexts that wait for it with all others, in the transaction of `client`: each
 * once, behind the change of its name. Returns how many waited.
 */
export async function compareNext(client: pg.ClientBase, most: number): Promise<number> {
  const { taken, ids: due } = await takeContextsDue(client, 'context_near_due', most);
  if (!taken) return 0;
  const db = kysely(client);
  const closeEnough = [sql.lit('pg_trgm.similarity_threshold'), sql.lit(String(CLOSE_ENOUGH)), sql.lit(true)];
  await db.selectNoFrom((eb) => eb.fn('set_config', closeEnough).as('set')).execute();
  const near = (await readPairs(db, due)).flatMap(({ asked, name, other, folded }) => {
    const found = nearness(name, folded);
    const [low_id, high_id] = asked < other ? [asked, other] : [other, asked];
    return found ? [{ low_id, high_id, ...found }] : [];
  });
  await db
    .deleteFrom('context_near')
    .where((eb) => eb.or([eb('low_id', '=', anyOf(due)), eb('high_id', '=', anyOf(due))]))
    .execute();
  await writeNear(db, near);
  return taken;
}

type NearPair = { low_id: ContextId; high_id: ContextId; reason: NearReason; score: number };

async function writeNear(db: Statements, near: readonly NearPair[]): Promise<void> {
  const rows = rowsOf('n', {
    low_id: list.ints(near.map((one) => one.low_id)),
    high_id: list.ints(near.map((one) => one.high_id)),
    reason: list.texts(near.map((one) => one.reason)),
    score: list.reals(near.map((one) => one.score)),
  });
  await db
    .insertInto('context_near')
    .columns(['low_id', 'high_id', 'reason', 'score'])
    .expression(
      db
        .selectFrom(rows)
        .distinctOn(['n.low_id', 'n.high_id'])
        .select(['n.low_id', 'n.high_id', 'n.reason', 'n.score']),
    )
    .onConflict((found) => found.doNothing())
    .execute();
}

function readPairs(db: Statements, due: readonly ContextId[]) {
  return db
    .selectFrom('context as c')
    .crossJoinLateral((eb) =>
      eb
        .selectFrom('context as o')
        .select(['o.id', 'o.folded'])
        .where((of) => isLike(of.ref('o.folded'), of.ref('c.folded')))
        .whereRef('o.id', '<>', 'c.id')
        .where('o.merged_into', 'is', null)
        .orderBy((of) => distance(of.ref('o.folded'), of.ref('c.folded')))
        .limit(MOST_LOOKED_AT)
        .as('o'),
    )
    .select(['c.id as asked', 'c.folded as name', 'o.id as other', 'o.folded'])
    .where('c.id', '=', anyOf(due))
    .where('c.merged_into', 'is', null)
    .execute();
}
