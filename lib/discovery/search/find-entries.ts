import { type Expression, expressionBuilder, type RawBuilder, type SqlBool, sql } from 'kysely';
import { isMoreThanDiscarded } from '../../editorial/published/shown.ts';
import type { TitleCursor } from '../../kernel/contract/search.ts';
import type { Day } from '../../kernel/day.ts';
import type { EntryId } from '../../kernel/ids.ts';
import type { Store } from '../../platform/database/database.ts';
import { kysely, type Statements } from '../../platform/database/kysely.ts';
import { asDay, elementsOf, listOf, storedDay } from '../../platform/database/sql-values.ts';
import type { StoredDay, Tables } from '../../platform/database/tables.ts';

/** An entry as a list or a search shows it, with the first of its contexts. `path` once it was published. */
export type FoundEntry = {
  id: EntryId;
  day: Day;
  title: string;
  path: string | null;
  published: boolean;
  contexts: string[];
};

export type EntryFilter = {
  q?: string | undefined;
  day?: Day | undefined;
  near?: Day | undefined;
  published?: boolean | undefined;
  limit?: number | undefined;
  cursor?: TitleCursor | undefined;
};

const USUAL_PAGE = 20;
const MOST_CONTEXTS = 3;

/**
 * A page of entries, newest day first, and the cursor of the next page. `q` finds titles that hold
 * every word, accents and case aside, the last one as the beginning of a word. With `near` those of the nearest days
 * come first, once.
 */
export async function findEntries(
  store: Store,
  filter: EntryFilter,
): Promise<{ items: FoundEntry[]; next: string | null }> {
  const limit = filter.limit ?? USUAL_PAGE;
  const near = filter.near && !filter.cursor ? filter.near : undefined;
  const db = kysely(store.prisma);
  const found = db
    .selectFrom((near ? nearest(db, filter, near, limit) : newest(db, filter, limit + 1)).as('e'))
    .select((eb) => [
      'e.id',
      asDay(eb.ref('e.day')).as('day'),
      'e.title',
      'e.path',
      eb('e.published_revision_id', 'is not', null).$castTo<boolean>().as('published'),
      listOf(
        eb
          .selectFrom('revision as r')
          .crossJoinLateral((of) => elementsOf(of.ref('r.contexts'), 'x'))
          .innerJoin('context_meaning as m', 'm.id', 'x.id')
          .select('m.name')
          .where((of) => of('r.id', '=', of.ref('e.published_revision_id')))
          .orderBy('x.place')
          .limit(MOST_CONTEXTS),
      ).as('contexts'),
    ]);
  const rows = await (near ? found.orderBy((eb) => awayFrom(near, eb.ref('e.day'))) : found)
    .orderBy('e.day', 'desc')
    .orderBy('e.id', 'desc')
    .execute();
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: !near && rows.length > limit && last ? `${last.day}.${last.id}` : null };
}

function awayFrom(near: Day, day: Expression<StoredDay>): RawBuilder<number> {
  return sql<number>`abs(${day} - ${storedDay(near)})`;
}

/** The entries `e` that fit. */
function fitting(db: Statements, filter: EntryFilter) {
  return db
    .selectFrom('entry as e')
    .select(['e.id', 'e.day', 'e.title', 'e.path', 'e.published_revision_id'])
    .where((eb) => eb.and(conditions(filter)));
}

function newest(db: Statements, filter: EntryFilter, limit: number) {
  return fitting(db, filter).orderBy('e.day', 'desc').orderBy('e.id', 'desc').limit(limit);
}

/** As many before the day as after it, each from its nearest on. */
function nearest(db: Statements, filter: EntryFilter, near: Day, limit: number) {
  const before = newest(db, filter, limit).where('e.day', '<=', storedDay(near));
  const after = fitting(db, filter).where('e.day', '>', storedDay(near)).orderBy('e.day').orderBy('e.id').limit(limit);
  const around = db
    .selectFrom(before.as('before'))
    .selectAll()
    .unionAll(db.selectFrom(after.as('after')).selectAll());
  return db
    .selectFrom(around.as('around'))
    .selectAll()
    .orderBy((eb) => awayFrom(near, eb.ref('around.day')))
    .orderBy('around.day', 'desc')
    .orderBy('around.id', 'desc')
    .limit(limit);
}

const at = expressionBuilder<{ e: Tables['entry'] }, 'e'>();

function conditions({ q, day, published, cursor }: EntryFilter): Expression<SqlBool>[] {
  const asked: Expression<SqlBool>[] = [isMoreThanDiscarded];
  if (q) asked.push(sql<boolean>`${at.ref('e.search')} @@ ${wordsOf(q)}`);
  if (day) asked.push(at('e.day', '=', storedDay(day)));
  if (published !== undefined) asked.push(at('e.published_revision_id', published ? 'is not' : 'is', null));
  if (cursor) asked.push(at(at.refTuple('e.day', 'e.id'), '<', at.tuple(storedDay(cursor.day), cursor.id)));
  return asked;
}

/** The words of a search as the index has them; the last one is a prefix. */
function wordsOf(q: string): RawBuilder<string> {
  const [, before = '', last = ''] = /^(.*?)(\S*)$/su.exec(q.trim()) ?? [];
  return sql<string>`(plainto_tsquery('simple', asked_words(${before})) && beginnings_query(${last}))`;
}
