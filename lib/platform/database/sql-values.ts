import { type DeleteResult, type Expression, type InsertResult, type RawBuilder, sql, type UpdateResult } from 'kysely';
import type { Day } from '../../kernel/day.ts';
import type { RowJson, StoredDay, Tables } from './tables.ts';

/** A day as a `date` column takes it. */
export function storedDay(day: Day): RawBuilder<StoredDay> {
  return sql<StoredDay>`${day}::date`;
}

/** A `date` column as the day that it holds. */
export function asDay(column: Expression<StoredDay>): RawBuilder<Day>;
export function asDay(column: Expression<StoredDay | null>): RawBuilder<Day | null>;
export function asDay(column: Expression<StoredDay | null>): RawBuilder<Day | null> {
  return sql<Day | null>`${column}::text`;
}

/** One of these numbers, for `eb('id', '=', anyOf(ids))`: one statement for any count of them. */
export function anyOf<T extends number>(ids: readonly T[]): RawBuilder<T> {
  return sql<T>`any(${ids}::int[])`;
}

/** All of these numbers, for `eb('id', '<>', noneOf(ids))`. */
export function noneOf<T extends number>(ids: readonly T[]): RawBuilder<T> {
  return sql<T>`all(${[...ids]}::int[])`;
}

/** One of these numbers of words, which a `bigint` column holds. */
export function anyKey(keys: readonly number[]): RawBuilder<string> {
  return sql<string>`any(${[...keys]}::bigint[])`;
}

/** A `bigint` column as the number that it holds; drivers make a text of it. */
export function asNumber(column: Expression<string>): RawBuilder<number> {
  return sql<number>`${column}::float8`;
}

/** A count as a number; drivers make a text of it. */
export function countOf(counted: Expression<string | number | bigint>): RawBuilder<number> {
  return sql<number>`${counted}::int`;
}

/** One of these days. */
export function anyDay(days: readonly Day[]): RawBuilder<StoredDay> {
  return sql<StoredDay>`any(${[...days]}::date[])`;
}

/** One of these texts. */
export function anyText<T extends string>(texts: readonly T[]): RawBuilder<T> {
  return sql<T>`any(${texts}::text[])`;
}

/** How many rows there are: `.select(count.as('count'))`. */
export const count = sql<number>`count(*)::int`;

/** The one column of some rows, as a list. */
export function listOf<Row extends object>(rows: Expression<Row>): RawBuilder<Row[keyof Row][]> {
  return sql<Row[keyof Row][]>`array(${rows})`;
}

/** The elements of a list as rows of a table that is called `name`, each with its place. */
export function elementsOf<T extends number, Name extends string>(list: Expression<T[] | null>, name: Name) {
  return sql<{ id: T; place: number }>`unnest(${list}) WITH ORDINALITY`.as<Name>(sql`${sql.id(name)} (id, place)`);
}

/** An object about a row that an outer join may leave out; null where it did. `id` is never null in a row. */
export function orNull<T>(id: Expression<unknown>, object: Expression<T>): RawBuilder<T | null> {
  return sql<T | null>`CASE WHEN ${id} IS NOT NULL THEN ${object} END`;
}

/** A whole row as JSON: `rowOf<'revision'>(eb.table('r'))`. */
export function rowOf<Table extends keyof Tables>(table: Expression<unknown>): RawBuilder<RowJson<Table>> {
  return sql<RowJson<Table>>`to_jsonb(${table})`;
}

/** The same of a row that an outer join may leave out. */
export function rowOrNull<Table extends keyof Tables>(table: Expression<unknown>): RawBuilder<RowJson<Table> | null> {
  return sql<RowJson<Table> | null>`to_jsonb(${table})`;
}

/**
 * A value that is written into the statement: an index for these rows alone is used only where their value is
 * there.
 */
export function literal<T extends string>(value: T): RawBuilder<T> {
  return sql.lit(value);
}

/** The slug in the path of an entry's page: the same in SQL as `slugIn` in lib/layout/paths.ts. */
export function slugOf(path: Expression<string>): RawBuilder<string> {
  return sql<string>`regexp_replace(${path}, '^.*/|\\.md$', '', 'g')`;
}

/** A name as names are compared: the same in SQL as `fold` in lib/kernel/folding.ts. */
export function fold(name: Expression<string>): RawBuilder<string> {
  return sql<string>`fold(${name})`;
}

/** Texts that begin with this one, as an index with `text_pattern_ops` serves them. */
export function startsWith(text: Expression<string | null>, beginning: string): RawBuilder<boolean> {
  return betweenTexts(text, sql`${beginning}`, sql`(${beginning} || chr(1114111))`);
}

/** The moment at which the transaction began. */
export const now = sql<Date>`now()`;

/** The moment itself, also within a transaction. */
export const thisMoment = sql<Date>`clock_timestamp()`;

/** The same to the millisecond, as instants are told to others. */
export const thisMillisecond = sql<Date>`date_trunc('milliseconds', ${thisMoment})`;

type Span = { days?: number; hours?: number; minutes?: number; seconds?: number | Expression<number> };

/** So long before now. */
export function ago(span: Span): RawBuilder<Date> {
  return sql<Date>`now() - ${lasting(span)}`;
}

/** So long after now. */
export function fromNow(span: Span): RawBuilder<Date> {
  return sql<Date>`now() + ${lasting(span)}`;
}

function lasting({ days = 0, hours = 0, minutes = 0, seconds = 0 }: Span): RawBuilder<unknown> {
  return sql`make_interval(days => ${days}::int, hours => ${hours}::int, mins => ${minutes}::int, secs =>
    ${seconds}::float8)`;
}

/** A moment in milliseconds since 1970. */
export function milliseconds(moment: Expression<Date>): RawBuilder<number> {
  return sql<number>`(extract(epoch FROM ${moment}) * 1000)::float8`;
}

/** In how many milliseconds from now a moment is. */
export function millisecondsUntil(moment: Expression<Date | null>): RawBuilder<number | null> {
  return sql<number | null>`(extract(epoch FROM ${moment} - now()) * 1000)::float8`;
}

/** A moment as text: ISO, in UTC, to the second. */
export function utcText(moment: Expression<Date>): RawBuilder<string> {
  return sql<string>`to_char(${moment} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
}

/** A value as JSON is stored. */
export function json<T>(value: T): RawBuilder<T> {
  return sql<T>`${JSON.stringify(value)}::jsonb`;
}

/** Tells whoever listens on a channel, once this is committed. */
export function notified(channel: string, payload: string | Expression<string> = ''): RawBuilder<string> {
  return sql<string>`pg_notify(${channel}, ${payload})::text`;
}

type WriteStatement = { executeTakeFirst(): Promise<UpdateResult | DeleteResult | InsertResult> };

/** Runs a statement that writes. How many rows that were. */
export async function rowsWritten(statement: WriteStatement): Promise<number> {
  const done = await statement.executeTakeFirst();
  if ('numUpdatedRows' in done) return Number(done.numUpdatedRows);
  return Number('numDeletedRows' in done ? done.numDeletedRows : done.numInsertedOrUpdatedRows);
}

/** Names that have words which begin as the typed ones: what serves scripts without spaces. */
export function hasWords(name: Expression<string>, typed: string): RawBuilder<boolean> {
  return sql<boolean>`to_tsvector('simple'::regconfig, plain_words(${name})) @@ beginnings_query(${typed})`;
}

/** Texts that hold this one, case aside. */
export function holds(text: Expression<string>, part: string): RawBuilder<boolean> {
  return sql<boolean>`strpos(lower(${text}), lower(${part})) > 0`;
}

/** A text in a pattern of LIKE, whatever signs are in it. */
export function escaped(text: Expression<string>): RawBuilder<string> {
  return sql<string>`regexp_replace(${text}, '([%_\\\\])', '\\\\\\1', 'g')`;
}

/** Texts from one on to before another, letter by letter, as an index with `text_pattern_ops` serves them. */
export function betweenTexts(
  text: Expression<string | null>,
  from: Expression<string>,
  before: Expression<string>,
): RawBuilder<boolean> {
  return sql<boolean>`${text} ~>=~ ${from} AND ${text} ~<~ ${before}`;
}

/** Lists as parameters of their own, for `rowsOf`. */
export const list = {
  ints: <T extends number | null>(values: readonly T[]): RawBuilder<T[]> => sql<T[]>`${[...values]}::int[]`,
  keys: (values: readonly number[]): RawBuilder<string[]> => sql<string[]>`${[...values]}::bigint[]`,
  reals: (values: readonly number[]): RawBuilder<number[]> => sql<number[]>`${[...values]}::real[]`,
  bools: (values: readonly boolean[]): RawBuilder<boolean[]> => sql<boolean[]>`${[...values]}::bool[]`,
  days: (values: readonly Day[]): RawBuilder<StoredDay[]> => sql<StoredDay[]>`${[...values]}::date[]`,
  texts: <T extends string | null>(values: readonly T[]): RawBuilder<T[]> => sql<T[]>`${[...values]}::text[]`,
};

/** A list of numbers as one text, where lists of lists go into a statement: `asInts` reads it there. */
export function inBraces(numbers: readonly number[]): string {
  return `{${numbers.join(',')}}`;
}

export function asInts<T extends number>(written: Expression<string>): RawBuilder<T[]> {
  return sql<T[]>`${written}::int[]`;
}

/**
 * Lists of one length side by side as rows: `selectFrom(rowsOf('n', { id: list.ints(ids), text: list.texts(texts) }))`.
 */
export function rowsOf<Alias extends string, Row>(alias: Alias, columns: { [C in keyof Row]: RawBuilder<Row[C][]> }) {
  const names = Object.keys(columns) as (string & keyof Row)[];
  const lists = names.map((name) => columns[name]);
  return sql<Row>`unnest(${sql.join(lists)})`.as<Alias>(
    sql`${sql.id(alias)} (${sql.join(names.map((name) => sql.id(name)))})`,
  );
}

/** An instant as ISO text. */
export function isoText(at: Expression<Date>): RawBuilder<string>;
export function isoText(at: Expression<Date | null>): RawBuilder<string | null>;
export function isoText(at: Expression<Date | null>): RawBuilder<string | null> {
  return sql<string | null>`to_char(${at} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
