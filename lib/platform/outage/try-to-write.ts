import type pg from 'pg';

const NOT_ALLOWED = '42501';

/**
 * Throws what PostgreSQL says where nothing can be written now. A table of this session alone, which is taken back at
 * once, needs room on the disk and a database that takes changes, and nobody waits for it. A role that may not make one
 * is not tried.
 */
export async function tryToWrite(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  let failed: Error | undefined;
  try {
    await client.query(
      'BEGIN; CREATE TEMPORARY TABLE write_try (at timestamptz) ON COMMIT DROP; INSERT INTO write_try VALUES (now()); ROLLBACK',
    );
  } catch (error) {
    await client.query('ROLLBACK').catch((second: Error) => {
      failed = second;
    });
    if ((error as { code?: string }).code !== NOT_ALLOWED) throw error;
  } finally {
    client.release(failed);
  }
}
