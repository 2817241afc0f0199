import { type Expression, expressionBuilder, type RawBuilder, type SqlBool, sql } from 'kysely';
import type { EntrySearch, EntryState, FacetSearch } from '../../editorial/entries/contract/entry-search.ts';
import { isMoreThanDiscarded } from '../../editorial/published/shown.ts';
import { isUnspaced } from '../../kernel/folding.ts';
import { plainWordsOf } from '../../kernel/text/marks.ts';
import { readSearchText, type SearchText, type Term } from '../../kernel/text/search-text.ts';
import type { Store } from '../../platform/database/database.ts';
import { kysely } from '../../platform/database/kysely.ts';
import { OPEN } from '../../platform/database/proposal-expressions.ts';
import { anyOf, fold, list, rowsOf, storedDay } from '../../platform/database/sql-values.ts';
import type { SearchedWords, StoredDay, Tables } from '../../platform/database/tables.ts';

/** A condition on an event `e`, or on its document `d`. */
export type Condition = Expression<SqlBool>;

/** What documents are searched for. */
type Wanted = RawBuilder<'tsquery'>;

/**
 * What a search asks of entries: conditions on an event `e`, on its document `d`, and on its day, whichever of the two
 * that is read from.
 * `late` asks the title of an event that has no document yet; null where that could not tell. `isFew` where an index
 * finds so few documents that all of them are looked at; of more, the list is read from its end until a page is full.
 */
export type Conditions = {
  event: Condition[];
  document: Condition[];
  days(day: Expression<StoredDay>): Condition[];
  late: Condition[] | null;
  /** Discarded entries are left out, or only those are asked for; an entry that is named is shown in any case. */
  shown: 'shown' | 'hidden' | 'all';
  query: Wanted | null;
  isFew: boolean;
};

const at = expressionBuilder<{ e: Tables['event']; d: Tables['search_document'] } & Tables, 'e' | 'd'>();

type Asked = FacetSearch & Pick<EntrySearch, 'ids'>;
/** Conditions on documents, and how many fit each of them at most. */
type Part = { conditions: Condition[]; counts: number[] };

const FEW = 3_000;
const FEW_OF_SEVERAL = 12_000;
const MOST_NARROWER = 2_000;
const MOST_SPELLINGS = 500;

/**
 * The conditions of a search. Words, contexts and publishers are looked up first: names stand for all that they mean,
 * and their counts tell how to read.
 */
export async function conditionsOf(store: Store, search: Asked): Promise<Conditions> {
  const text = readSearchText(search.q ?? '');
  const query = queryOf(text);
  const parts = await Promise.all([textPart(store, text), contextPart(store, search), publisherPart(store, search)]);
  const document = [
    ...parts.flatMap(({ conditions }) => conditions),
    ...(search.edition ? [at('d.edition', '=', search.edition)] : []),
    ...(search.q && !text.length ? [at.lit(false)] : []),
  ];
  const isByWords = text.length > 0 && !search.contexts && !search.publishers && !search.edition;
  return {
    event: eventConditions(search),
    document,
    days: (day) => [
      ...(search.from ? [at(day, '>=', storedDay(search.from))] : []),
      ...(search.to ? [at(day, '<=', storedDay(search.to))] : []),
    ],
    late: isByWords ? textConditions(text, at.ref('e.search')) : null,
    query,
    shown: search.state === 'discarded' ? 'hidden' : search.ids ? 'all' : 'shown',
    isFew: isFew(parts.flatMap(({ counts }) => counts)),
  };
}

/** Of several conditions that many fit, few fit all. */
function isFew(counts: readonly number[]): boolean {
  return Math.min(...counts) <= (counts.length > 1 ? FEW_OF_SEVERAL : FEW);
}

async function textPart(store: Store, text: SearchText): Promise<Part> {
  const groups = text.map((group) => group.filter(({ without }) => !without));
  const known = await knownTerms(store, groups.flat());
  const counts = new Map(groups.flat().map((term, at) => [term, known[at] ?? 0]));
  const sums = groups
    .filter((group) => group.length > 0)
    .map((group) => group.reduce((sum, term) => sum + (counts.get(term) ?? 0), 0));
  return { conditions: textConditions(text, at.ref('d.document')), counts: sums };
}

const MOST_BEGINNINGS = 500;

/** How many documents each term is in, at most: those of its rarest word, by that word and by its stem. */
export async function knownTerms(
  store: Pick<Store, 'pool'>,
  terms: readonly Pick<Term, 'kind' | 'text'>[],
): Promise<number[]> {
  if (!terms.length) return [];
  const asked = sql<{
    kind: Term['kind'];
    text: string;
    place: number;
  }>`unnest(${terms.map(kindOf)}::text[], ${terms.map(({ text }) => text)}::text[])
    WITH ORDINALITY`.as<'a'>(sql`a (kind, text, place)`);
  const plain = kysely(store.pool)
    .selectFrom(asked)
    .crossJoinLateral((eb) => sql<{ plain: string }>`asked_words(${eb.ref('a.text')})`.as<'p'>(sql`p (plain)`))
    .select((eb) => [
      'a.kind',
      'a.place',
      'p.plain',
      sql<string>`regexp_replace(${eb.ref('p.plain')}, '^.* ', '')`.as('last'),
    ]);
  const rows = await kysely(store.pool)
    .selectFrom(plain.as('t'))
    .select((eb) =>
      sql<number>`(${rarest('simple', eb.ref('t.plain'))}
        + CASE WHEN ${eb('t.kind', '<>', sql.lit('phrase'))} THEN ${rarest('english', eb.ref('t.plain'))} ELSE 0 END
        + CASE WHEN ${eb('t.kind', '=', sql.lit('prefix'))} THEN ${begunBy(eb.ref('t.last'))} ELSE 0 END)::int`.as('n'),
    )
    .orderBy('t.place')
    .execute();
  return rows.map(({ n }) => n);
}

/** In how many documents the rarest of these words is. */
function rarest(config: 'simple' | 'english', words: Expression<string>): RawBuilder<number> {
  const lexemes = sql<{ word: string }>`unnest(tsvector_to_array(to_tsvector(${sql.lit(config)}, ${words})))`.as<'l'>(
    sql`l (word)`,
  );
  const least = at
    .selectFrom(lexemes)
    .leftJoin('search_word as w', 'w.word', 'l.word')
    .select((eb) => sql<number>`min(coalesce(${eb.ref('w.found')}, 0))`.as('found'));
  return sql<number>`coalesce(${least}, 0)`;
}

/** In how many documents the words are that begin so. */
function begunBy(beginning: Expression<string>): RawBuilder<number> {
  const words = at
    .selectFrom('search_word as w')
    .select('w.found')
    .where(
      (eb) =>
        sql<boolean>`${eb.ref('w.word')} ~>=~ ${beginning} AND ${eb.ref('w.word')} ~<~ (${beginning} || chr(1114111))`,
    )
    .limit(MOST_BEGINNINGS);
  return sql<number>`coalesce(${at.selectFrom(words.as('b')).select((eb) => eb.fn.sum('b.found').as('sum'))}, 0)`;
}

/** One letter of a script without spaces is the beginning of pairs, however it is asked for. */
function kindOf({ kind, text }: Pick<Term, 'kind' | 'text'>): Term['kind'] {
  const [letter, ...more] = plainWordsOf(text);
  return letter && !more.length && isUnspaced(letter) ? 'prefix' : kind;
}

/** What a search looks for, as a query of documents; null where nothing is. */
function queryOf(text: SearchText): Wanted | null {
  const groups = text.map((group) => group.filter(({ without }) => !without)).filter((group) => group.length > 0);
  if (!groups.length) return null;
  const oneOf = (group: readonly Term[]) => sql`(${sql.join(group.map(termQuery), sql` || `)})`;
  return sql<'tsquery'>`${sql.join(groups.map(oneOf), sql` && `)}`;
}

function textConditions(text: SearchText, document: Expression<SearchedWords>): Condition[] {
  const wanted = queryOf(text);
  const unwanted = text.flat().filter(({ without }) => without);
  return [
    ...(wanted ? [sql<boolean>`${document} @@ (${wanted})`] : []),
    ...unwanted.map((term) => sql<boolean>`NOT ${document} @@ ${termQuery(term)}`),
  ];
}

/** A term as a query of documents. */
function termQuery({ kind, text }: Pick<Term, 'kind' | 'text'>): Wanted {
  if (kind === 'phrase') return sql<'tsquery'>`phrase_query(${text})`;
  return kind === 'prefix' ? sql<'tsquery'>`prefix_query(${text})` : sql<'tsquery'>`word_query(${text})`;
}

/** Each asked context, with what was merged into it; with `narrower` also those whose name has its whole name in it. */
async function contextPart(store: Store, { contexts, narrower }: Asked): Promise<Part> {
  if (!contexts) return EVERYTHING;
  const rows = await kysely(store.pool)
    .with('asked', (db) =>
      db.selectFrom('context_meaning').select(['id as asked', 'means as id', 'name']).where('id', '=', anyOf(contexts)),
    )
    .with('meant', (db) => {
      const own = db.selectFrom('asked').select(['asked.asked', 'asked.id']);
      if (!narrower) return own;
      const narrowed = (name: Expression<string>) =>
        db
          .selectFrom('context as c')
          .select((eb) => eb.fn.coalesce('c.merged_into', 'c.id').as('id'))
          .where(
            (eb) =>
              sql<boolean>`to_tsvector('simple'::regconfig, plain_words(${eb.ref('c.name')})) @@ phrase_query(${name})`,
          )
          .limit(MOST_NARROWER);
      return own.union(
        db
          .selectFrom('asked as a')
          .innerJoinLateral(
            (eb) => narrowed(eb.ref('a.name')).as('n'),
            (on) => on.onTrue(),
          )
          .select(['a.asked', 'n.id']),
      );
    })
    .selectFrom('meant')
    .select((eb) => [
      'meant.asked',
      'meant.id',
      sql<number>`coalesce(${eb.selectFrom('context_use as u').select('u.events').whereRef('u.context_id', '=', 'meant.id')}, 0)`.as(
        'events',
      ),
    ])
    .unionAll((db) =>
      db
        .selectFrom('meant as m')
        .innerJoin('context as c', 'c.merged_into', 'm.id')
        .select(['m.asked', 'c.id', sql<number>`0`.as('events')]),
    )
    .execute();
  const parts = contexts.map((context) => rows.filter(({ asked }) => asked === context));
  return {
    conditions: parts.map((meant) => shares(at.ref('d.contexts'), [...new Set(meant.map(({ id }) => id))])),
    counts: parts.map((meant) => meant.reduce((sum, { events }) => sum + events, 0)),
  };
}

const EVERYTHING: Part = { conditions: [], counts: [] };

/** Whether a list has one of these ids. */
function shares(list: Expression<number[]>, ids: readonly number[]): RawBuilder<boolean> {
  return sql<boolean>`${list} && ${ids}::int[]`;
}

/** Sources of these names, and under a managed name also those that other names are given to at its domains. */
async function publisherPart(store: Store, { publishers }: Asked): Promise<Part> {
  if (!publishers) return EVERYTHING;
  const rows = await kysely(store.pool)
    .with('asked', (db) =>
      db.selectFrom(rowsOf('n', { text: list.texts(publishers) })).select((eb) => fold(eb.ref('n.text')).as('folded')),
    )
    .with('spelled', (db) =>
      db
        .selectFrom('asked')
        .select('asked.folded')
        .union(
          db
            .selectFrom('asked as a')
            .innerJoin('publisher as p', 'p.folded', 'a.folded')
            .innerJoin('publisher_domain as d', 'd.publisher_id', 'p.id')
            .innerJoin('source_name as s', 's.host', 'd.domain')
            .select((eb) => fold(eb.ref('s.name')).as('folded')),
        ),
    )
    .selectFrom('spelled')
    .innerJoin('search_publisher as p', 'p.folded', 'spelled.folded')
    .select(['p.id', 'p.entries'])
    .limit(MOST_SPELLINGS)
    .execute();
  return {
    conditions: [
      shares(
        at.ref('d.publishers'),
        rows.map(({ id }) => id),
      ),
    ],
    counts: [rows.reduce((sum, { entries }) => sum + entries, 0)],
  };
}

function eventConditions({ ids, state, author, reviewer, assigned, channel }: Asked): Condition[] {
  const asked: Condition[] = [];
  if (ids) asked.push(at('e.id', '=', anyOf(ids)));
  if (state) asked.push(STATES[state]);
  if (author) asked.push(at('e.id', 'in', TEXTS.where('author_id', '=', author)));
  if (reviewer)
    asked.push(at('e.id', 'in', at.selectFrom('publication').select('event_id').where('approved_by', '=', reviewer)));
  if (assigned)
    asked.push(hasProposal(PROPOSALS.where('assigned_to', '=', assigned).where('state', '=', sql.lit('in_review'))));
  if (channel) asked.push(at('e.id', 'in', CHANNELS[channel]));
  return asked;
}

const TEXTS = at.selectFrom('revision').select('event_id');
const PROPOSALS = at.selectFrom('proposal').select('event_id');

function hasProposal(proposals: typeof PROPOSALS) {
  return at('e.id', 'in', proposals);
}

/** Said as constants, because the indexes of lists are found by them. */
const STATES: Readonly<Record<EntryState, Condition>> = {
  draft: hasProposal(PROPOSALS.where('state', '=', sql.lit('draft'))),
  'in-review': hasProposal(PROPOSALS.where('state', '=', sql.lit('in_review')).where('publish_at', 'is', null)),
  'sent-back': hasProposal(PROPOSALS.where('state', '=', sql.lit('changes_requested'))),
  scheduled: hasProposal(PROPOSALS.where('publish_at', 'is not', null)),
  'open-change': at.and([
    at('e.published_revision_id', 'is not', null),
    hasProposal(PROPOSALS.where('state', 'in', OPEN)),
  ]),
  published: at('e.published_revision_id', 'is not', null),
  withdrawn: at('e.withdrawn_at', 'is not', null),
  discarded: at.not(isMoreThanDiscarded),
};

const ELSEWHERE = TEXTS.where('channel', '<>', sql.lit('import'));

/** The same: the index of texts that did not come by import is found by that. */
const CHANNELS: Readonly<Record<NonNullable<EntrySearch['channel']>, typeof TEXTS>> = {
  screen: ELSEWHERE.where('channel', '=', sql.lit('screen')),
  api: ELSEWHERE.where('channel', '=', sql.lit('api')),
  cli: ELSEWHERE.where('channel', '=', sql.lit('cli')),
  import: TEXTS.where('channel', '=', sql.lit('import')),
};
