import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import type pg from 'pg';
import type { Prisma } from './generated/client.ts';
import { statementName } from './statement-name.ts';
import type { Tables } from './tables.ts';

/** What Prisma's client offers for statements of our own: the client itself, or one of its transactions. */
type PrismaStatements = Pick<Prisma.TransactionClient, '$queryRawUnsafe' | '$executeRawUnsafe'>;

/** Whatever runs a query: the pool, or one connection. */
export type Queryable = Pick<pg.ClientBase, 'query'>;

/** Where statements can run: on Prisma's client, in one of its transactions, on the pool, or on one connection. */
export type Runner = PrismaStatements | Queryable;

/** Statements that the compiler reads: the types of all tables come from prisma/schema.prisma. */
export type Statements = Kysely<Tables>;

const known = new WeakMap<Runner, Statements>();
const prepared = new WeakMap<Queryable, Statements>();

/**
 * Typed statements on whatever runs them. In a transaction they are part of it, beside Prisma's own. What the pool runs
 * costs the server half as much, so reading that nobody wraps in a transaction goes there.
 */
export function kysely(runner: Runner): Statements {
  return remembered(known, runner, () => ('$queryRawUnsafe' in runner ? throughPrisma(runner) : throughPool(runner)));
}

/**
 * The same, for statements that are asked again and again with other values: PostgreSQL keeps their plans. Where Prisma
 * runs them it does not.
 */
export function keptStatements(runner: Runner): Statements {
  if ('$queryRawUnsafe' in runner) return kysely(runner);
  return remembered(prepared, runner, () => throughPool(runner, statementName));
}

function remembered<K extends object>(cache: WeakMap<K, Statements>, runner: K, make: () => Run): Statements {
  const found = cache.get(runner);
  if (found) return found;
  const made = new Kysely<Tables>({ dialect: dialectOf(make()) });
  cache.set(runner, made);
  return made;
}

type Run = <Row>(query: CompiledQuery) => Promise<QueryResult<Row>>;

function throughPrisma(client: PrismaStatements): Run {
  return async <Row>({ sql, parameters, query }: CompiledQuery): Promise<QueryResult<Row>> => {
    if (returnsRows(query)) return { rows: await client.$queryRawUnsafe<Row[]>(sql, ...parameters) };
    return { rows: [], numAffectedRows: BigInt(await client.$executeRawUnsafe(sql, ...parameters)) };
  };
}

function throughPool(pool: Queryable, nameOf?: (sql: string) => string): Run {
  return async <Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> => {
    const { rows, rowCount } = await pool.query({
      text: sql,
      values: [...parameters],
      ...(nameOf && { name: nameOf(sql) }),
    });
    return { rows: rows as Row[], numAffectedRows: BigInt(rowCount ?? 0) };
  };
}

/** Whether a statement answers with rows; one that only writes answers with how many it wrote. */
function returnsRows(query: CompiledQuery['query']): boolean {
  const writes =
    query.kind === 'InsertQueryNode' || query.kind === 'UpdateQueryNode' || query.kind === 'DeleteQueryNode';
  return !writes || query.returning !== undefined;
}

/** Kysely with connections that somebody else holds: transactions are begun and ended by Prisma alone. */
function dialectOf(run: Run): Dialect {
  const connection: DatabaseConnection = {
    executeQuery: run,
    streamQuery: () => refuse('Read with a cursor in lib/platform/database/pool-transaction.ts.'),
  };
  return {
    createAdapter: () => new PostgresAdapter(),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createDriver: () => ({
      init: async () => undefined,
      acquireConnection: async () => connection,
      beginTransaction: async () =>
        refuse('Begin it with transact or inTransaction in lib/platform/database/transaction.ts.'),
      commitTransaction: async () => undefined,
      rollbackTransaction: async () => undefined,
      releaseConnection: async () => undefined,
      destroy: async () => undefined,
    }),
  };
}

function refuse(instead: string): never {
  throw new Error(`These statements cannot do that. ${instead}`);
}
