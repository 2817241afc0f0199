import { expect, test } from 'vitest';
import { clearAway } from '../../../lib/admin/health/housekeeping.ts';
import { enqueue, isQueued } from '../../../lib/platform/jobs/job-queue.ts';
import { loadSampleJob } from '../../../lib/worker/load-sample.ts';
import { freshStore, person } from '../../support/database.ts';

test('a job that waits already is not queued twice, also by two who ask at once', async () => {
  const store = await freshStore();
  const admin = await person(store, 'admin');
  await Promise.all([
    enqueue(store, 'load-sample', { person: admin.person }),
    enqueue(store, 'load-sample', { person: admin.person }),
  ]);
  await enqueue(store, 'load-sample', { person: admin.person });
  const { rows } = await store.pool.query('SELECT name, data FROM pgboss.job');
  expect(rows).toEqual([{ name: 'load-sample', data: { person: admin.person } }]);
  await store.close();
});

test('a job is queued until it is done, also while it runs or is about to be tried again', async () => {
  const store = await freshStore();
  const admin = await person(store, 'admin');
  expect(await isQueued(store, 'load-sample')).toBe(false);
  await enqueue(store, 'load-sample', { person: admin.person });
  for (const [state, queued] of [
    ['created', true],
    ['active', true],
    ['retry', true],
    ['completed', false],
    ['failed', false],
  ] as const) {
    await store.pool.query('UPDATE pgboss.job SET state = $1', [state]);
    expect([state, await isQueued(store, 'load-sample')]).toEqual([state, queued]);
  }
  await store.close();
});

test('whoever lost the right since they asked loads nothing', async () => {
  const store = await freshStore();
  const admin = await person(store, 'admin');
  await store.pool.query("UPDATE person SET role = 'editor' WHERE id = $1", [admin.person]);
  expect(await loadSampleJob(store, { person: admin.person })).toHaveProperty('refused');
  await store.pool.query("UPDATE person SET role = 'admin', disabled_at = now() WHERE id = $1", [admin.person]);
  expect(await loadSampleJob(store, { person: admin.person })).toHaveProperty('refused');
  expect((await store.pool.query('SELECT count(*)::int AS n FROM entry')).rows).toEqual([{ n: 0 }]);
  await store.close();
});

test('housekeeping clears what is over and nothing else, and again nothing', async () => {
  const store = await freshStore();
  await store.pool.query(
    "INSERT INTO rate_limit (key, points, expire) VALUES ('old', 1, now() AT TIME ZONE 'UTC' - interval '1 " +
      "minute'), ('live', 1, now() AT TIME ZONE 'UTC' + interval '1 minute')",
  );
  await store.pool.query(
    "INSERT INTO setup_link (secret_hash, created_at, used_at) VALUES ('dead', now() - interval '8 days', NULL), " +
      "('used', now() - interval '9 days', now() - interval '8 days'), ('live', now(), NULL)",
  );
  expect(await clearAway(store)).toMatchObject({ throttles: 1, links: 2, uploads: 0 });
  expect(await clearAway(store)).toMatchObject({ throttles: 0, links: 0, uploads: 0 });
  expect(
    (await store.pool.query('SELECT key FROM rate_limit UNION ALL SELECT secret_hash FROM setup_link')).rows,
  ).toEqual([{ key: 'live' }, { key: 'live' }]);
  await store.close();
});
