import type pg from 'pg';
import { codeOf } from '../../kernel/error-facts.ts';
import { begin, endTransaction } from '../database/begin.ts';
import { kysely, type Queryable } from '../database/kysely.ts';
import { now } from '../database/sql-values.ts';

const NOT_ALLOWED = '42501';

/** Throws where the server does not answer. */
export async function answers(on: Queryable): Promise<void> {
  await kysely(on)
    .selectNoFrom((eb) => eb.lit(1).as('one'))
    .execute();
}

/**
 * Throws what PostgreSQL says where nothing can be written now. A table of this session alone, which is rolled back at
 * once, needs room on the disk and a database that takes changes, and nobody waits for it. A role that may not make one
 * is not tried.
 */
export async function tryToWrite(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  let failed: Error | undefined;
  try {
    await begin(client);
    const db = kysely(client);
    await db.schema
      .createTable('write_try')
      .temporary()
      .onCommit('drop')
      .as(db.selectNoFrom(now.as('at')))
      .execute();
    await endTransaction(client, false);
  } catch (error) {
    await endTransaction(client, false).catch((second: Error) => {
      failed = second;
    });
    if (codeOf(error) !== NOT_ALLOWED) throw error;
  } finally {
    client.release(failed);
  }
}
