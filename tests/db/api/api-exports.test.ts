import { readdirSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GET as listChanges } from '../../../app/api/v1/changes/route.ts';
import { POST as applyPlan } from '../../../app/api/v1/exports/[id]/apply/route.ts';
import { POST as cancelExport } from '../../../app/api/v1/exports/[id]/cancel/route.ts';
import { GET as readDiff } from '../../../app/api/v1/exports/[id]/diff/route.ts';
import { GET as listFiles } from '../../../app/api/v1/exports/[id]/files/route.ts';
import { POST as retryExport } from '../../../app/api/v1/exports/[id]/retry/route.ts';
import { GET as readExport } from '../../../app/api/v1/exports/[id]/route.ts';
import { GET as downloadArchive } from '../../../app/api/v1/exports/archive/route.ts';
import { GET as listExports, POST as startExport } from '../../../app/api/v1/exports/route.ts';
import { POST as removeTarget } from '../../../app/api/v1/exports/targets/[id]/remove/route.ts';
import { PATCH as changeTarget } from '../../../app/api/v1/exports/targets/[id]/route.ts';
import { POST as createTarget, GET as listTargets } from '../../../app/api/v1/exports/targets/route.ts';
import { POST as cancelImport } from '../../../app/api/v1/imports/[id]/cancel/route.ts';
import { GET as readImport } from '../../../app/api/v1/imports/[id]/route.ts';
import { GET as listImports, POST as startImport } from '../../../app/api/v1/imports/route.ts';
import { GET as readSchema } from '../../../app/api/v1/schemas/[name]/route.ts';
import { GET as listDeliveries } from '../../../app/api/v1/webhooks/[id]/deliveries/route.ts';
import { POST as removeWebhook } from '../../../app/api/v1/webhooks/[id]/remove/route.ts';
import { POST as addWebhook, GET as listWebhooks } from '../../../app/api/v1/webhooks/route.ts';
import { ROUTES } from '../../../lib/api/routes.ts';
import { saveUpload } from '../../../lib/exchange/import/actions/save-upload.ts';
import { carryOut } from '../../../lib/exchange/runs/carry-out-run.ts';
import type { FollowedRun, RunFilesPage, RunView } from '../../../lib/exchange/runs/runs.ts';
import type { Actor } from '../../../lib/kernel/permission/actor.ts';
import type { Scope } from '../../../lib/kernel/permission/role.ts';
import { createToken } from '../../../lib/people/actions/manage-tokens.ts';
import type { Store } from '../../../lib/platform/database/database.ts';
import { claimRun } from '../../../lib/runs/store/run-claims.ts';
import { call, read, serveApi, session } from '../../support/api.ts';
import { freshStore, person } from '../../support/database.ts';
import { done, publishedEntry } from '../../support/newsroom.ts';
import { publishSynthetic, scratch } from '../../support/runs.ts';

const work = scratch('api-exports');
type Headers = Record<string, string>;

let store: Store;
let admin: Actor;
let reviewer: Actor;
let editor: Actor;
let as: { admin: Headers; reviewer: Headers; editor: Headers };
beforeAll(async () => {
  store = await freshStore();
  serveApi(store);
  [admin, reviewer, editor] = [
    await person(store, 'admin'),
    await person(store, 'reviewer'),
    await person(store, 'editor'),
  ];
  as = {
    admin: await session(store, admin),
    reviewer: await session(store, reviewer),
    editor: await session(store, editor),
  };
  await publishedEntry(store, editor, reviewer, 'A bridge opens');
});
afterAll(async () => {
  await store.close();
  work.clear();
});

async function bearer(who: Actor, scopes: Scope[]): Promise<Headers> {
  const { email } = await store.prisma.person.findUniqueOrThrow({ where: { id: who.person } });
  return { authorization: `Bearer ${done(await createToken(store, 'system', { email, scopes })).secret}` };
}

async function newTarget(name: string): Promise<number> {
  const made = await call(createTarget, {
    body: { name, kind: 'folder', place: name, settings: {} },
    headers: as.admin,
  });
  expect(made.status).toBe(201);
  return (await read<{ id: number }>(made)).id;
}

async function carried(run: number): Promise<void> {
  const claim = await claimRun(store, { worker: 'w', leaseMs: 20_000, run });
  if (claim)
    await carryOut(
      { store, worker: 'w', leaseMs: 20_000, home: work.folder, exportRoot: path.join(work.folder, 'trees') },
      claim,
    );
}

const at = (run: number) => ({ params: { id: String(run) }, method: 'GET' });

describe('targets', () => {
  it('are added, listed, changed with If-Match and removed', async () => {
    const id = await newTarget('readers');
    const listed = await read<{ items: { id: number; version: number }[] }>(
      await call(listTargets, { method: 'GET', headers: as.reviewer }),
    );
    expect(listed.items).toMatchObject([
      {
        id,
        name: 'readers',
        kind: 'folder',
        settings: { edition: '2017', formats: ['md'] },
        version: 1,
        lastRun: null,
      },
    ]);
    const change = (match: Headers, body: object = { onApproval: true, debounceSeconds: 5 }) =>
      call(changeTarget, { method: 'PATCH', params: { id: String(id) }, body, headers: { ...as.admin, ...match } });
    expect((await change({})).status).toBe(428);
    expect((await change({ 'if-match': '1' })).status).toBe(400);
    const changed = await change({ 'if-match': '"1"' });
    expect([changed.status, changed.headers.get('etag'), await read(changed)]).toEqual([
      200,
      '"2"',
      { id, version: 2 },
    ]);
    const stale = await change({ 'if-match': '"1"' });
    expect([stale.status, (await read(stale)).code]).toEqual([409, 'stale-target']);
    const wrong = await change({ 'if-match': '"2"' }, { place: '../out' });
    expect([wrong.status, (await read(wrong)).fields[0]?.field]).toEqual([422, 'place']);
    expect((await change({ 'if-match': '"2"' }, { held: {} })).status).toBe(400);
    expect((await call(removeTarget, { params: { id: String(id) }, headers: as.admin })).status).toBe(200);
    expect((await call(removeTarget, { params: { id: String(id) }, headers: as.admin })).status).toBe(404);
  });

  it.each([
    ['a remote that runs a program', { kind: 'git', place: 'ext::sh -c id' }, 'place'],
    ['a folder above', { place: '../x' }, 'place'],
    ['a status', { state: 'done' }, 'state'],
    ['a fence', { fence: 9 }, 'fence'],
    ['an object for a name', { name: {} }, 'name'],
  ])('%s is 400 and names its field', async (_, fields, field) => {
    const answer = await call(createTarget, {
      body: { name: 'x', kind: 'folder', place: 'x', settings: {}, ...fields },
      headers: as.admin,
    });
    expect([answer.status, (await read(answer)).fields.map((one) => one.field)]).toEqual([
      400,
      expect.arrayContaining([field]),
    ]);
  });
});

describe('exports', () => {
  it('start with 202, are followed, planned, applied, and shown file by file', async () => {
    const target = await newTarget('site');
    const started = await call(startExport, { body: { target, plan: true }, headers: as.reviewer });
    expect(started.status).toBe(202);
    const { run } = await read<{ run: number }>(started);
    expect(await read<FollowedRun>(await call(readExport, { ...at(run), headers: as.reviewer }))).toMatchObject({
      id: run,
      state: 'waiting',
      options: { plan: true },
      log: [],
    });
    await carried(run);
    expect(await read<FollowedRun>(await call(readExport, { ...at(run), headers: as.reviewer }))).toMatchObject({
      state: 'done',
      report: { plan: true },
    });
    const files = await read<RunFilesPage>(
      await call(listFiles, { ...at(run), path: '/api/v1/x?outcome=added&q=bridge', headers: as.reviewer }),
    );
    expect(files.items.map((file) => file.path)).toEqual(['news/2031/05/6/a-bridge-opens.md']);
    const diff = (file: string) =>
      call(readDiff, { ...at(run), path: `/api/v1/x?path=${encodeURIComponent(file)}`, headers: as.reviewer });
    expect(await read(await diff('news/2031/05/6/a-bridge-opens.md'))).toEqual({
      path: 'news/2031/05/6/a-bridge-opens.md',
      before: null,
      after: expect.stringContaining('A bridge opens'),
    });
    for (const file of ['../../etc/passwd', '/etc/passwd', 'nothing.md']) expect((await diff(file)).status).toBe(404);
    const applied = await call(applyPlan, { params: { id: String(run) }, headers: as.reviewer });
    expect(applied.status).toBe(202);
    await carried((await read<{ run: number }>(applied)).run);
    const { items } = await read<{ items: RunView[] }>(
      await call(listExports, {
        method: 'GET',
        path: `/api/v1/exports?target=${target}&limit=1`,
        headers: as.reviewer,
      }),
    );
    expect(items).toMatchObject([{ state: 'done', options: {}, target: { name: 'site' } }]);
    expect((await call(cancelExport, { params: { id: String(run) }, headers: as.reviewer })).status).toBe(409);
    expect((await call(retryExport, { params: { id: String(run) }, headers: as.reviewer })).status).toBe(409);
    expect((await call(readImport, { ...at(run), headers: as.reviewer })).status).toBe(404);
    expect((await call(cancelImport, { params: { id: String(run) }, headers: as.reviewer })).status).toBe(404);
  });

  it('are the same run for the same Idempotency-Key, and refused for another request', async () => {
    const target = await newTarget('keyed');
    const start = (body: object, key: string) =>
      call(startExport, { body, headers: { ...as.reviewer, 'idempotency-key': key } });
    const answers = await Promise.all(Array.from({ length: 4 }, () => start({ target }, 'a-key')));
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202]);
    expect(
      new Set(await Promise.all(answers.map(async (answer) => (await read<{ run: number }>(answer)).run))).size,
    ).toBe(1);
    const other = await start({ target, full: true }, 'a-key');
    expect([other.status, (await read(other)).code]).toEqual([422, 'key-reused']);
    for (const key of ['', 'a b', 'x'.repeat(201)]) expect((await start({ target }, key)).status).toBe(400);
  });

  it('are for reviewers and for tokens of that scope', async () => {
    const target = await newTarget('scoped');
    const start = async (headers: Headers) => (await call(startExport, { body: { target }, headers })).status;
    expect(await start(as.editor)).toBe(403);
    expect(await start(await bearer(reviewer, ['export']))).toBe(202);
    expect(await start(await bearer(reviewer, ['archive:read', 'import']))).toBe(403);
    expect(await start(await bearer(editor, ['export']))).toBe(403);
    const exporting = await bearer(admin, ['export']);
    expect(
      (await call(createTarget, { body: { name: 'y', kind: 'folder', place: 'y', settings: {} }, headers: exporting }))
        .status,
    ).toBe(403);
    expect((await call(listWebhooks, { method: 'GET', headers: exporting })).status).toBe(403);
    const fromToken = await read<{ items: RunView[] }>(
      await call(listExports, { method: 'GET', path: `/api/v1/x?target=${target}`, headers: exporting }),
    );
    expect(fromToken.items).toMatchObject([{ cause: 'api' }]);
  });

  it.each(['?target=x', '?cursor=0', '?limit=1000', '?page=2'])('the query %s is 400', async (query) => {
    expect(
      (await call(listExports, { method: 'GET', path: `/api/v1/exports${query}`, headers: as.admin })).status,
    ).toBe(400);
  });
});

describe('the archive as one file', () => {
  it.each([
    ['zip', 'application/zip', 'PK'],
    ['tar.gz', 'application/gzip', '\u001f'],
  ])('comes as %s while it is made', async (format, type, begins) => {
    const answer = await call(downloadArchive, {
      method: 'GET',
      path: `/api/v1/x?format=${format}`,
      headers: as.reviewer,
    });
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('content-disposition')]).toEqual([
      200,
      type,
      `attachment; filename="archive.${format}"`,
    ]);
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.toString('latin1').startsWith(begins)).toBe(true);
    expect(bytes.length).toBeGreaterThan(300);
  });

  it('ends when its reader goes away, and is never made ahead of it', async () => {
    await publishSynthetic(store, admin, 2_500, work.folder);
    const open = async () =>
      (
        await store.pool.query(
          `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database()
            AND state = 'idle in transaction'`,
        )
      ).rows[0].n;
    const answer = await call(downloadArchive, { method: 'GET', path: '/api/v1/x', headers: as.reviewer });
    const reader = answer.body?.getReader();
    await reader?.read();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(await open()).toBe(1);
    await reader?.cancel();
    await expect.poll(open, { timeout: 5_000 }).toBe(0);
  });

  it('is not for everyone, and of no other format', async () => {
    expect((await call(downloadArchive, { method: 'GET', headers: as.editor })).status).toBe(403);
    expect(
      (await call(downloadArchive, { method: 'GET', path: '/api/v1/x?format=rar', headers: as.reviewer })).status,
    ).toBe(400);
    expect(
      (await call(downloadArchive, { method: 'GET', path: '/api/v1/x?formats=pdf', headers: as.reviewer })).status,
    ).toBe(400);
  });
});

describe('the feed of changes', () => {
  it('is read on from a position, without gaps', async () => {
    await publishedEntry(store, editor, reviewer, 'A ferry sinks');
    const reading = await bearer(editor, ['archive:read']);
    const seen: number[] = [];
    let after = 0;
    for (let next: string | null = '0'; next !== null; ) {
      const page: { items: { position: number; path: string }[]; next: string | null; position: number } = await read(
        await call(listChanges, { method: 'GET', path: `/api/v1/changes?after=${next}&limit=1`, headers: reading }),
      );
      seen.push(...page.items.map(({ position }) => position));
      [next, after] = [page.next, page.position];
    }
    expect(seen).toEqual(seen.map((_, n) => n + 1));
    const { rows } = await store.pool.query('SELECT position FROM archive_state');
    expect(seen.at(-1)).toBe(rows[0].position);
    expect(
      await read(await call(listChanges, { method: 'GET', path: `/api/v1/changes?after=${after}`, headers: reading })),
    ).toEqual({ items: [], next: null, position: after });
    for (const query of ['?after=-1', '?after=x', '?limit=1001', '?after=99999999999'])
      expect(
        (await call(listChanges, { method: 'GET', path: `/api/v1/changes${query}`, headers: reading })).status,
      ).toBe(400);
  });

  it('and the pages have schemas', async () => {
    const schema = await call(readSchema, { method: 'GET', params: { name: 'changes.json' } });
    expect([schema.status, schema.headers.get('content-type')]).toEqual([200, 'application/schema+json']);
    for (const name of ['nothing', '__proto__', 'constructor'])
      expect((await call(readSchema, { method: 'GET', params: { name }, headers: as.editor })).status).toBe(404);
  });
});

describe('webhooks', () => {
  it('show their secret once, and to admins alone', async () => {
    const body = { url: 'https://hooks.example/dateline', topics: ['run.failed', 'archive.changed'] };
    expect((await call(addWebhook, { body, headers: as.reviewer })).status).toBe(403);
    const made = await call(addWebhook, { body, headers: as.admin });
    expect(made.status).toBe(201);
    const { id, secret } = await read<{ id: number; secret: string }>(made);
    expect(secret).toMatch(/^dlw_[\w-]{43}$/);
    const listed = await call(listWebhooks, { method: 'GET', headers: as.admin });
    expect(await listed.clone().text()).not.toContain(secret);
    expect(await read(listed)).toMatchObject({ items: [{ id, url: body.url, topics: body.topics, waiting: 0 }] });
    const deliveries = await call(listDeliveries, { ...at(id), headers: as.admin });
    expect([deliveries.status, (await deliveries.clone().text()).includes(secret), await read(deliveries)]).toEqual([
      200,
      false,
      { items: [], next: null },
    ]);
    expect((await call(listDeliveries, { ...at(999), headers: as.admin })).status).toBe(404);
    for (const bad of [
      { ...body, url: 'ftp://x' },
      { ...body, topics: ['everything'] },
      { ...body, secret: 'mine' },
    ])
      expect((await call(addWebhook, { body: bad, headers: as.admin })).status).toBe(400);
    expect((await call(removeWebhook, { params: { id: String(id) }, headers: as.admin })).status).toBe(200);
    expect(await read(await call(listWebhooks, { method: 'GET', headers: as.admin }))).toEqual({ items: [] });
  });
});

describe('imports', () => {
  it('start with 202 from an upload, and are followed', async () => {
    const line = `${JSON.stringify({ date: '2031-07-01', headline: 'A lock is built', contexts: [], sources: [] })}\n`;
    const { upload } = done(await saveUpload(store, reviewer, 'events.jsonl', Readable.from([Buffer.from(line)])));
    const start = (body: object, headers: Headers) => call(startImport, { body, headers });
    expect((await start({ upload }, as.editor)).status).toBe(403);
    expect((await start({ upload, publish: true }, as.reviewer)).status).toBe(403);
    expect((await start({ upload: 999 }, as.reviewer)).status).toBe(404);
    expect((await start({ upload, person: 1 }, as.reviewer)).status).toBe(400);
    const started = await start({ upload, dryRun: true }, { ...as.reviewer, 'idempotency-key': 'import-1' });
    expect(started.status).toBe(202);
    const { run } = await read<{ run: number }>(started);
    expect((await start({ upload, dryRun: false }, { ...as.reviewer, 'idempotency-key': 'import-1' })).status).toBe(
      422,
    );
    await carried(run);
    expect(await read<FollowedRun>(await call(readImport, { ...at(run), headers: as.reviewer }))).toMatchObject({
      state: 'done',
      kind: 'import',
      report: { dryRun: true, entries: { created: 1 } },
    });
    expect(
      await read(await call(listImports, { method: 'GET', headers: await bearer(reviewer, ['import']) })),
    ).toMatchObject({
      items: [{ id: run, upload: { id: upload, name: 'events.jsonl' } }],
    });
    expect((await call(readExport, { ...at(run), headers: as.reviewer })).status).toBe(404);
  });
});

it('what is in use has a row, and every row of exports and imports a handler', () => {
  const files = ['exports', 'imports', 'webhooks', 'changes', 'schemas'].flatMap((folder) =>
    readdirSync(path.resolve('app/api/v1', folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => path.basename(file) === 'route.ts')
      .map((file) =>
        `/${path.posix.join(folder, path.dirname(file))}`
          .replaceAll('[', '{')
          .replaceAll(']', '}')
          .replace(/\/\.$/, ''),
      ),
  );
  const rows = Object.values(ROUTES).map((row) => row.path as string);
  for (const file of files) expect(rows).toContain(file);
});
