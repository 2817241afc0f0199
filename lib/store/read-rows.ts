import type { Store } from './database.ts';
import type { Prisma } from './generated/client.ts';

/** Rows of a query that is asked at every letter that somebody types: straight from the pool, which costs the server half as much. */
export async function readRows<Row extends object>(store: Pick<Store, 'pool'>, { text, values }: Prisma.Sql): Promise<Row[]> {
  const { rows } = await store.pool.query<Row>({ text, values });
  return rows;
}
