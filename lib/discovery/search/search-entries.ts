import { type AliasedExpression, type Expression, expressionBuilder, sql } from 'kysely';
import { jsonBuildObject } from 'kysely/helpers/postgres';
import type { EntrySearch } from '../../editorial/entries/contract/entry-search.ts';
import { isMoreThanDiscarded } from '../../editorial/published/shown.ts';
import type { Day } from '../../kernel/day.ts';
import type { EntryId } from '../../kernel/ids.ts';
import type { OpenProposal } from '../../kernel/newsroom/proposal.ts';
import type { Purpose } from '../../kernel/newsroom/purpose.ts';
import type { Store } from '../../platform/database/database.ts';
import { kysely, type Statements } from '../../platform/database/kysely.ts';
import { OPEN, purpose } from '../../platform/database/proposal-expressions.ts';
import { asDay, count, isoText, orNull, storedDay } from '../../platform/database/sql-values.ts';
import type { StoredDay, Tables } from '../../platform/database/tables.ts';
import type { Excerpt } from './excerpts.ts';
import { type Conditions, conditionsOf } from './search-conditions.ts';
import type { Condition } from './search-part.ts';
import { respelled } from './search-spelling.ts';
import { whyFound } from './why-found.ts';

/**
 * An entry of the list: its title, what readers see of it, and the open proposal beside it. Times are ISO;
 * `hash` is the exact content.
 */
export type ListedEntry = {
  entry: EntryId;
  day: Day;
  title: string;
  published: boolean;
  withdrawn: boolean;
  proposal: {
    state: 'draft' | 'in_review' | 'changes_requested';
    purpose: Purpose;
    hash: string;
    openedBy: string;
    assignedTo: string | null;
    publishAt: string | null;
    at: string;
  } | null;
  /** Where the words of the search are: in the title, or in what else the entry says. Empty without words. */
  why: Excerpt[];
};

/**
 * A page of the list. `corrected` is the search that was tried instead, where nothing has the words as they were typed.
 * `waiting` is how many entries are still to be indexed, up to MOST_WAITING: until then not everything is found.
 */
export type FoundEntries = { items: ListedEntry[]; next: string | null; corrected: string | null; waiting: number };

/** How many of the newest entries that fit are ranked: what is behind them is found by its day. */
export const MOST_RANKED = 500;

const USUAL_PAGE = 25;
/** So many that wait are counted: more are a long time's work. */
export const MOST_WAITING = 1_000;

/**
 * A page of the list of entries, newest day first unless another order is asked for, and the cursor of the next page.
 */
export async function searchEntries(store: Store, search: EntrySearch): Promise<FoundEntries> {
  const [found, waiting] = await Promise.all([pageOf(store, search), countWaiting(store)]);
  if (found.items.length || !search.q || search.exact) return { ...found, corrected: null, waiting };
  const corrected = await respelled(store, search.q);
  if (!corrected) return { ...found, corrected: null, waiting };
  const other = await pageOf(store, { ...search, q: corrected });
  return { ...other, corrected: other.items.length ? corrected : null, waiting };
}

async function countWaiting(store: Store): Promise<number> {
  const db = kysely(store.pool);
  const waiting = db.selectFrom('learning_due').select('id').limit(MOST_WAITING);
  return (await db.selectFrom(waiting.as('waiting')).select(count.as('n')).executeTakeFirstOrThrow()).n;
}

async function pageOf(store: Store, search: EntrySearch): Promise<{ items: ListedEntry[]; next: string | null }> {
  const limit = search.limit ?? USUAL_PAGE;
  const conditions = await conditionsOf(store, search);
  const isRanked = search.sort === 'relevance' && conditions.query !== null;
  const db = kysely(store.pool);
  const hits = isRanked ? rankedHits(db, conditions, search, limit + 1) : hitsByDay(db, conditions, search, limit + 1);
  const entries = listed(db, hits);
  const way = wayOf(search);
  const rows = await (isRanked
    ? entries.orderBy('h.rank', 'desc').orderBy('h.id', 'desc')
    : entries.orderBy('h.day', way).orderBy('h.id', way)
  ).execute();
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const why = await whyFound(store, search.q ?? '', shown);
  const items = shown.map(({ at: _at, rank: _rank, ...row }) => ({ ...row, why: why.get(row.entry) ?? [] }));
  return {
    items,
    next: rows.length > limit && last ? (isRanked ? `r${last.rank}.${last.entry}` : `${last.at}.${last.entry}`) : null,
  };
}

type Subquery<Row> = { as<Name extends string>(name: Name): AliasedExpression<Row, Name> };

/** Entries that were found, as the list shows them. */
function listed(db: Statements, hits: Subquery<Hit>) {
  return db
    .selectFrom(hits.as('h'))
    .innerJoin('entry as e', 'e.id', 'h.id')
    .leftJoin('proposal as p', (on) => on.onRef('p.entry_id', '=', 'e.id').on('p.state', 'in', OPEN))
    .leftJoin('revision as r', 'r.id', 'p.revision_id')
    .leftJoin('person as o', 'o.id', 'p.opened_by')
    .leftJoin('person as a', 'a.id', 'p.assigned_to')
    .select((eb) => [
      'e.id as entry',
      asDay(eb.ref('e.day')).as('day'),
      'e.title',
      eb('e.published_revision_id', 'is not', null).$castTo<boolean>().as('published'),
      eb('e.withdrawn_at', 'is not', null).$castTo<boolean>().as('withdrawn'),
      asDay(eb.ref('h.day')).as('at'),
      'h.rank',
      orNull(
        eb.ref('p.id'),
        jsonBuildObject({
          state: eb.ref('p.state').$castTo<OpenProposal['state']>(),
          purpose,
          hash: eb.ref('r.hash').$notNull(),
          openedBy: eb.ref('o.name').$notNull(),
          assignedTo: eb.ref('a.name'),
          publishAt: isoText(eb.ref('p.publish_at')),
          at: isoText(eb.ref('p.updated_at').$notNull()),
        }),
      ).as('proposal'),
    ]);
}

type SortDirection = 'asc' | 'desc';

function wayOf({ sort }: EntrySearch): SortDirection {
  return sort === 'oldest' ? 'asc' : 'desc';
}

/** An entry that was found, by its day or by how well it fits. */
type Hit = { id: EntryId; day: StoredDay; rank: number };

const UNRANKED = sql<number>`0`.as('rank');

/** Without a question to documents the entries themselves are read: they are never behind. */
function hitsByDay(db: Statements, conditions: Conditions, search: EntrySearch, limit: number) {
  const way = wayOf(search);
  if (!conditions.document.length) {
    const asked = [...conditions.entry, ...shownEntries(conditions), ...conditions.days(at.ref('e.day'))];
    return ofEntries(db, [...asked, ...behindDay(search, at.ref('e.day'), at.ref('e.id'))], way, limit);
  }
  const known = documentHits(db, conditions, behindDay(search, at.ref('d.day'), at.ref('d.entry_id')), way, limit);
  const found = db.selectFrom(known.as('known')).select(['known.id', 'known.day', UNRANKED]);
  if (!conditions.late) return found;
  const late = lateHits(db, conditions, behindDay(search, at.ref('e.day'), at.ref('e.id')), way, limit);
  const all = found.unionAll(db.selectFrom(late.as('late')).select(['late.id', 'late.day', UNRANKED]));
  return db.selectFrom(all.as('k')).selectAll().orderBy('k.day', way).orderBy('k.id', way).limit(limit);
}

/** The newest entries that fit, by how well they do. A rank is a whole number, so that a cursor can name it. */
function rankedHits(db: Statements, conditions: Conditions, search: EntrySearch, limit: number) {
  const ranked = db
    .selectFrom(documentHits(db, conditions, [], 'desc', MOST_RANKED).as('c'))
    .select((eb) => [
      'c.id',
      'c.day',
      sql<number>`(ts_rank(${eb.ref('c.document')}, ${conditions.query}) * 1e7)::int`.as('rank'),
    ]);
  const late = db
    .selectFrom(lateHits(db, conditions, [], 'desc', MOST_RANKED).as('l'))
    .select(['l.id', 'l.day', UNRANKED]);
  const all = db.selectFrom((conditions.late ? ranked.unionAll(late) : ranked).as('k')).selectAll();
  const cursor = search.cursor && 'rank' in search.cursor ? search.cursor : undefined;
  const behind = cursor
    ? all.where((eb) => eb(eb.refTuple('k.rank', 'k.id'), '<', eb.tuple(cursor.rank, cursor.id)))
    : all;
  return behind.orderBy('k.rank', 'desc').orderBy('k.id', 'desc').limit(limit);
}

const at = expressionBuilder<{ e: Tables['entry']; d: Tables['search_document'] } & Tables, 'e' | 'd'>();

/** Entries by their documents, with the event beside it only where its own columns are asked for. */
export function documentHits(
  db: Statements,
  { entry, document, days, isFew, shown }: Conditions,
  behind: readonly Condition[],
  way: SortDirection,
  limit: number,
) {
  const rest = [...SHOWN_DOCUMENTS[shown], ...entry, ...days(at.ref('d.day')), ...behind];
  // OFFSET 0 keeps the planner from reading the days from their end in the hope of finding enough of few.
  const few = db.selectFrom('search_document as d').selectAll().where(at.and(document)).offset(sql.lit(0));
  const from = isFew ? db.selectFrom(few.as('d')) : db.selectFrom('search_document as d');
  return from
    .$if(entry.length > 0, (documents) => documents.innerJoin('entry as e', 'e.id', 'd.entry_id'))
    .select(['d.entry_id as id', 'd.day', 'd.document', 'd.contexts', 'd.publishers'])
    .where(at.and(isFew ? rest : [...document, ...rest]))
    .orderBy('d.day', way)
    .orderBy('d.entry_id', way)
    .limit(limit);
}

const SHOWN_DOCUMENTS: Readonly<Record<Conditions['shown'], Condition[]>> = {
  shown: [at.ref('d.shown')],
  hidden: [at.not(at.ref('d.shown'))],
  all: [],
};

function shownEntries({ shown }: Conditions): Condition[] {
  return shown === 'shown' ? [isMoreThanDiscarded] : [];
}

/** New entries that wait to be learned are found by their title, by its own index. */
function lateHits(
  db: Statements,
  conditions: Conditions,
  behind: readonly Condition[],
  way: SortDirection,
  limit: number,
) {
  const { entry, late, days } = conditions;
  const isDue = at.exists(at.selectFrom('learning_due').select('id'));
  const isLearned = at.exists(
    at.selectFrom('search_document as n').select('n.entry_id').whereRef('n.entry_id', '=', 'e.id'),
  );
  const asked = [
    isDue,
    at.not(isLearned),
    ...(late ?? []),
    ...entry,
    ...shownEntries(conditions),
    ...days(at.ref('e.day')),
    ...behind,
  ];
  return ofEntries(db, asked, way, limit);
}

function ofEntries(db: Statements, asked: readonly Condition[], way: SortDirection, limit: number) {
  return db
    .selectFrom('entry as e')
    .select(['e.id', 'e.day', UNRANKED])
    .where(at.and(asked))
    .orderBy('e.day', way)
    .orderBy('e.id', way)
    .limit(limit);
}

function behindDay({ cursor, sort }: EntrySearch, day: Expression<StoredDay>, id: Expression<EntryId>): Condition[] {
  if (!cursor || !('day' in cursor)) return [];
  const than = sort === 'oldest' ? sql`>` : sql`<`;
  return [sql<boolean>`(${day}, ${id}) ${than} (${storedDay(cursor.day)}, ${cursor.id}::int)`];
}
