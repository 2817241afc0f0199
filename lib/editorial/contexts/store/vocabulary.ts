import { sql } from 'kysely';
import type pg from 'pg';
import type { ContextId } from '../../../kernel/ids.ts';
import { keptStatements, kysely, type Statements } from '../../../platform/database/kysely.ts';
import { fold, list, rowsOf } from '../../../platform/database/sql-values.ts';

/**
 * A context that a written name means: its id, the vocabulary's own name for it, whether a page may keep its own
 * spelling of it, and whether it means that by a merge.
 */
export type MeantContext = { id: ContextId; name: string; spelled: boolean; joined: boolean };

/** Every name and alias of the vocabulary. */
export async function allNames(client: pg.ClientBase): Promise<string[]> {
  const rows = await kysely(client)
    .selectFrom('context')
    .select('name')
    .unionAll((eb) => eb.selectFrom('context_alias').select('name'))
    .execute();
  return rows.map((row) => row.name);
}

/** What these names mean, case and accents aside; names that nobody knows are left out. */
export async function meaningsOf(client: pg.ClientBase, names: readonly string[]): Promise<Map<string, MeantContext>> {
  const rows = await withKnown(keptStatements(client), names)
    .selectFrom('known')
    .select(['written', 'id', 'name', 'spelled', 'joined'])
    .orderBy('rank')
    .execute();
  return meanings(rows);
}

/**
 * What these names mean, case and accents aside. Names that nobody knows are added to the vocabulary, the first
 * spelling of each; what is there already stays as it is.
 */
export async function learnMeanings(
  client: pg.ClientBase,
  names: readonly string[],
): Promise<Map<string, MeantContext>> {
  const found = meanings(await learnNews(client, names));
  // Somebody may have added one of them in the meantime: it was waited for, and is known now.
  const late = names.filter((name) => !found.has(name));
  if (late.length) for (const [name, meant] of await meaningsOf(client, late)) found.set(name, meant);
  return found;
}

/** These names as the vocabulary compares them, case and accents aside. */
export async function foldedNames(client: pg.ClientBase, names: readonly string[]): Promise<Map<string, string>> {
  const rows = await kysely(client)
    .selectFrom(rowsOf('n', { name: list.texts(names) }))
    .select((eb) => ['n.name', fold(eb.ref('n.name')).as('folded')])
    .execute();
  return new Map(rows.map((row) => [row.name, row.folded]));
}

function meanings(rows: readonly (MeantContext & { written: string })[]): Map<string, MeantContext> {
  return new Map(rows.map(({ written, ...meant }) => [written, meant]));
}

/**
 * The parts of a statement that look names up: `asked` and `known`. Each name is folded once: that is most of the work.
 * A context's own name comes before an alias. Names that became one by a newer folding are known by their own letters:
 * those come last, and what comes last is meant.
 */
function withKnown(db: Statements, names: readonly string[]) {
  const given = sql<{ name: string; ord: string }>`unnest(${list.texts(names)}) WITH ORDINALITY`.as<'n'>(
    sql`n (name, ord)`,
  );
  return db
    .with(
      (cte) => cte('asked').materialized(),
      (part) => part.selectFrom(given).select((eb) => ['n.name', fold(eb.ref('n.name')).as('folded'), 'n.ord']),
    )
    .with('named', (part) =>
      part
        .selectFrom('asked as n')
        .innerJoin('context_alias as a', 'a.folded', 'n.folded')
        .select(['n.name as written', 'n.folded', 'a.context_id as id', rank(0)])
        .unionAll((eb) =>
          eb
            .selectFrom('asked as n')
            .innerJoin('context as c', 'c.folded', 'n.folded')
            .select(['n.name as written', 'n.folded', 'c.id', rank(1)]),
        )
        .unionAll((eb) =>
          eb
            .selectFrom('asked as n')
            .innerJoin('context_alias as a', (on) => on.onRef('a.name', '=', 'n.name').on('a.twin', '>', sql.lit(0)))
            .select(['n.name as written', 'n.folded', 'a.context_id as id', rank(2)]),
        )
        .unionAll((eb) =>
          eb
            .selectFrom('asked as n')
            .innerJoin('context as c', (on) => on.onRef('c.name', '=', 'n.name').on('c.twin', '>', sql.lit(0)))
            .select(['n.name as written', 'n.folded', 'c.id', rank(3)]),
        ),
    )
    .with(
      (cte) => cte('known').materialized(),
      (part) =>
        part
          .selectFrom('named as n')
          .innerJoin('context_meaning as m', 'm.id', 'n.id')
          .select((eb) => [
            'n.written',
            'n.folded',
            'n.rank',
            'm.means as id',
            'm.name',
            'm.spelled',
            eb('m.means', '<>', eb.ref('m.id')).$castTo<boolean>().as('joined'),
          ]),
    );
}

function rank(n: number) {
  return sql.lit(n).as('rank');
}

function learnNews(client: pg.ClientBase, names: readonly string[]) {
  return withKnown(keptStatements(client), names)
    .with('news', (part) =>
      part
        .selectFrom('asked as n')
        .distinctOn('n.folded')
        .select(['n.name', 'n.ord'])
        .where((eb) =>
          eb.not(eb.exists(eb.selectFrom('known as k').select('k.id').whereRef('k.folded', '=', 'n.folded'))),
        )
        .orderBy('n.folded')
        .orderBy('n.ord'),
    )
    .with('added', (part) =>
      part
        .insertInto('context')
        .columns(['name'])
        .expression((eb) => eb.selectFrom('news').select('news.name').orderBy('news.ord'))
        .onConflict((found) => found.column('folded').doNothing())
        .returning(['id', 'name', 'folded']),
    )
    .with('meant', (part) =>
      part
        .selectFrom('known')
        .select(['written', 'id', 'name', 'spelled', 'joined', 'rank'])
        .unionAll((eb) =>
          eb
            .selectFrom('asked as n')
            .innerJoin('added as a', 'a.folded', 'n.folded')
            .select((of) => [
              'n.name as written',
              'a.id',
              'a.name',
              of.lit(true).$castTo<boolean>().as('spelled'),
              of.lit(false).$castTo<boolean>().as('joined'),
              rank(1),
            ]),
        ),
    )
    .selectFrom('meant')
    .select(['written', 'id', 'name', 'spelled', 'joined'])
    .orderBy('rank')
    .execute();
}
