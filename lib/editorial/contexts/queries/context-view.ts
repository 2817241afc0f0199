import { type Expression, expressionBuilder, type RawBuilder, sql } from 'kysely';
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres';
import type { Day } from '../../../kernel/day.ts';
import type { ContextId } from '../../../kernel/ids.ts';
import type { ContextKind } from '../../../kernel/newsroom/kinds.ts';
import type { Store } from '../../../platform/database/database.ts';
import { kysely } from '../../../platform/database/kysely.ts';
import { asDay, count, listOf } from '../../../platform/database/sql-values.ts';
import type { Tables } from '../../../platform/database/tables.ts';

/** A name that a context has because of a merge, and the version that undoing it is made over. */
export type MergedName = { id: ContextId; name: string; version: number; aliases: string[]; byHand: boolean };

/**
 * Everything that the page of a context shows beside its timeline. `merged` is the context that it means, where it was
 * merged.
 */
export type ContextView = {
  id: ContextId;
  name: string;
  kind: ContextKind;
  description: string;
  wikidataId: string | null;
  version: number;
  aliases: string[];
  entries: number;
  firstDay: Day | null;
  lastDay: Day | null;
  years: { year: number; entries: number }[];
  together: { id: ContextId; name: string; entries: number }[];
  merged: MergedName[];
  mergedInto: { id: ContextId; name: string } | null;
};

/** Of a context that very many entries have, so many of the newest say what it goes together with. */
export const TOGETHER_IN = 500;
const TOGETHER_SHOWN = 12;

/**
 * Reads a context with its names, its uses by year, and what it goes together with; undefined where there is none of
 * this id.
 */
export async function readContext(store: Store, id: ContextId): Promise<ContextView | undefined> {
  const [row, years, together] = await Promise.all([
    readNames(store, id),
    readYears(store, id),
    readTogether(store, id),
  ]);
  return row && { ...row, years, together };
}

async function readNames(store: Store, id: ContextId): Promise<Omit<ContextView, 'years' | 'together'> | undefined> {
  return kysely(store.prisma)
    .selectFrom('context as c')
    .leftJoin('context_use as u', 'u.context_id', 'c.id')
    .select((eb) => [
      'c.id',
      'c.name',
      'c.kind',
      'c.description',
      'c.wikidata_id as wikidataId',
      'c.version',
      eb.fn.coalesce('u.entries', sql.lit(0)).as('entries'),
      asDay(eb.ref('u.first_day')).as('firstDay'),
      asDay(eb.ref('u.last_day')).as('lastDay'),
      aliasesOf(eb.ref('c.id')).as('aliases'),
      jsonArrayFrom(
        eb
          .selectFrom('context as g')
          .select((of) => [
            'g.id',
            'g.name',
            'g.version',
            of('g.joined_to', '=', of.ref('c.id')).$castTo<boolean>().as('byHand'),
            aliasesOf(of.ref('g.id')).as('aliases'),
          ])
          .whereRef('g.merged_into', '=', 'c.id')
          .orderBy('g.folded'),
      ).as('merged'),
      jsonObjectFrom(
        eb.selectFrom('context as s').select(['s.id', 's.name']).whereRef('s.id', '=', 'c.merged_into'),
      ).as('mergedInto'),
    ])
    .where('c.id', '=', id)
    .executeTakeFirst();
}

function aliasesOf(context: Expression<ContextId>): RawBuilder<string[]> {
  return listOf(
    expressionBuilder<Tables>()
      .selectFrom('context_alias as a')
      .select('a.name')
      .where('a.context_id', '=', context)
      .orderBy('a.folded'),
  );
}

function readYears(store: Store, id: ContextId): Promise<ContextView['years']> {
  const db = kysely(store.prisma);
  return db
    .selectFrom(
      db.selectFrom('entry_context').select(['day', 'entry_id']).distinct().where('context_id', '=', id).as('x'),
    )
    .select((eb) => [sql<number>`extract(year FROM ${eb.ref('x.day')})::int`.as('year'), count.as('entries')])
    .groupBy('year')
    .orderBy('year', 'desc')
    .execute();
}

function readTogether(store: Store, id: ContextId): Promise<ContextView['together']> {
  const db = kysely(store.prisma);
  const newest = db
    .selectFrom('entry_context')
    .select('entry_id')
    .where('context_id', '=', id)
    .orderBy('day', 'desc')
    .orderBy('entry_id', 'desc')
    .limit(TOGETHER_IN);
  const most = db
    .selectFrom(db.selectFrom(newest.as('newest')).select('newest.entry_id').distinct().as('own'))
    .innerJoin('entry_context as o', (on) => on.onRef('o.entry_id', '=', 'own.entry_id').on('o.context_id', '<>', id))
    .select((eb) => ['o.context_id', sql<number>`count(DISTINCT ${eb.ref('o.entry_id')})::int`.as('entries')])
    .groupBy('o.context_id')
    .orderBy('entries', 'desc')
    .orderBy('o.context_id')
    .limit(TOGETHER_SHOWN);
  return db
    .selectFrom(most.as('m'))
    .innerJoin('context as c', 'c.id', 'm.context_id')
    .select(['m.context_id as id', 'c.name', 'm.entries'])
    .orderBy('m.entries', 'desc')
    .orderBy('m.context_id')
    .execute();
}
