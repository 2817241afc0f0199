import { type Expression, type RawBuilder, sql } from 'kysely';
import { literal } from '../../platform/database/sql-values.ts';
import type { AuditEventType, AuditPayload } from '../events.ts';

/** What is said in the details of an audit event, by its type. */
type Detail<Type extends AuditEventType> = keyof AuditPayload<Type> & string;

/** Whether an audit event is one of these, by its type. */
export function isOneOf(
  type: Expression<string>,
  ...types: [AuditEventType, ...AuditEventType[]]
): RawBuilder<boolean> {
  return sql<boolean>`${type} IN (${sql.join(types.map((type) => literal(type)))})`;
}

/** A number in the details of an event of this type. */
export function numberIn<Type extends AuditEventType, Name extends Detail<Type>>(
  detail: Expression<unknown>,
  _type: Type,
  name: Name,
): RawBuilder<Extract<AuditPayload<Type>[Name], number> | null> {
  return sql`(${detail} ->> ${sql.lit(name)})::int`;
}

/** The same of whatever it is, as JSON. */
export function jsonIn<Type extends AuditEventType, Name extends Detail<Type>>(
  detail: Expression<unknown>,
  _type: Type,
  name: Name,
): RawBuilder<Exclude<AuditPayload<Type>[Name], undefined> | null> {
  return sql`${detail} -> ${sql.lit(name)}`;
}

/** Numbers of a list in JSON, as rows. */
export function numbersIn<T extends number>(numbers: Expression<T[] | null>): RawBuilder<T> {
  return sql<T>`jsonb_array_elements_text(${numbers})::int`;
}

/** One of the numbers of a list in JSON, for `eb('id', '=', …)`. */
export function anyNumberIn<T extends number>(numbers: Expression<T[] | null>): RawBuilder<T> {
  return sql<T>`any(array(SELECT ${numbersIn(numbers)}))`;
}
