import {
  type Expression,
  type ExpressionBuilder,
  expressionBuilder,
  type Insertable,
  type InsertQueryBuilder,
  type InsertResult,
  isExpression,
  type QueryCreator,
  type SelectQueryBuilder,
  sql,
} from 'kysely';
import type { Tables } from './tables.ts';

/** What the columns of a new row hold: values, or what is read of the row that it comes from. */
type NewRow<Table extends keyof Tables> = {
  [C in keyof Insertable<Tables[Table]>]:
    | Insertable<Tables[Table]>[C]
    | Expression<Exclude<Insertable<Tables[Table]>[C], undefined>>;
};

/** `INSERT INTO table SELECT … FROM source`: a new row for each one there, its columns as the table has them. */
export function insertFrom<DB extends Tables, Source, From extends keyof Source, Table extends keyof Tables & string>(
  db: QueryCreator<DB>,
  table: Table,
  source: (eb: ExpressionBuilder<DB, never>) => SelectQueryBuilder<Source, From, object>,
  rowFor: (eb: ExpressionBuilder<Source, From>) => NewRow<NoInfer<Table>>,
): InsertQueryBuilder<DB, Table, InsertResult> {
  const columns = Object.entries<unknown>(rowFor(expressionBuilder<Source, From>()));
  const values = columns.map(([column, value]) => sql`${isExpression(value) ? value : sql.val(value)}`.as(column));
  return db
    .insertInto(table)
    .columns(columns.map(([column]) => column as keyof DB[Table] & string))
    .expression(source(expressionBuilder<DB, never>()).select(values));
}
