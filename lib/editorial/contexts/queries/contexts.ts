import {
  type Expression,
  expressionBuilder,
  type NotNull,
  type Nullable,
  type RawBuilder,
  type SqlBool,
  sql,
} from 'kysely';
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres';
import type { Day } from '../../../kernel/day.ts';
import { isUnspaced } from '../../../kernel/folding.ts';
import type { ContextId } from '../../../kernel/ids.ts';
import type { ContextKind } from '../../../kernel/newsroom/kinds.ts';
import type { Store } from '../../../platform/database/database.ts';
import { kysely } from '../../../platform/database/kysely.ts';
import { asDay, count, escaped, fold, hasWords, listOf } from '../../../platform/database/sql-values.ts';
import type { Tables } from '../../../platform/database/tables.ts';
import { type ContextCursor, type ContextSort, numberAt } from '../contract/contexts.ts';

/** A context as a list shows it, with how many published entries have it, and from when to when. */
export type ListedContext = {
  id: ContextId;
  name: string;
  kind: ContextKind;
  events: number;
  firstDay: Day | null;
  lastDay: Day | null;
  aliases: number;
};

/** A page of contexts. */
export type ContextPage = { items: ListedContext[]; next: string | null };

/** Which contexts a list shows, and in which order. */
export type ContextFilter = {
  q?: string | undefined;
  kind?: string | undefined;
  sort?: ContextSort | undefined;
  cursor?: ContextCursor | undefined;
  limit?: number | undefined;
};

const USUAL_PAGE = 50;

type Row = ListedContext & { folded: string };

/** Contexts that are not merged, the most used first unless `sort` says otherwise. Each page is a range of an index. */
export async function listContexts(store: Store, filter: ContextFilter = {}): Promise<ContextPage> {
  const { sort = 'use', cursor, limit = USUAL_PAGE } = filter;
  const conditions = conditionsOf(filter);
  if (sort !== 'use')
    return pageOf(await readSorted(store, sort, conditions, cursor, limit + 1), limit, (row) =>
      sort === 'name' ? row.folded : '',
    );
  const used = cursor?.at === '0' ? [] : await readUsed(store, conditions, cursor, limit + 1);
  const room = limit + 1 - used.length;
  const unused = room > 0 ? await readUnused(store, conditions, cursor?.at === '0' ? cursor.id : 0, room) : [];
  return pageOf([...used, ...unused], limit, (row) => String(row.events));
}

/** A context `c` and its use `u`, where it has any. */
const at = expressionBuilder<{ c: Tables['context']; u: Nullable<Tables['context_use']> } & Tables, 'c' | 'u'>();

function conditionsOf({ q, kind }: ContextFilter): Expression<SqlBool> {
  const asked = [at('c.merged_into', 'is', null)];
  if (kind) asked.push(at('c.kind', '=', (kind === 'none' ? '' : kind) as ContextKind));
  if (q) asked.push(at('c.id', 'in', called(q)));
  return at.and(asked);
}

/**
 * Whatever is called so, or means one that is. Short words come from the index of beginnings, longer ones from that of
 * trigrams.
 */
function called(q: string) {
  const pattern = sql<string>`CASE WHEN length(${q}::text) < 3 THEN '' ELSE '%' END || ${escaped(fold(at.val(q)))} || '%'`;
  const byName = at.selectFrom('context as n').select('n.id').where('n.folded', 'like', pattern);
  const byAlias = at
    .selectFrom('context_alias as a')
    .innerJoin('context_meaning as m', 'm.id', 'a.context_id')
    .select('m.means as id')
    .where('a.folded', 'like', pattern);
  const byMerged = at
    .selectFrom('context as n')
    .select('n.merged_into as id')
    .where('n.merged_into', 'is not', null)
    .where('n.folded', 'like', pattern)
    .$narrowType<{ id: NotNull }>();
  const found = byName.union(byAlias).union(byMerged);
  return isUnspaced(q) ? found.union(byWordsOfName(q)).union(byWordsOfAlias(q)) : found;
}

/** Names in a script without spaces, found in the middle by as few as two letters. */
function byWordsOfName(q: string) {
  return at
    .selectFrom('context as n')
    .select((eb) => eb.fn.coalesce('n.merged_into', 'n.id').as('id'))
    .where((eb) => hasWords(eb.ref('n.name'), q));
}

function byWordsOfAlias(q: string) {
  return at
    .selectFrom('context_alias as n')
    .innerJoin('context_meaning as m', 'm.id', 'n.context_id')
    .select('m.means as id')
    .where((eb) => hasWords(eb.ref('n.name'), q));
}

const COLUMNS = [
  at.ref('c.id').as('id'),
  at.ref('c.name').as('name'),
  at.ref('c.kind').as('kind'),
  at.ref('c.folded').as('folded'),
  at.fn.coalesce('u.events', sql.lit(0)).as('events'),
  asDay(at.ref('u.first_day')).as('firstDay'),
  asDay(at.ref('u.last_day')).as('lastDay'),
  at
    .selectFrom('context_alias as a')
    .select(count.as('count'))
    .whereRef('a.context_id', '=', 'c.id')
    .$asScalar()
    .$notNull()
    .as('aliases'),
] as const;

function readUsed(
  store: Store,
  conditions: Expression<SqlBool>,
  cursor: ContextCursor | undefined,
  limit: number,
): Promise<Row[]> {
  const events = Math.trunc(numberAt(cursor?.at));
  const used = kysely(store.prisma)
    .selectFrom('context_use as u')
    .innerJoin('context as c', 'c.id', 'u.context_id')
    .select(COLUMNS)
    .where(conditions)
    .orderBy('u.events', 'desc')
    .orderBy('u.context_id')
    .limit(limit);
  if (!cursor) return used.execute();
  return used
    .where('u.events', '<=', events)
    .where((eb) => eb.or([eb('u.events', '<', events), eb('u.context_id', '>', cursor.id)]))
    .execute();
}

/** The contexts and their uses. */
function withUse(store: Store, conditions: Expression<SqlBool>, limit: number) {
  return kysely(store.prisma)
    .selectFrom('context as c')
    .leftJoin('context_use as u', 'u.context_id', 'c.id')
    .select(COLUMNS)
    .where(conditions)
    .limit(limit);
}

function readUnused(store: Store, conditions: Expression<SqlBool>, after: number, limit: number): Promise<Row[]> {
  return withUse(store, conditions, limit)
    .where('u.context_id', 'is', null)
    .where('c.id', '>', after as ContextId)
    .orderBy('c.id')
    .execute();
}

function readSorted(
  store: Store,
  sort: 'name' | 'newest',
  conditions: Expression<SqlBool>,
  cursor: ContextCursor | undefined,
  limit: number,
): Promise<Row[]> {
  const contexts = withUse(store, conditions, limit);
  if (sort === 'name')
    return (cursor ? contexts.where('c.folded', '>', cursor.at) : contexts).orderBy('c.folded').execute();
  return (cursor ? contexts.where('c.id', '<', cursor.id) : contexts).orderBy('c.id', 'desc').execute();
}

function pageOf(rows: readonly Row[], limit: number, at: (row: Row) => string): ContextPage {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items: items.map(({ folded: _, ...row }) => row),
    next: rows.length > limit && last ? `${at(last)}.${last.id}` : null,
  };
}

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
  events: number;
  firstDay: Day | null;
  lastDay: Day | null;
  years: { year: number; events: number }[];
  together: { id: ContextId; name: string; events: number }[];
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
      eb.fn.coalesce('u.events', sql.lit(0)).as('events'),
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
    at.selectFrom('context_alias as a').select('a.name').where('a.context_id', '=', context).orderBy('a.folded'),
  );
}

function readYears(store: Store, id: ContextId): Promise<ContextView['years']> {
  const db = kysely(store.prisma);
  return db
    .selectFrom(
      db.selectFrom('event_context').select(['day', 'event_id']).distinct().where('context_id', '=', id).as('x'),
    )
    .select((eb) => [sql<number>`extract(year FROM ${eb.ref('x.day')})::int`.as('year'), count.as('events')])
    .groupBy('year')
    .orderBy('year', 'desc')
    .execute();
}

function readTogether(store: Store, id: ContextId): Promise<ContextView['together']> {
  const db = kysely(store.prisma);
  const newest = db
    .selectFrom('event_context')
    .select('event_id')
    .where('context_id', '=', id)
    .orderBy('day', 'desc')
    .orderBy('event_id', 'desc')
    .limit(TOGETHER_IN);
  const most = db
    .selectFrom(db.selectFrom(newest.as('newest')).select('newest.event_id').distinct().as('own'))
    .innerJoin('event_context as o', (on) => on.onRef('o.event_id', '=', 'own.event_id').on('o.context_id', '<>', id))
    .select((eb) => ['o.context_id', sql<number>`count(DISTINCT ${eb.ref('o.event_id')})::int`.as('events')])
    .groupBy('o.context_id')
    .orderBy('events', 'desc')
    .orderBy('o.context_id')
    .limit(TOGETHER_SHOWN);
  return db
    .selectFrom(most.as('m'))
    .innerJoin('context as c', 'c.id', 'm.context_id')
    .select(['m.context_id as id', 'c.name', 'm.events'])
    .orderBy('m.events', 'desc')
    .orderBy('m.context_id')
    .execute();
}
