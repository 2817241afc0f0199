import { type Expression, expressionBuilder, type RawBuilder, sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { isUnspaced } from '../../../kernel/folding.ts';
import type { ContextId } from '../../../kernel/ids.ts';
import { plainWordsOf } from '../../../kernel/text/marks.ts';
import type { Store } from '../../../platform/database/database.ts';
import { kysely } from '../../../platform/database/kysely.ts';
import { anyOf, count, fold, hasWords, storedDay } from '../../../platform/database/sql-values.ts';
import type { StoredDay, Tables } from '../../../platform/database/tables.ts';
import { fitness, type OfferedContext, spokenIn, typedLetters } from '../rules/context-order.ts';

/**
 * A context that a type-ahead offers; `alias` where that is what was typed. The rest tells namesakes apart: how many
 * published entries it has and of which years, and what it is; where nobody said, the title of its latest entry.
 */
export type FoundContext = {
  id: ContextId;
  name: string;
  alias: string | null;
  kind: string;
  entries: number;
  years: string;
  description: string;
  latest: string | null;
};

/**
 * The entry that a context is looked for, as far as it is known: its day, its headline and summary, and the contexts
 * that it has.
 */
export type EntryHints = { date?: Day | undefined; text?: string | undefined; with?: readonly ContextId[] | undefined };

const MOST = 10;
const MOST_OFFERED = 500;
/** Of how many the nearness in time and company is looked up. */
const MOST_LOOKED_AT = 40;
const DAYS_AROUND = 30;
const MOST_LATELY = 50;
const MOST_COMPANY = 300;
/** From so many letters on later words of a name count too: of fewer there are too many. */
const ANY_WORD_FROM = 3;

/**
 * Contexts whose name, or a name that they had or are known by, begins with what was typed, or has its words as
 * beginnings of its own. What the entry speaks of comes first, then what is used most. Both come from indexes over
 * names.
 */
export async function findContexts(store: Store, typed: string, entry: EntryHints = {}): Promise<FoundContext[]> {
  const [text, letters] = [spokenIn(entry.text ?? ''), typedLetters(typed)];
  const offered = (await offers(store, typed)).map((one) => ({ ...one, score: fitness(letters, one, text) }));
  const best = new Map<number, (typeof offered)[number]>();
  for (const one of offered.sort((a, b) => b.score - a.score)) if (!best.has(one.id)) best.set(one.id, one);
  const front = [...best.values()].slice(0, MOST_LOOKED_AT);
  if (!front.length) return [];
  const looks = await lookAt(
    store,
    front.map(({ id }) => id),
    entry,
  );
  return front
    .map((one) => ({ one, look: looks.get(one.id) }))
    .flatMap(({ one, look }) => (look ? [{ one, look, score: fitness(letters, one, text, look) }] : []))
    .sort((a, b) => b.score - a.score || b.one.entries - a.one.entries || (a.look.name < b.look.name ? -1 : 1))
    .slice(0, MOST)
    .map(({ one, look: { name, kind, description, years, latest } }) => ({
      id: one.id,
      name,
      alias: one.found === name ? null : one.found,
      kind,
      entries: one.entries,
      years,
      description,
      latest,
    }));
}

async function offers(store: Store, typed: string): Promise<OfferedContext[]> {
  const words = plainWordsOf(typed);
  if (!typed) return mostUsed(store);
  if (!words.length) return [];
  const byWords = words.length > 1 || (words[0]?.length ?? 0) >= ANY_WORD_FROM || isUnspaced(typed);
  const asked = (name: Expression<string>, folded: Expression<string>) =>
    byWords ? hasWords(name, typed) : beginsWith(folded, typed);
  return kysely(store.pool)
    .with('named', (db) =>
      db
        .selectFrom('context as n')
        .select((eb) => [eb.fn.coalesce('n.merged_into', 'n.id').as('id'), 'n.name as found', 'n.folded'])
        .where((eb) => asked(eb.ref('n.name'), eb.ref('n.folded')))
        .unionAll(
          db
            .selectFrom('context_alias as n')
            .innerJoin('context as c', 'c.id', 'n.context_id')
            .select((eb) => [eb.fn.coalesce('c.merged_into', 'c.id').as('id'), 'n.name as found', 'n.folded'])
            .where((eb) => asked(eb.ref('n.name'), eb.ref('n.folded'))),
        ),
    )
    .selectFrom('named')
    .select((eb) => [
      'named.id',
      'named.found',
      sql<number>`coalesce(${eb
        .selectFrom('context_use as u')
        .select('u.entries')
        .whereRef('u.context_id', '=', 'named.id')}, 0)`.as('entries'),
    ])
    .orderBy((eb) => sql`starts_with(${eb.ref('named.folded')}, ${fold(eb.val(typed))})`, 'desc')
    .orderBy('entries', 'desc')
    .orderBy((eb) => sql`${eb.ref('named.folded')} COLLATE "C"`)
    .limit(MOST_OFFERED)
    .execute();
}

function mostUsed(store: Store): Promise<OfferedContext[]> {
  const db = kysely(store.pool);
  const used = db
    .selectFrom('context_use as u')
    .innerJoin('context as c', 'c.id', 'u.context_id')
    .select(['c.id', 'c.name as found', 'u.entries'])
    .where('c.merged_into', 'is', null)
    .orderBy('u.entries', 'desc')
    .orderBy('u.context_id')
    .limit(MOST);
  const unused = db
    .selectFrom('context as c')
    .select(['c.id', 'c.name as found', sql<number>`0`.as('entries')])
    .where('c.merged_into', 'is', null)
    .where((eb) =>
      eb.not(eb.exists(eb.selectFrom('context_use as u').select('u.entries').whereRef('u.context_id', '=', 'c.id'))),
    )
    .orderBy('c.id')
    .limit(MOST);
  const all = db
    .selectFrom(used.as('used'))
    .selectAll()
    .unionAll(db.selectFrom(unused.as('unused')).selectAll());
  return all.limit(MOST).execute();
}

/** A range of the index over folded names: from the prefix itself to the prefix and the last of all characters. */
function beginsWith(folded: Expression<string>, typed: string): RawBuilder<boolean> {
  const beginning = sql<string>`fold(${typed})`;
  return sql<boolean>`(${folded} ~>=~ ${beginning} AND ${folded} ~<~ (${beginning} || chr(1114111)))`;
}

/** What is known of these contexts, and how near they are to the entry. */
async function lookAt(store: Store, ids: readonly ContextId[], { date, with: chosen = [] }: EntryHints) {
  const contexts = withYears(store, ids).select(date ? lately(date) : sql<number>`0`.as('lately'));
  const rows = chosen.length
    ? await contexts
        .leftJoin(companyOf(store, chosen).as('t'), 't.context_id', 'c.id')
        .select((eb) => eb.fn.coalesce('t.share', sql.lit(0)).as('together'))
        .execute()
    : await contexts.select(sql<number>`0::float`.as('together')).execute();
  return new Map(rows.map((row) => [row.id, row]));
}

const at = expressionBuilder<{ c: Tables['context'] } & Tables, 'c'>();

/** How many entries of the days around have a context `c`. */
function lately(date: Day) {
  const day = storedDay(date);
  const around = at
    .selectFrom('entry_context as x')
    .select('x.entry_id')
    .whereRef('x.context_id', '=', 'c.id')
    .where('x.day', '>=', sql<StoredDay>`${day} - ${DAYS_AROUND}::int`)
    .where('x.day', '<=', sql<StoredDay>`${day} + ${DAYS_AROUND}::int`)
    .limit(MOST_LATELY);
  return at.selectFrom(around.as('l')).select(count.as('count')).$asScalar().$notNull().as('lately');
}

/** Which share of the newest entries that have one of these contexts has which other. */
function companyOf(store: Store, chosen: readonly ContextId[]) {
  const db = kysely(store.pool);
  const newest = db
    .selectFrom('entry_context')
    .select('entry_id')
    .where('context_id', '=', anyOf(chosen))
    .orderBy('day', 'desc')
    .orderBy('entry_id', 'desc')
    .limit(MOST_COMPANY);
  return db
    .selectFrom(newest.as('e'))
    .innerJoin('entry_context as x', 'x.entry_id', 'e.entry_id')
    .select(['x.context_id', sql<number>`count(*)::float / ${MOST_COMPANY}::int`.as('share')])
    .groupBy('x.context_id');
}

function withYears(store: Store, ids: readonly ContextId[]) {
  return kysely(store.pool)
    .selectFrom('context as c')
    .leftJoin('context_use as u', 'u.context_id', 'c.id')
    .select((eb) => {
      const first = sql<string>`to_char(${eb.ref('u.first_day')}, 'YYYY')`;
      const last = sql<string>`to_char(${eb.ref('u.last_day')}, 'YYYY')`;
      const newest = eb
        .selectFrom('entry_context as x')
        .innerJoin('entry as e', 'e.id', 'x.entry_id')
        .select('e.title')
        .whereRef('x.context_id', '=', 'c.id')
        .orderBy('x.day', 'desc')
        .orderBy('x.entry_id', 'desc')
        .limit(1);
      return [
        'c.id',
        'c.name',
        'c.kind',
        'c.description',
        sql<string>`coalesce(CASE WHEN ${first} = ${last} THEN ${first} ELSE ${first} || '–' || ${last} END, '')`.as(
          'years',
        ),
        eb.case().when('c.description', '=', '').then(newest.$asScalar()).end().as('latest'),
      ];
    })
    .where('c.id', '=', anyOf(ids));
}
