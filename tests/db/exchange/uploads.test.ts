import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { POST as uploadByApi } from '../../../app/api/v1/imports/uploads/route.ts';
import { clearAway } from '../../../lib/admin/health/housekeeping.ts';
import { saveUpload } from '../../../lib/exchange/import/actions/save-upload.ts';
import { readUpload, uploadToFile } from '../../../lib/exchange/import/store/uploads.ts';
import type { Actor } from '../../../lib/kernel/permission/actor.ts';
import { sha256 } from '../../../lib/platform/content-hash.ts';
import type { Store } from '../../../lib/platform/database/database.ts';
import { call, read, serveApi, session } from '../../support/api.ts';
import { freshStore, person } from '../../support/database.ts';

const work = mkdtempSync(path.join(tmpdir(), 'dateline-uploads-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));
let store: Store;
let reviewer: Actor;

beforeEach(async () => {
  store = await freshStore();
  reviewer = await person(store, 'reviewer');
});
afterEach(() => store.close());

const MB = 1024 * 1024;
const bytes = Buffer.from(Uint32Array.from({ length: (2.5 * MB) / 4 }, (_, i) => Math.imul(i, 2_654_435_761)).buffer);

/** The bytes in chunks of a size that fits no part. */
async function* inChunks(content: Buffer, size = 70_001): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
}

async function saved(content: Buffer = bytes): Promise<number> {
  const done = await saveUpload(store, reviewer, 'tree.zip', inChunks(content));
  if (!done.ok) throw new Error(done.error.code);
  return done.value.upload;
}

const kept = async () => [await store.prisma.upload.count(), await store.prisma.uploadPart.count()];

describe('an upload', () => {
  test.each([
    ['of several parts', bytes],
    ['of whole parts', bytes.subarray(0, 2 * MB)],
    ['of a byte', bytes.subarray(7, 8)],
  ])('%s comes back as it went in', async (name, content) => {
    const upload = await saved(content);
    expect(await readUpload(store, upload)).toEqual({
      id: upload,
      name: 'tree.zip',
      size: content.length,
      sha256: sha256(content),
    });
    const file = path.join(work, name);
    await uploadToFile(store, upload, file);
    expect(sha256(readFileSync(file))).toBe(sha256(content));
    const { rows } = await store.pool.query('SELECT max(length(bytes)) AS longest FROM upload_part');
    expect(rows[0].longest).toBeLessThanOrEqual(MB);
  });

  test('that is too large, empty or cut off leaves nothing behind', async () => {
    expect(await saveUpload(store, reviewer, 'x', inChunks(bytes), 2 * MB)).toMatchObject({
      ok: false,
      error: { code: 'invalid', fields: [{ field: 'body' }] },
    });
    expect(await saveUpload(store, reviewer, 'x', inChunks(Buffer.alloc(0)))).toMatchObject({
      ok: false,
      error: { code: 'invalid' },
    });
    async function* cutOff(): AsyncGenerator<Uint8Array> {
      yield* inChunks(bytes);
      throw new Error('the line went dead');
    }
    await expect(saveUpload(store, reviewer, 'x', cutOff())).rejects.toThrow('the line went dead');
    expect(await kept()).toEqual([0, 0]);
  });

  test('that has no end is not read to it', async () => {
    let given = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (; given < 50; given += 1) yield bytes.subarray(0, MB);
    }
    expect(await saveUpload(store, reviewer, 'x', endless(), 2 * MB)).toMatchObject({ ok: false });
    expect(given).toBeLessThan(5);
  });

  test('that is not whole yet is nothing that can be read', async () => {
    const upload = await saved();
    await store.pool.query(`UPDATE upload SET sha256 = ''`);
    expect(await readUpload(store, upload)).toBeUndefined();
    await expect(uploadToFile(store, upload, path.join(work, 'unfinished'))).rejects.toThrow('gone');
  });

  test('whose parts were changed is refused', async () => {
    const upload = await saved();
    await store.pool.query('DELETE FROM upload_part WHERE n = 1');
    await expect(uploadToFile(store, upload, path.join(work, 'changed'))).rejects.toThrow('not what was uploaded');
  });

  test('takes the right to import', async () => {
    expect(await saveUpload(store, await person(store, 'editor'), 'x', inChunks(bytes))).toMatchObject({
      ok: false,
      error: { code: 'not-allowed' },
    });
    expect(await kept()).toEqual([0, 0]);
  });
});

test('housekeeping removes uploads a week after their last run, and those that were cut off', async () => {
  const [unused, waiting, fresh, done, broken, young] = [
    await saved(),
    await saved(),
    await saved(),
    await saved(),
    await saved(),
    await saved(),
  ];
  await store.pool.query(`UPDATE upload SET created_at = now() - interval '8 days' WHERE id <> $1`, [young]);
  await store.pool.query(`UPDATE upload SET created_at = now() - interval '25 hours', sha256 = '' WHERE id = $1`, [
    broken,
  ]);
  const run = (upload: number, state: string, ended: string | null) =>
    store.pool.query(
      `INSERT INTO archive_run (kind, cause, upload_id, state, ended_at)
        VALUES ('import', 'hand', $1, $2::run_state, now() - $3::interval)`,
      [upload, state, ended],
    );
  await run(waiting, 'waiting', null);
  await run(fresh, 'done', '8 days');
  await run(fresh, 'done', '2 days');
  await run(done, 'done', '8 days');
  expect((await clearAway(store)).uploads).toBe(3);
  const left = await store.prisma.upload.findMany({ select: { id: true }, orderBy: { id: 'asc' } });
  expect(left.map((one) => one.id)).toEqual([waiting, fresh, young].sort((a, b) => a - b));
  expect([unused, done, broken]).not.toContain(left[0]?.id);
  expect((await clearAway(store)).uploads).toBe(0);
});

describe('over the API', () => {
  const send = async (raw: Buffer, headers: Record<string, string>, query = '?name=tree.zip') =>
    call(uploadByApi, {
      path: `/api/v1/imports/uploads${query}`,
      raw: new Uint8Array(raw),
      headers: { 'content-type': 'application/zip', ...headers },
    });

  test('the body is the file itself', async () => {
    serveApi(store);
    const answer = await send(bytes, await session(store, reviewer));
    expect(answer.status).toBe(201);
    const { upload } = await read<{ upload: number }>(answer);
    expect(await readUpload(store, upload)).toMatchObject({ name: 'tree.zip', sha256: sha256(bytes) });
  });

  test('rights, origin, type, name and length are checked before a byte is kept', async () => {
    serveApi(store);
    const mine = await session(store, reviewer);
    const statuses = [
      await send(bytes, {}),
      await send(bytes, await session(store, await person(store, 'editor'))),
      await send(bytes, { ...mine, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }),
      await send(bytes, { ...mine, 'content-type': 'text/html' }),
      await send(bytes, mine, ''),
      await send(bytes, mine, '?name=a%0Ab'),
      await send(bytes, { ...mine, 'content-length': String(3 * 1024 ** 3) }),
      await send(Buffer.alloc(0), mine),
    ];
    expect(statuses.map((answer) => answer.status)).toEqual([401, 403, 403, 415, 400, 400, 413, 422]);
    expect(await kept()).toEqual([0, 0]);
  });
});
