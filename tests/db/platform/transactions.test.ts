import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fail, ok } from '../../../lib/kernel/result.ts';
import { onBorrowed } from '../../../lib/platform/database/borrowed-connection.ts';
import type { Store } from '../../../lib/platform/database/database.ts';
import { kysely, type Queryable } from '../../../lib/platform/database/kysely.ts';
import { inLongTransaction } from '../../../lib/platform/database/pool-transaction.ts';
import { setForTransaction } from '../../../lib/platform/database/session-settings.ts';
import { transact } from '../../../lib/platform/database/transaction.ts';
import { databaseFault } from '../../../lib/platform/outage/unavailable.ts';
import { freshStore } from '../../support/database.ts';

const LIMIT_MS = 400;

let store: Store;
beforeAll(async () => {
  store = await freshStore();
});
afterAll(() => store.close());

const addContext = (pool: Queryable, name: string) => kysely(pool).insertInto('context').values({ name }).execute();
const contexts = () => kysely(store.pool).selectFrom('context').select('name').execute();
const wait = (pool: Queryable, seconds: number) =>
  kysely(pool).selectNoFrom(sql<string>`pg_sleep(${seconds})::text`.as('slept')).execute();

test.each([
  ['in one statement', (pool: Queryable) => wait(pool, 5)],
  [
    'in many statements',
    async (pool: Queryable) => {
      for (let n = 0; n < 50; n += 1) await wait(pool, 0.1);
    },
  ],
  ['between two statements', () => sleep(5 * LIMIT_MS)],
])('an action that takes too long %s is taken back, and says so', async (_, passTime) => {
  const began = Date.now();
  const error = await transact(store, async ({ pool }) => {
    // A limit that runs is not changed by another one.
    for (const limit of [0, LIMIT_MS]) await setForTransaction(pool, { transaction_timeout: limit });
    await addContext(pool, 'Harbour');
    await passTime(pool);
    return ok(await addContext(pool, 'Bridge'));
  }).catch((thrown: unknown) => thrown);
  expect(databaseFault(error)).toMatchObject({
    kind: 'slow',
    code: '25P04',
    reason: expect.stringContaining('transaction timeout'),
  });
  expect(Date.now() - began).toBeLessThan(4_000);
  expect(await contexts()).toEqual([]);
});

test('an action has a minute, and long work has no limit', async () => {
  const limit = async (on: Queryable) => {
    const setting = sql<string>`current_setting('transaction_timeout')`.as('limit');
    return (await kysely(on).selectNoFrom(setting).executeTakeFirstOrThrow()).limit;
  };
  const read = await transact(store, async ({ pool }) => {
    await addContext(pool, 'Quay');
    return ok(await limit(pool));
  });
  expect(read).toEqual({ ok: true, value: '1min' });
  expect(await inLongTransaction(store, {}, limit)).toBe('0');
  expect(await onBorrowed(store, limit)).toBe('1min');
  expect(await contexts()).toEqual([{ name: 'Quay' }]);
});

test('a refusal takes everything back, and leaves the connection in the pool', async () => {
  const pids: number[] = [];
  const refused = await transact(store, async ({ pool }) => {
    await addContext(pool, 'Mole');
    const { pid } = await kysely(pool).selectNoFrom(sql<number>`pg_backend_pid()`.as('pid')).executeTakeFirstOrThrow();
    pids.push(pid);
    return fail({ code: 'stale-save' });
  });
  expect(refused).toEqual({ ok: false, error: { code: 'stale-save' } });
  expect(await contexts()).toEqual([{ name: 'Quay' }]);
  const { rows } = await store.pool.query('SELECT pid FROM pg_stat_activity WHERE pid = ANY($1)', [pids]);
  expect(rows).toHaveLength(1);
});

test('a setting that the server does not know is left out', async () => {
  await onBorrowed(store, async (client) => {
    await setForTransaction(client, { ...{ timeout_of_tomorrow: 5 }, statement_timeout: 1_000 });
  });
});
