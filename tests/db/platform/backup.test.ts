import { mkdtempSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { restoreArchive } from '../../../lib/admin/backup/restore-archive.ts';
import { dismissContextPair } from '../../../lib/editorial/contexts/actions/dismiss-context-pair.ts';
import { createEntry } from '../../../lib/editorial/entries/actions/save-entry.ts';
import { loadSample } from '../../../lib/exchange/sample/load-sample.ts';
import type { Day } from '../../../lib/kernel/day.ts';
import type { ContextId } from '../../../lib/kernel/ids.ts';
import { backupTo } from '../../../lib/platform/backup/backup.ts';
import type { Store } from '../../../lib/platform/database/database.ts';
import { freshStore, person } from '../../support/database.ts';
import { changeContext, mergeContexts } from '../../support/vocabulary.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'dateline-backup-'));
const SENTENCE = 'Tab\tback\\slash “quotes” — \\. and \\N';

async function filled(): Promise<{ store: Store; file: string }> {
  const store = await freshStore();
  const admin = await person(store, 'admin');
  await loadSample(store, admin);
  const [one, two, three] = await store.prisma.context.findMany({ orderBy: { id: 'asc' }, take: 3 });
  const [a, b, c] = [one?.id, two?.id, three?.id] as [ContextId, ContextId, ContextId];
  expect(
    await changeContext(store, admin, a, {
      version: 1,
      name: 'Another name',
      addAliases: ['A third one'],
      despite: true,
    }),
  ).toMatchObject({ ok: true });
  expect(await mergeContexts(store, admin, b, { into: c, version: 1, intoVersion: 1 })).toMatchObject({ ok: true });
  expect(await dismissContextPair(store, admin, a, c)).toMatchObject({ ok: true });
  await createEntry(store, admin, {
    day: '2024-03-20' as Day,
    topic: '',
    headline: SENTENCE,
    summary: '',
    sources: [],
    contexts: [],
    related: [],
  });
  const file = path.join(folder, `${Math.random()}.backup`);
  expect(await backupTo(store, file)).toMatchObject({ ok: true });
  return { store, file };
}

const dump = async (store: Store) =>
  Object.fromEntries(
    await Promise.all(
      [
        'person',
        'context',
        'context_alias',
        'context_naming',
        'dismissed_context_pair',
        'archive_change',
        'entry',
        'revision',
        'proposal',
        'publication',
        'day',
        'day_order',
        'audit_event',
        'archive_state',
      ].map(async (table) => [
        table,
        (await store.pool.query(`SELECT to_jsonb(t) AS row FROM ${table} t ORDER BY to_jsonb(t)::text`)).rows,
      ]),
    ),
  );

test('a backup brings every row back, and the archive goes on from there', async () => {
  const { store, file } = await filled();
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const restored = await freshStore();
  expect(await restoreArchive(restored, file)).toMatchObject({ ok: true, value: { tables: { archive_state: 1 } } });
  expect(await dump(restored)).toEqual(await dump(store));
  const editor = await person(restored, 'editor');
  expect(
    await createEntry(restored, editor, {
      day: '2024-03-21' as Day,
      topic: '',
      headline: 'After the restore',
      summary: '',
      sources: [],
      contexts: [],
      related: [],
    }),
  ).toMatchObject({ ok: true });
  await expect(restored.pool.query('DELETE FROM revision')).rejects.toThrow('immutable');
  const keys = "SELECT conname, condeferrable, condeferred FROM pg_constraint WHERE contype = 'f' ORDER BY 1";
  expect((await restored.pool.query(keys)).rows).toEqual((await store.pool.query(keys)).rows);
  await store.close();
  await restored.close();
});

test('a backup never replaces a file, and a restore never overwrites', async () => {
  const { store, file } = await filled();
  expect(await backupTo(store, file)).toMatchObject({
    ok: false,
    error: { problem: expect.stringContaining('already exists') },
  });
  const before = await dump(store);
  expect(await restoreArchive(store, file)).toMatchObject({
    ok: false,
    error: { problem: expect.stringContaining('not empty') },
  });
  expect(await dump(store)).toEqual(before);
  await store.close();
});

test('a file that is cut off, bent or foreign restores nothing', async () => {
  const { store, file } = await filled();
  await store.close();
  const cut = path.join(folder, 'cut');
  writeFileSync(cut, readFileSync(file));
  truncateSync(cut, Math.floor(statSync(file).size / 2));
  const text = gunzipSync(readFileSync(file)).toString('utf8');
  const bent = path.join(folder, 'bent');
  writeFileSync(bent, gzipSync(text.replace('raises', 'razes').replace('Verland votes', 'Verland naps!')));
  const endless = path.join(folder, 'endless');
  writeFileSync(endless, gzipSync(text.replace('{"end":true}\n', '')));
  const foreign = path.join(folder, 'foreign');
  writeFileSync(foreign, 'not a backup');
  const empty = await freshStore();
  for (const [bad, said] of [
    [cut, 'cut off'],
    [bent, 'differ from those written'],
    [endless, 'cut off'],
    [foreign, 'cut off'],
    [path.join(folder, 'absent'), 'not a file'],
  ] as const) {
    expect(await restoreArchive(empty, bad), bad).toMatchObject({
      ok: false,
      error: { problem: expect.stringContaining(said) },
    });
  }
  expect((await empty.pool.query('SELECT count(*)::int AS n FROM person')).rows).toEqual([{ n: 0 }]);
  expect((await empty.pool.query('SELECT count(*)::int AS n FROM archive_state')).rows).toEqual([{ n: 1 }]);
  await empty.close();
});

test('a backup of another version is refused by what it is: from before 1.0, or newer', async () => {
  const { store, file } = await filled();
  await store.close();
  const [head = '', ...rows] = gunzipSync(readFileSync(file)).toString('utf8').split('\n');
  const empty = await freshStore();
  for (const [migration, problem, remedy] of [
    ['20261122000000_tables', 'from a Dateline before 1.0 (20261122000000_tables)', 'import that export here'],
    [
      '20991122000000_future',
      'of another version of the database (20991122000000_future',
      'with the Dateline version that created it',
    ],
  ] as const) {
    const other = path.join(folder, migration);
    writeFileSync(
      other,
      gzipSync([JSON.stringify({ ...JSON.parse(head), migrations: [migration] }), ...rows].join('\n')),
    );
    expect(await restoreArchive(empty, other)).toMatchObject({
      ok: false,
      error: { problem: expect.stringContaining(problem), remedy: expect.stringContaining(remedy) },
    });
  }
  expect((await empty.pool.query('SELECT count(*)::int AS n FROM person')).rows).toEqual([{ n: 0 }]);
  await empty.close();
});
