import { type Expression, type RawBuilder, sql } from 'kysely';
import { isUnspaced } from '../../kernel/folding.ts';
import { plainWordsOf } from '../../kernel/text/marks.ts';
import type { SearchText, Term } from '../../kernel/text/search-text.ts';
import type { Store } from '../../platform/database/database.ts';
import { kysely } from '../../platform/database/kysely.ts';
import type { SearchedWords } from '../../platform/database/tables.ts';
import { at, type Condition, type Part } from './search-part.ts';

/** What documents are searched for. */
export type SearchQuery = RawBuilder<'tsquery'>;

const MOST_BEGINNINGS = 500;

/** What the words of a search ask, and in how many documents each group of them is, at most. */
export async function textPart(store: Store, text: SearchText): Promise<Part> {
  const groups = text.map((group) => group.filter(({ without }) => !without));
  const known = await knownTerms(store, groups.flat());
  const counts = new Map(groups.flat().map((term, at) => [term, known[at] ?? 0]));
  const sums = groups
    .filter((group) => group.length > 0)
    .map((group) => group.reduce((sum, term) => sum + (counts.get(term) ?? 0), 0));
  return { conditions: textConditions(text, at.ref('d.document')), counts: sums };
}

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
export function queryOf(text: SearchText): SearchQuery | null {
  const groups = text.map((group) => group.filter(({ without }) => !without)).filter((group) => group.length > 0);
  if (!groups.length) return null;
  const oneOf = (group: readonly Term[]) => sql`(${sql.join(group.map(termQuery), sql` || `)})`;
  return sql<'tsquery'>`${sql.join(groups.map(oneOf), sql` && `)}`;
}

/** The words that a document has to have, and those that it must not. */
export function textConditions(text: SearchText, document: Expression<SearchedWords>): Condition[] {
  const wanted = queryOf(text);
  const unwanted = text.flat().filter(({ without }) => without);
  return [
    ...(wanted ? [sql<boolean>`${document} @@ (${wanted})`] : []),
    ...unwanted.map((term) => sql<boolean>`NOT ${document} @@ ${termQuery(term)}`),
  ];
}

/** A term as a query of documents. */
function termQuery({ kind, text }: Pick<Term, 'kind' | 'text'>): SearchQuery {
  if (kind === 'phrase') return sql<'tsquery'>`phrase_query(${text})`;
  return kind === 'prefix' ? sql<'tsquery'>`prefix_query(${text})` : sql<'tsquery'>`word_query(${text})`;
}
