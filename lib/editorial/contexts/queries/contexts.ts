import { type Expression, expressionBuilder, type NotNull, type Nullable, type SqlBool, sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { isUnspaced } from '../../../kernel/folding.ts';
import { type ContextId, toId } from '../../../kernel/ids.ts';
import type { ContextKind } from '../../../kernel/newsroom/kinds.ts';
import type { Store } from '../../../platform/database/database.ts';
import { kysely } from '../../../platform/database/kysely.ts';
import { asDay, count, escaped, fold, hasWords } from '../../../platform/database/sql-values.ts';
import type { Tables } from '../../../platform/database/tables.ts';
import { type ContextCursor, type ContextSort, numberAt } from '../contract/contexts.ts';

/** A context as a list shows it, with how many published entries have it, and from when to when. */
export type ListedContext = {
  id: ContextId;
  name: string;
  kind: ContextKind;
  entries: number;
  firstDay: Day | null;
  lastDay: Day | null;
  aliases: number;
};

/** A page of contexts. */
export type ContextPage = { items: ListedContext[]; next: string | null };

/** Which contexts a list shows, and in which order. */
export type ContextFilter = {
  q?: string | undefined;
  kind?: ContextKind | 'none' | undefined;
  sort?: ContextSort | undefined;
  cursor?: ContextCursor | undefined;
  limit?: number | undefined;
};

const USUAL_PAGE = 50;

type ContextRow = ListedContext & { folded: string };

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
  return pageOf([...used, ...unused], limit, (row) => String(row.entries));
}

/** A context `c` and its use `u`, where it has any. */
const at = expressionBuilder<{ c: Tables['context']; u: Nullable<Tables['context_use']> } & Tables, 'c' | 'u'>();

function conditionsOf({ q, kind }: ContextFilter): Expression<SqlBool> {
  const asked = [at('c.merged_into', 'is', null)];
  if (kind) asked.push(at('c.kind', '=', kind === 'none' ? '' : kind));
  if (q) asked.push(at('c.id', 'in', called(q)));
  return at.and(asked);
}

/**
 * Whatever is called so, or means one that is. Short words come from the index of beginnings, longer ones from that of
 * trigrams.
 */
function called(q: string) {
  const pattern = sql<string>`CASE WHEN length(${q}::text) < 3 THEN '' ELSE '%'
    END || ${escaped(fold(at.val(q)))} || '%'`;
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
  at.fn.coalesce('u.entries', sql.lit(0)).as('entries'),
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
): Promise<ContextRow[]> {
  const entries = Math.trunc(numberAt(cursor?.at));
  const used = kysely(store.prisma)
    .selectFrom('context_use as u')
    .innerJoin('context as c', 'c.id', 'u.context_id')
    .select(COLUMNS)
    .where(conditions)
    .orderBy('u.entries', 'desc')
    .orderBy('u.context_id')
    .limit(limit);
  if (!cursor) return used.execute();
  return used
    .where('u.entries', '<=', entries)
    .where((eb) => eb.or([eb('u.entries', '<', entries), eb('u.context_id', '>', cursor.id)]))
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

function readUnused(
  store: Store,
  conditions: Expression<SqlBool>,
  after: number,
  limit: number,
): Promise<ContextRow[]> {
  return withUse(store, conditions, limit)
    .where('u.context_id', 'is', null)
    .where('c.id', '>', toId<ContextId>(after))
    .orderBy('c.id')
    .execute();
}

function readSorted(
  store: Store,
  sort: 'name' | 'newest',
  conditions: Expression<SqlBool>,
  cursor: ContextCursor | undefined,
  limit: number,
): Promise<ContextRow[]> {
  const contexts = withUse(store, conditions, limit);
  if (sort === 'name')
    return (cursor ? contexts.where('c.folded', '>', cursor.at) : contexts).orderBy('c.folded').execute();
  return (cursor ? contexts.where('c.id', '<', cursor.id) : contexts).orderBy('c.id', 'desc').execute();
}

function pageOf(rows: readonly ContextRow[], limit: number, at: (row: ContextRow) => string): ContextPage {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items: items.map(({ folded: _, ...row }) => row),
    next: rows.length > limit && last ? `${at(last)}.${last.id}` : null,
  };
}
