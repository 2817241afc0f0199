import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { POST as putEntry } from '../../../app/api/v1/entries/route.ts';
import { GET as listEntries } from '../../../app/api/v1/entries/titles/route.ts';
import { GET as health } from '../../../app/api/v1/health/route.ts';
import { log } from '../../../app/log.ts';
import { openStore, type Store } from '../../../lib/platform/database/database.ts';
import type { OutageLog } from '../../../lib/platform/outage/outage.ts';
import { databaseFault } from '../../../lib/platform/outage/unavailable.ts';
import { call, read, serveApi, session } from '../../support/api.ts';
import { freshStore, person } from '../../support/database.ts';
import { until } from '../../support/runs.ts';

const FIELDS = {
  day: '2031-05-06',
  topic: '',
  headline: 'The harbour bridge opens',
  summary: '',
  sources: [],
  contexts: [],
  related: [],
};

/** Long enough for every loop of the worker to fail several times. */
const AWAY_MS = process.env['DATELINE_LONG'] ? 90_000 : 12_000;

let store: Store;
let headers: Record<string, string>;
beforeAll(async () => {
  store = await freshStore();
  serveApi(store);
  headers = await session(store, await person(store, 'editor'));
});
afterAll(() => store.close());

const save = () => call(putEntry, { body: FIELDS, headers });
const told = async (answer: Response) => ({
  ...(await read(answer)),
  status: answer.status,
  again: answer.headers.get('retry-after'),
});

/** The same database for a role of its own that is set up in this way. */
async function asRole(...setUp: ((role: string) => string)[]): Promise<Store> {
  const role = `role_${randomUUID().slice(0, 8)}`;
  await store.pool.query(`CREATE ROLE ${role} LOGIN PASSWORD 'x' IN ROLE pg_read_all_data, pg_write_all_data`);
  for (const each of setUp) await store.pool.query(each(role));
  const url = new URL(store.url);
  url.username = role;
  url.password = 'x';
  return openStore(url.href);
}

function listened(): { log: OutageLog; lines: string[] } {
  const lines: string[] = [];
  const heard: OutageLog = {
    gone: ({ kind, code, reason }) => lines.push(`gone ${kind} ${code} ${reason}`),
    back: () => lines.push('back'),
    slow: () => lines.push('slow'),
  };
  return { log: heard, lines };
}

describe('what PostgreSQL raises while something is saved', () => {
  test.each([
    [
      '53100',
      'could not extend file "base/1/2": No space left on device',
      'database-full',
      'The database disk is full',
    ],
    ['53200', 'out of memory: no room for 65536 bytes', 'database-memory', 'not have enough memory'],
    ['53300', 'sorry, too many clients already', 'database-connections', 'no more connections'],
    ['25006', 'cannot execute INSERT in a read-only transaction', 'database-read-only', 'is read-only'],
    ['57P03', 'the database system is shutting down', 'unavailable', 'isn’t responding'],
  ])('%s is said as what it is', async (code, message, named, words) => {
    const broken = await freshStore();
    const by = await session(broken, await person(broken, 'editor'));
    await broken.pool.query(
      `CREATE FUNCTION break_off() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '${message}'
        USING ERRCODE = '${code}'; END $$`,
    );
    await broken.pool.query(
      'CREATE TRIGGER break_off BEFORE INSERT ON revision FOR EACH ROW EXECUTE FUNCTION break_off()',
    );
    serveApi(broken);
    const answer = await told(await call(putEntry, { body: FIELDS, headers: by }));
    expect(answer).toMatchObject({ status: 503, again: '5', code: named, detail: expect.stringContaining(words) });
    expect(JSON.stringify(answer)).not.toContain(message);
    serveApi(store);
    await broken.close();
  });

  test('a full disk makes the site unhealthy until saves go through again', async () => {
    await store.pool.query(
      `CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql
        AS $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$`,
    );
    await store.pool.query('CREATE TRIGGER no_room BEFORE INSERT ON revision FOR EACH ROW EXECUTE FUNCTION no_room()');
    expect(await read(await call(health, { method: 'GET' }))).toEqual({ ok: true });
    expect((await save()).status).toBe(503);
    expect(await told(await call(health, { method: 'GET' }))).toMatchObject({ status: 503, code: 'database-full' });
    await store.pool.query('DROP TRIGGER no_room ON revision');
    expect((await save()).status).toBe(201);
    await until(async () => (await call(health, { method: 'GET' })).status === 200, 60);
  });
});

test('a database that can only be read is unhealthy, is read, and says so to whoever saves', async () => {
  const readOnly = await asRole((role) => `ALTER ROLE ${role} SET default_transaction_read_only = on`);
  serveApi(readOnly);
  expect(await told(await call(health, { method: 'GET' }))).toMatchObject({ status: 503, code: 'database-read-only' });
  expect((await call(listEntries, { method: 'GET', headers })).status).toBe(200);
  expect(await told(await save())).toMatchObject({
    status: 503,
    code: 'database-read-only',
    detail: expect.stringContaining('The administrator'),
  });
  serveApi(store);
  await readOnly.close();
});

test('too many connections are said as that, by the API and by its health', async () => {
  const narrow = await asRole((role) => `ALTER ROLE ${role} CONNECTION LIMIT 1`);
  const held = await narrow.pool.connect();
  serveApi(narrow);
  for (const answer of [await call(health, { method: 'GET' }), await call(listEntries, { method: 'GET', headers })])
    expect(await told(answer)).toMatchObject({
      status: 503,
      code: 'database-connections',
      detail: expect.stringContaining('max_connections'),
    });
  serveApi(store);
  held.release();
  await narrow.close();
});

test('however many requests fail, the log has a line when the database goes, with its own reason', async () => {
  const { log: heard, lines } = listened();
  const watched = openStore(store.url);
  await watched.pool.query(
    `CREATE FUNCTION leave(code text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no room left'
      USING ERRCODE = code; END $$`,
  );
  const meet = async (code: string) => {
    for (const failing of [
      watched.pool.query('SELECT leave($1)', [code]),
      watched.prisma.$queryRaw`SELECT leave(${code})::text`,
    ])
      expect(watched.outage.note(await failing.then(undefined, (error: unknown) => error), heard)).toBeDefined();
  };
  for (let i = 0; i < 50; i++) await meet('53100');
  expect(lines).toEqual(['gone full 53100 no room left']);
  await meet('53200');
  expect(lines.slice(1)).toEqual(['gone no-memory 53200 no room left']);
  await until(() => lines.length > 2, 60);
  expect(lines.slice(2)).toEqual(['back']);
  await watched.close();
});

test('the reason in the log is what PostgreSQL says, and never a password', async () => {
  const failing = async (url: string) => {
    const nowhere = openStore(url);
    const errors = [nowhere.prisma.$queryRaw`SELECT 1`, nowhere.pool.query('SELECT 1')].map((asked) =>
      asked.then(undefined, (caught: unknown) => caught),
    );
    const faults = (await Promise.all(errors)).map(databaseFault);
    await nowhere.close();
    return faults;
  };
  const faults = await failing('postgresql://nobody:secret@127.0.0.1:9/none');
  expect(faults).toEqual([
    { kind: 'away', reason: 'DatabaseNotReachable 127.0.0.1:9' },
    { kind: 'away', code: 'ECONNREFUSED', reason: 'connect ECONNREFUSED 127.0.0.1:9' },
  ]);
  expect(JSON.stringify(faults)).not.toContain('secret');
});

describe('a database that is away for a while', () => {
  let door: Door;
  beforeAll(async () => {
    door = await doorTo(store.url);
  });
  afterAll(() => door.close());

  test('the app answers 503 to everybody meanwhile, and writes two lines', async () => {
    const lines = vi.spyOn(log, 'error').mockReturnValue(undefined);
    const others = (['warn', 'fatal'] as const).map((level) => vi.spyOn(log, level).mockReturnValue(undefined));
    const back = vi.spyOn(log, 'info').mockReturnValue(undefined);
    const behind = openStore(door.url);
    serveApi(behind);
    expect((await call(listEntries, { method: 'GET', headers })).status).toBe(200);
    door.shut();
    for (let n = 0; n < 40; n += 1) {
      const answers = await Promise.all([
        call(listEntries, { method: 'GET', headers }),
        save(),
        call(health, { method: 'GET' }),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([503, 503, 503]);
    }
    await door.open();
    await until(() => back.mock.calls.length > 0, 60);
    expect((await call(listEntries, { method: 'GET', headers })).status).toBe(200);
    expect((await call(health, { method: 'GET' })).status).toBe(200);
    expect(lines.mock.calls.map(([said, words]) => [(said as { outage: string }).outage, words])).toEqual([
      ['away', 'The database isn’t responding.'],
    ]);
    expect(back.mock.calls).toEqual([
      [{ outage: 'over', seconds: expect.any(Number) }, 'The database is responding again.'],
    ]);
    for (const other of others) expect(other).not.toHaveBeenCalled();
    vi.restoreAllMocks();
    serveApi(store);
    await behind.close();
  });

  test('the worker and all that listens in it write two lines, and go on with their work', async () => {
    const env = {
      ...process.env,
      DATABASE_URL: door.url,
      DATELINE_HOME: mkdtempSync(path.join(tmpdir(), 'dateline-outage-')),
      DATELINE_CHECK_SOURCES: 'off',
      LOG_LEVEL: 'info',
    };
    const worker = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'lib/worker/worker.ts'], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [worker.stdout, worker.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (said += text));
    const explain = () => said;
    try {
      await until(() => said.includes('"ready"'), 120, explain);
      const before = said.length;
      door.shut();
      await until(() => said.includes('"outage":"away"'), 60, explain);
      await sleep(AWAY_MS);
      await door.open();
      await until(() => said.includes('"outage":"over"'), 60, explain);
      const lines = said
        .slice(before)
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
      expect(lines.map(({ outage }) => outage)).toEqual(['away', 'over']);
      expect(lines[0]).toMatchObject({ reason: expect.any(String), msg: 'The database isn’t responding.' });
      expect(Number(lines[1]?.['seconds'])).toBeGreaterThanOrEqual(AWAY_MS / 1000);
      expect(said.slice(before)).not.toContain('    at ');
    } finally {
      worker.kill('SIGKILL');
      rmSync(env.DATELINE_HOME, { recursive: true, force: true });
    }
  });
});

type Door = { url: string; shut(): void; open(): Promise<void>; close(): void };

/** A way to the database that can be shut: connections are cut then, and refused until it is open again. */
async function doorTo(to: string): Promise<Door> {
  const behind = new URL(to);
  const sockets = new Set<Socket>();
  const pass = (from: Socket) => {
    const on = connect(Number(behind.port), behind.hostname);
    for (const socket of [from, on])
      sockets.add(socket.on('error', () => undefined).on('close', () => sockets.delete(socket)));
    from.pipe(on).pipe(from);
  };
  let server = createServer(pass);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = new URL(to);
  url.port = String(port);
  const shut = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  const open = async () => {
    server = createServer(pass);
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  };
  return { url: url.href, shut, open, close: shut };
}
