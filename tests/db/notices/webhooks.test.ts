import { createHmac } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcp } from 'node:net';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { PgBoss } from 'pg-boss';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startExport } from '../../../lib/exchange/export/actions/start-export.ts';
import type { Actor } from '../../../lib/kernel/permission/actor.ts';
import { addWebhook, removeWebhook } from '../../../lib/notices/actions/manage-webhooks.ts';
import { newWebhook } from '../../../lib/notices/contract/webhooks.ts';
import { listDeliveries, listWebhooks } from '../../../lib/notices/queries/webhooks.ts';
import { noticeChanges } from '../../../lib/notices/store/webhooks.ts';
import { deliverWebhooks } from '../../../lib/notices/webhooks/deliver-webhooks.ts';
import { sendWebhook } from '../../../lib/notices/webhooks/send-webhook.ts';
import { backupTo } from '../../../lib/platform/backup/backup.ts';
import type { Store } from '../../../lib/platform/database/database.ts';
import { JOB_SCHEMA } from '../../../lib/platform/jobs/job-schema.ts';
import { isInnerAddress } from '../../../lib/platform/outgoing/inner-address.ts';
import { claimRun } from '../../../lib/runs/store/run-claims.ts';
import { endRun } from '../../../lib/runs/store/run-records.ts';
import { notifyAdmins } from '../../../lib/worker/notify-admins.ts';
import { freshStore, person } from '../../support/database.ts';
import { done, publishedEntry } from '../../support/newsroom.ts';
import { folderTarget, scratch, startWorker, until } from '../../support/runs.ts';

const SECRET = 'a secret of the tests';
let store: Store;
let admin: Actor;
beforeAll(async () => {
  process.env['NEXTAUTH_SECRET'] = SECRET;
  store = await freshStore();
  admin = await person(store, 'admin');
});
afterAll(() => store.close());

type Got = { headers: IncomingMessage['headers']; body: string; path: string };
const open: { close(): void }[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

/** A server of the newsroom's own: what it was told, and what it answers. */
async function receiver(
  answer: (response: ServerResponse, request: IncomingMessage) => void = (response) => response.end(),
): Promise<{ url: string; got: Got[] }> {
  const got: Got[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => {
      body += part;
    });
    request.on('end', () => {
      got.push({ headers: request.headers, body, path: request.url ?? '' });
      answer(response, request);
    });
  });
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, got };
}

async function hook(
  url: string,
  topics: ('run.failed' | 'run.done' | 'archive.changed')[] = ['run.failed'],
): Promise<{ id: number; secret: string }> {
  return done(await addWebhook(store, admin, { url, topics }));
}

/** A run of a new target that ends at once. */
async function failedRun(name: string): Promise<number> {
  const { run } = done(await startExport(store, admin, { target: await folderTarget(store, admin, { name }) }));
  const claim = await claimRun(store, { worker: 'a worker', leaseMs: 20_000, run });
  if (!claim) throw new Error('not claimed');
  expect(await endRun(store, claim, { state: 'failed', problem: 'The disk is full.' })).toBe(true);
  return run;
}

const PRIVATE = { reachPrivate: true };
const DELIVERY = { id: 1, secret: 's', topic: 'run.done' as const, body: '{}' };

describe('telling', () => {
  test('a failed run is told, signed with the secret that was shown once', async () => {
    const { url, got } = await receiver();
    const { id, secret } = await hook(url);
    const run = await failedRun('Signed');
    await deliverWebhooks(store, PRIVATE);
    const [told] = got;
    expect(JSON.parse(told?.body ?? '')).toMatchObject({
      topic: 'run.failed',
      run: { id: run, kind: 'export', target: { name: 'Signed' }, problem: 'The disk is full.' },
    });
    const [, seconds, signature] =
      /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(told?.headers['dateline-signature'])) ?? [];
    expect(Math.abs(Number(seconds) - Date.now() / 1000)).toBeLessThan(60);
    expect(createHmac('sha256', secret).update(`${seconds}.${told?.body}`).digest('hex')).toBe(signature);
    expect(told?.headers).toMatchObject({ 'dateline-topic': 'run.failed', 'content-type': 'application/json' });
    const listed = JSON.stringify([await listWebhooks(store), await listDeliveries(store, id)]);
    expect(listed).not.toContain(secret);
    expect((await listDeliveries(store, id))?.items).toMatchObject([
      { topic: 'run.failed', attempts: 1, problem: null, dueAt: null, deliveredAt: expect.any(String) },
    ]);
    expect(JSON.stringify((await store.pool.query('SELECT detail FROM audit_event')).rows)).not.toContain(secret);
    done(await removeWebhook(store, admin, id));
    expect((await store.pool.query('SELECT secret FROM webhook WHERE id = $1', [id])).rows).toEqual([{ secret: '' }]);
  });

  test('neither the table nor a backup holds a secret in clear, and nobody moves one to another address', async () => {
    const { url, got } = await receiver();
    const { id, secret } = await hook(url);
    const kept = await store.pool.query<{ row: string }>(
      'SELECT to_jsonb(webhook)::text AS row FROM webhook WHERE id = $1',
      [id],
    );
    expect(kept.rows[0]?.row).not.toContain(secret);
    const place = scratch('sealed');
    const copy = path.join(place.folder, 'copy.gz');
    expect(await backupTo(store, copy)).toMatchObject({ ok: true });
    expect(gunzipSync(readFileSync(copy)).toString('latin1')).not.toContain(secret);
    place.clear();
    await store.pool.query('UPDATE webhook SET url = $2 WHERE id = $1', [id, `${url}/of-another`]);
    await failedRun('Moved');
    await deliverWebhooks(store, PRIVATE);
    expect(got).toEqual([]);
    expect((await listDeliveries(store, id))?.items).toMatchObject([
      { problem: expect.stringContaining('cannot be decrypted'), deliveredAt: null },
    ]);
    done(await removeWebhook(store, admin, id));
  });

  test('what fails is tried again after pauses, and in the end given up', async () => {
    let status = 500;
    const { url, got } = await receiver((response) => {
      response.statusCode = status;
      response.end();
    });
    const { id } = await hook(url);
    await failedRun('Retried');
    await deliverWebhooks(store, { ...PRIVATE, pauses: [0.2, 0.2] });
    await deliverWebhooks(store, { ...PRIVATE, pauses: [0.2, 0.2] });
    expect(got).toHaveLength(1);
    expect((await listDeliveries(store, id))?.items).toMatchObject([
      { attempts: 1, problem: 'The server responded with 500.', deliveredAt: null, dueAt: expect.any(String) },
    ]);
    await new Promise((resolve) => setTimeout(resolve, 250));
    status = 204;
    await deliverWebhooks(store, { ...PRIVATE, pauses: [0.2, 0.2] });
    expect(got).toHaveLength(2);
    expect((await listDeliveries(store, id))?.items).toMatchObject([
      { attempts: 2, problem: null, dueAt: null, deliveredAt: expect.any(String) },
    ]);

    status = 500;
    await failedRun('Given up');
    for (let n = 0; n < 5; n += 1) {
      await deliverWebhooks(store, { ...PRIVATE, pauses: [0, 0] });
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(got).toHaveLength(2 + 3);
    expect((await listDeliveries(store, id))?.items[0]).toMatchObject({
      attempts: 3,
      dueAt: null,
      deliveredAt: null,
      problem: 'The server responded with 500.',
    });
    done(await removeWebhook(store, admin, id));
  });

  test('a telling that its worker died over is due again later', async () => {
    const { url, got } = await receiver();
    const { id } = await hook(url);
    await failedRun('Orphaned');
    await store.pool.query(
      `UPDATE webhook_delivery SET attempts = 1, due_at = now() + interval '1 hour' WHERE webhook_id = $1`,
      [id],
    );
    expect(await deliverWebhooks(store, PRIVATE)).toBe(0);
    await store.pool.query('UPDATE webhook_delivery SET due_at = now() WHERE webhook_id = $1', [id]);
    await Promise.all([deliverWebhooks(store, PRIVATE), deliverWebhooks(store, PRIVATE)]);
    expect(got).toHaveLength(1);
    done(await removeWebhook(store, admin, id));
  });

  test('a removed webhook is told nothing, not even what waits', async () => {
    const { url, got } = await receiver();
    const { id } = await hook(url);
    await failedRun('Unheard');
    done(await removeWebhook(store, admin, id));
    await deliverWebhooks(store, PRIVATE);
    await failedRun('Unheard too');
    await deliverWebhooks(store, PRIVATE);
    expect(got).toEqual([]);
  });

  test('changes of the archive are told together, and only those since the webhook was made', async () => {
    const [writer, reviewer] = [await person(store, 'editor'), await person(store, 'reviewer')];
    await publishedEntry(store, writer, reviewer, 'Before there was a webhook');
    const { url, got } = await receiver();
    const { id } = await hook(url, ['archive.changed']);
    await noticeChanges(store);
    await publishedEntry(store, writer, reviewer, 'One thing happens');
    await publishedEntry(store, writer, reviewer, 'Another thing happens');
    await Promise.all([noticeChanges(store), noticeChanges(store), noticeChanges(store)]);
    await deliverWebhooks(store, PRIVATE);
    const bodies = got.map(({ body }) => JSON.parse(body) as { after: number; position: number });
    expect(bodies).toHaveLength(1);
    const { rows } = await store.pool.query(
      'SELECT count(*)::int AS n FROM archive_change WHERE position > $1 AND position <= $2',
      [bodies[0]?.after, bodies[0]?.position],
    );
    expect(rows[0].n).toBe(
      (
        await store.pool.query(
          `SELECT count(*)::int AS n FROM archive_change WHERE at > (SELECT created_at FROM webhook WHERE id = $1)`,
          [id],
        )
      ).rows[0].n,
    );
    done(await removeWebhook(store, admin, id));
  });

  test('only admins manage webhooks, and never by token', async () => {
    for (const actor of [await person(store, 'reviewer'), { ...admin, scopes: ['export'] as const }]) {
      expect(await addWebhook(store, actor, { url: 'https://a.example', topics: ['run.done'] })).toMatchObject({
        error: { code: 'not-allowed' },
      });
      expect(await removeWebhook(store, actor, 1)).toMatchObject({ error: { code: 'not-allowed' } });
    }
  });
});

describe('where a webhook may lead', () => {
  test.each([
    'ftp://a.example',
    'javascript:alert(1)',
    'https://user:secret@a.example/x',
    'https://a.example/#x',
    'https://',
    'file:///etc/passwd',
  ])('%s is refused when it is saved', (url) => {
    expect(newWebhook.safeParse({ url, topics: ['run.done'] }).success).toBe(false);
  });

  test.each([
    ['127.0.0.1', true],
    ['127.255.255.254', true],
    ['0.0.0.0', true],
    ['10.1.2.3', true],
    ['172.31.0.1', true],
    ['192.168.1.1', true],
    ['169.254.169.254', true],
    ['100.64.0.1', true],
    ['224.0.0.1', true],
    ['255.255.255.255', true],
    ['::1', true],
    ['[::1]', true],
    ['::', true],
    ['::ffff:127.0.0.1', true],
    ['::ffff:7f00:1', true],
    ['::127.0.0.1', true],
    ['64:ff9b::7f00:1', true],
    ['2002:7f00:1::', true],
    ['2001:0:7f00:1::', true],
    ['fe80::1', true],
    ['fe80::1%eth0', true],
    ['fc00::1', true],
    ['fd12::1', true],
    ['ff02::1', true],
    ['2001:db8::1', true],
    ['localhost', true],
    ['1.1.1.1', false],
    ['172.32.0.1', false],
    ['2606:4700:4700::1111', false],
  ])('%s is an inner address: %s', (address, inner) => {
    expect(isInnerAddress(address)).toBe(inner);
  });

  test.each([
    '127.0.0.1',
    'localhost',
    '0',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '127.1',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '127.0.0.1.',
  ])('the host %s is not even connected to', async (host) => {
    const connections: unknown[] = [];
    const canary = createTcp((socket) => {
      connections.push(socket.remoteAddress);
      socket.destroy();
    });
    open.push(canary);
    await new Promise<void>((resolve) => canary.listen(0, '::', resolve));
    const url = `http://${host}:${(canary.address() as AddressInfo).port}/`;
    expect(await sendWebhook({ ...DELIVERY, url }, { reachPrivate: false })).toMatch(/private network|is unknown/);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(connections).toEqual([]);
  });

  test('a name that leads to an inner address, or to one among others, is not connected to', async () => {
    const { url, got } = await receiver();
    const named = url.replace('127.0.0.1', 'hooks.example');
    const resolver = (addresses: { address: string; family: number }[]) =>
      ((_: string, __: object, answer: (error: null, found: typeof addresses) => void) =>
        answer(null, addresses)) as unknown as typeof import('node:dns').lookup;
    const inner = { address: '127.0.0.1', family: 4 };
    for (const found of [[inner], [{ address: '1.1.1.1', family: 4 }, inner]])
      expect(
        await sendWebhook({ ...DELIVERY, url: named }, { reachPrivate: false, resolver: resolver(found) }),
      ).toMatch(/private network/);
    expect(got).toEqual([]);
    expect(
      await sendWebhook({ ...DELIVERY, url: named }, { reachPrivate: true, resolver: resolver([inner]) }),
    ).toBeUndefined();
    expect(got).toHaveLength(1);
  });

  test('no redirect is followed', async () => {
    const inner = await receiver();
    const { url } = await receiver((response) => {
      response.writeHead(307, { Location: inner.url });
      response.end();
    });
    expect(await sendWebhook({ ...DELIVERY, url }, PRIVATE)).toBe('The server responded with 307.');
    expect(inner.got).toEqual([]);
  });

  test('an endless, a slow and a silent answer end in time', async () => {
    const endless = await receiver((response) => {
      const more = () => response.write(Buffer.alloc(16 * 1024)) && setImmediate(more);
      response.on('drain', more);
      response.on('error', () => undefined);
      more();
    });
    expect(await sendWebhook({ ...DELIVERY, url: endless.url }, PRIVATE)).toMatch(/too long/);
    const slow = await receiver((response) => {
      const drip = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(drip));
    });
    const silent = await receiver(() => undefined);
    for (const { url } of [slow, silent]) {
      const began = Date.now();
      expect(await sendWebhook({ ...DELIVERY, url }, { ...PRIVATE, withinMs: 300 })).toMatch(/in time/);
      expect(Date.now() - began).toBeLessThan(30_000);
    }
    expect(await sendWebhook({ ...DELIVERY, url: 'http://127.0.0.1:9/' }, PRIVATE)).toMatch(/refused the connection/);
  });
});

type Mail = { to: string[]; text: string };

/** A mail server of the newsroom's own. */
async function mailServer(): Promise<{ mails: Mail[]; server: SMTPServer; url: string }> {
  const mails: Mail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, { envelope }, taken) {
      let text = '';
      stream.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      stream.on('end', () => {
        mails.push({ to: envelope.rcptTo.map(({ address }) => address), text: text.replaceAll('=\r\n', '') });
        taken();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { mails, server, url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}` };
}

describe('a worker', () => {
  test('tells webhooks and admins of a failed run, and carries out what a schedule begins', async () => {
    const fresh = await freshStore();
    const boss = await person(fresh, 'admin');
    const work = scratch('telling');
    const { url, got } = await receiver();
    const { secret } = done(await addWebhook(fresh, boss, { url, topics: ['run.failed', 'run.done'] }));
    const mail = await mailServer();
    const target = await folderTarget(fresh, boss, { name: 'not ours', schedule: '0 4 * * *' });
    const tree = path.join(work.folder, 'trees', 'not ours');
    mkdirSync(path.dirname(tree));
    writeFileSync(tree, 'A file stands where the folder should be.');
    // As one is there that was added before secrets were sealed.
    await fresh.pool.query('UPDATE webhook SET secret = $1', [secret]);
    const worker = await startWorker(fresh, work.folder, {
      env: {
        NEXTAUTH_SECRET: SECRET,
        WEBHOOK_ALLOW_PRIVATE: 'true',
        SMTP_URL: mail.url,
        MAIL_FROM: 'desk@example.org',
        NEXTAUTH_URL: 'https://news.example',
      },
    });
    try {
      const { run } = done(await startExport(fresh, boss, { target }));
      await until(
        () => got.length === 1 && mail.mails.length === 1,
        30,
        () => worker.said(),
      );
      expect(JSON.parse(got[0]?.body ?? '')).toMatchObject({
        topic: 'run.failed',
        run: { id: run, problem: expect.stringContaining('is a file') },
      });
      expect(mail.mails[0]?.text).toContain(`https://news.example/exports/${run}`);
      rmSync(tree);
      await fresh.pool
        .query(`SELECT 1 FROM pgboss.schedule WHERE name = 'scheduled-export' AND key = $1`, [String(target)])
        .then(({ rowCount }) => expect(rowCount).toBe(1));
      const clock = new PgBoss({
        connectionString: fresh.url,
        schema: JOB_SCHEMA,
        max: 1,
        schedule: false,
        supervise: false,
      });
      await clock.start();
      await clock.send('scheduled-export', { target });
      await until(
        () => got.length === 2,
        30,
        () => worker.said(),
      );
      expect(JSON.parse(got[1]?.body ?? '')).toMatchObject({
        topic: 'run.done',
        run: { cause: 'schedule', files: { added: expect.any(Number) } },
      });
      await clock.stop();
      const [seconds, signature] =
        /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(got[1]?.headers['dateline-signature']))?.slice(1) ?? [];
      expect(createHmac('sha256', secret).update(`${seconds}.${got[1]?.body}`).digest('hex')).toBe(signature);
      expect(JSON.stringify((await fresh.pool.query('SELECT secret FROM webhook')).rows)).not.toContain(secret);
      expect(worker.said()).not.toContain(secret);
      expect(worker.said()).not.toMatch(/postgres(ql)?:\/\/[^…\s]*:[^…\s]*@/);
    } finally {
      await worker.end();
      await new Promise<void>((resolve) => mail.server.close(resolve));
      await fresh.close();
      work.clear();
    }
  }, 90_000);
});

describe('mail', () => {
  test('a failed run is mailed to the active admins, and to nobody where mail is not configured', async () => {
    const fresh = await freshStore();
    const [first, second, gone] = [
      await person(fresh, 'admin', 'First'),
      await person(fresh, 'admin', 'Second'),
      await person(fresh, 'admin', 'Gone'),
    ];
    await person(fresh, 'reviewer');
    await fresh.pool.query('UPDATE person SET disabled_at = now() WHERE id = $1', [gone.person]);
    const { run } = done(
      await startExport(fresh, first, { target: await folderTarget(fresh, first, { name: 'Mailed' }) }),
    );
    const claim = await claimRun(fresh, { worker: 'a worker', leaseMs: 20_000, run });
    if (claim) await endRun(fresh, claim, { state: 'failed', problem: 'The remote refused the push.' });
    const { rows } = await fresh.pool.query(`SELECT data FROM pgboss.job WHERE name = 'notify-admins'`);
    expect(rows).toEqual([{ data: { run } }]);

    const { mails, server, url } = await mailServer();
    const before = { ...process.env };
    try {
      expect(await notifyAdmins(fresh, { run })).toEqual({ notified: 0 });
      Object.assign(process.env, {
        SMTP_URL: url,
        MAIL_FROM: 'Dateline <desk@example.org>',
        NEXTAUTH_URL: 'https://news.example',
      });
      expect(await notifyAdmins(fresh, { run })).toEqual({ notified: 2 });
    } finally {
      process.env = before;
      await new Promise<void>((resolve) => server.close(resolve));
    }
    const addresses = await fresh.prisma.person.findMany({ where: { id: { in: [first.person, second.person] } } });
    const [mail] = mails;
    expect(mails).toHaveLength(1);
    expect(new Set(mail?.to)).toEqual(new Set(['desk@example.org', ...addresses.map(({ email }) => email)]));
    for (const { email } of addresses) expect(mail?.text).not.toContain(email);
    expect(mail?.text).toContain('Subject: Failed: export to Mailed');
    expect(mail?.text).toContain('The remote refused the push.');
    expect(mail?.text).toContain(`https://news.example/exports/${run}`);
    await fresh.close();
  });
});
