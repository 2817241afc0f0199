import { sql } from 'kysely';
import type { Rows } from '../../../editorial/published/published.ts';
import type { Day } from '../../../kernel/day.ts';
import type { ContextId } from '../../../kernel/ids.ts';
import { keptStatements, type Queryable, type Statements } from '../../../platform/database/kysely.ts';
import { asDay, list, rowsOf } from '../../../platform/database/sql-values.ts';

/**
 * What candidates are sought by: one of a draft's words or contexts, how much it tells, and the day that they should be
 * near to. `of` is which draft.
 */
export type SoughtEntry = { of: number; id: number; day: Day; tells: number };

/**
 * An entry that shares something with the draft `of`. The contexts are what they mean since some were merged, twice
 * where two were.
 */
export type Candidate = Awaited<ReturnType<typeof find>>[number];

/** Of all that share a word or context, so many are looked at: earlier ones, and later ones. */
const EARLIER = 40;
const LATER = 20;
/** Of those, so many of a draft are read: what they share tells most, and they are nearest. */
const READ = 240;

/** The published entries nearest to the days of drafts that share the most telling words and contexts with them. */
export async function relatedCandidates(
  on: Queryable,
  words: readonly SoughtEntry[],
  contexts: readonly SoughtEntry[],
): Promise<Candidate[]> {
  if (!words.length && !contexts.length) return [];
  return find(keptStatements(on), words, contexts);
}

/** Candidates that share one of these things, which are in a table by days. */
function near(db: Statements, sought: readonly SoughtEntry[], kept: Rows<'entry_word'>) {
  const asked = rowsOf('a', {
    of: list.ints(sought.map((one) => one.of)),
    id: list.ints(sought.map((one) => one.id)),
    day: list.days(sought.map((one) => one.day)),
    tells: list.reals(sought.map((one) => one.tells)),
  });
  return db
    .selectFrom(asked)
    .crossJoinLateral((eb) => {
      const those = eb.selectFrom(kept.as('k')).select(['k.entry_id', 'k.day']).whereRef('k.word_id', '=', 'a.id');
      const earlier = those
        .whereRef('k.day', '<=', 'a.day')
        .orderBy('k.day', 'desc')
        .orderBy('k.entry_id', 'desc')
        .limit(EARLIER);
      const later = those.whereRef('k.day', '>', 'a.day').orderBy('k.day').orderBy('k.entry_id').limit(LATER);
      return eb
        .selectFrom(earlier.as('earlier'))
        .selectAll()
        .unionAll(eb.selectFrom(later.as('later')).selectAll())
        .as('n');
    })
    .select((eb) => [
      'a.of',
      'a.tells',
      'n.entry_id',
      sql<number>`abs(${eb.ref('n.day')} - ${eb.ref('a.day')})`.as('far'),
    ]);
}

/** Lists come as JSON, which is read several times as fast as an array is. */
function find(db: Statements, words: readonly SoughtEntry[], contexts: readonly SoughtEntry[]) {
  const byWord = db.selectFrom('entry_word').select(['word_id', 'day', 'entry_id']);
  const byContext = db.selectFrom('entry_context').select(['context_id as word_id', 'day', 'entry_id']);
  return db
    .with('found', () => near(db, words, byWord).unionAll(near(db, contexts, byContext)))
    .with('ranked', (part) =>
      part
        .selectFrom('found')
        .select((eb) => [
          'of',
          'entry_id',
          eb.fn
            .agg<number>('row_number')
            .over((over) =>
              over
                .partitionBy('of')
                .orderBy(eb.fn.sum('tells'), 'desc')
                .orderBy(eb.fn.min('far'))
                .orderBy('entry_id', 'desc'),
            )
            .as('place'),
        ])
        .groupBy(['of', 'entry_id']),
    )
    .with(
      (cte) => cte('first').materialized(),
      (part) => part.selectFrom('ranked').select(['of', 'entry_id']).where('place', '<=', READ),
    )
    .selectFrom('first as f')
    .innerJoin('entry_gist as g', 'g.entry_id', 'f.entry_id')
    .select((eb) => {
      const ofEntry = eb
        .selectFrom('entry_context as c')
        .select('c.context_id')
        .whereRef('c.entry_id', '=', 'g.entry_id');
      return [
        'f.of',
        'g.entry_id as entry',
        asDay(eb.ref('g.day')).as('day'),
        'g.topic',
        sql<number[]>`array_to_json(${eb.ref('g.words')})`.as('words'),
        sql<ContextId[]>`array_to_json(array(${ofEntry}))`.as('contexts'),
      ];
    })
    .execute();
}
