import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { POST as follow } from '../../../app/api/v1/entries/[id]/follow/route.ts';
import { POST as unfollow } from '../../../app/api/v1/entries/[id]/unfollow/route.ts';
import { POST as mark } from '../../../app/api/v1/notices/marks/route.ts';
import { GET as list } from '../../../app/api/v1/notices/route.ts';
import { GET as unread } from '../../../app/api/v1/notices/unread/route.ts';
import { approveEntry } from '../../../lib/editorial/entries/actions/approve-entry.ts';
import { mergeEntries } from '../../../lib/editorial/entries/actions/merge-entries.ts';
import { requestEntryChanges } from '../../../lib/editorial/entries/actions/request-changes.ts';
import { createEntry, saveEntry } from '../../../lib/editorial/entries/actions/save-entry.ts';
import { submitEntry } from '../../../lib/editorial/entries/actions/submit-entry.ts';
import { withdrawEntry } from '../../../lib/editorial/entries/actions/withdraw-entry.ts';
import type { EntryId, PersonId } from '../../../lib/kernel/ids.ts';
import type { Actor } from '../../../lib/kernel/permission/actor.ts';
import { followEntry } from '../../../lib/notices/actions/follow-entry.ts';
import { makeNotices } from '../../../lib/notices/actions/make-notices.ts';
import { addWebhook } from '../../../lib/notices/actions/manage-webhooks.ts';
import { mailNotices } from '../../../lib/notices/mail/notice-mail.ts';
import { countUnread, isFollowing, listNotices, type NoticeView } from '../../../lib/notices/queries/notices.ts';
import { takeWaitingEvents } from '../../../lib/notices/store/notices.ts';
import { deliverWebhooks } from '../../../lib/notices/webhooks/deliver-webhooks.ts';
import { setPassword } from '../../../lib/people/actions/manage-people.ts';
import { createToken } from '../../../lib/people/actions/manage-tokens.ts';
import { resetForPerson } from '../../../lib/people/actions/reset-password.ts';
import type { Store } from '../../../lib/platform/database/database.ts';
import { call, read, serveApi, session } from '../../support/api.ts';
import { person } from '../../support/database.ts';
import { entryInput } from '../../support/entries.ts';
import { done, publishedEntry, staffedStore, takenAway } from '../../support/newsroom.ts';
import { scratch, startWorker, until } from '../../support/runs.ts';

const NOW = new Date('2031-05-06T12:00:00.000Z');
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);

let store: Store;
let wilma: Actor;
let rolf: Actor;
let anna: Actor;
beforeEach(async () => {
  ({ store, wilma, rolf, anna } = await staffedStore());
});
afterEach(() => store.close());

const tell = (mail = false, now = NOW) => makeNotices(store, { now, mail });
const noticesOf = async (who: Actor): Promise<NoticeView[]> => (await listNotices(store, who.person, {})).items;
const kindsOf = async (who: Actor) => (await noticesOf(who)).map(({ kind }) => kind);

async function submitted(who: Actor, headline: string) {
  const saved = done(await createEntry(store, who, entryInput(headline)));
  done(await submitEntry(store, who, saved.entry));
  return saved;
}

/** An audit event as an action would leave it. */
async function fact(type: string, actor: Actor | undefined, entry: EntryId, detail: object = {}): Promise<number> {
  const { rows } = await store.pool.query<{ id: number }>(
    `INSERT INTO audit_event (actor_id, channel, type, entry_id, proposal_id, detail)
      SELECT $1, 'screen', $2, $3, (SELECT max(id) FROM proposal WHERE entry_id = $3), $4 RETURNING id`,
    [actor?.person ?? null, type, entry, detail],
  );
  return rows[0]?.id ?? 0;
}

describe('notices are made of facts', () => {
  test('authors hear of decisions, followers of changes, and nobody of their own', async () => {
    const { entry, hash } = await submitted(wilma, 'The ferry sails');
    done(await followEntry(store, anna, entry, true));
    done(await requestEntryChanges(store, rolf, entry, 'Which ferry?'));
    done(await submitEntry(store, wilma, entry));
    done(await approveEntry(store, rolf, entry, { hash }));
    expect(await tell()).toEqual({ facts: 4, notices: 5 });
    expect(await noticesOf(wilma)).toMatchObject([
      { kind: 'approved', by: 'Rolf', entry, title: 'The ferry sails', readAt: null },
      { kind: 'changes-requested', by: 'Rolf', reason: 'Which ferry?' },
    ]);
    expect(await kindsOf(anna)).toEqual(['followed', 'followed', 'followed']);
    expect(await kindsOf(rolf)).toEqual([]);
    expect(await tell()).toEqual({ facts: 0, notices: 0 });
  });

  test('a withdrawal tells who wrote the page and who asked', async () => {
    const { entry } = await publishedEntry(store, wilma, rolf, 'A page');
    await tell();
    await takenAway(store, anna, rolf, entry);
    await tell();
    expect(await kindsOf(wilma)).toEqual(['withdrawn', 'withdrawal-asked', 'approved']);
    expect(await kindsOf(anna)).toEqual(['approved']);
  });

  test('the author of a draft that joined another entry is notified as its authors are', async () => {
    const oscar = await person(store, 'editor', 'Oscar');
    const { entry } = await publishedEntry(store, rolf, anna, 'The page that stays');
    const draft = done(
      await createEntry(store, oscar, entryInput('The same, once more', { summary: 'Words of Oscar.' })),
    );
    done(
      await saveEntry(
        store,
        wilma,
        draft.entry,
        { revision: draft.revision },
        entryInput('The same, once more', { summary: 'Words of Oscar and Wilma.' }),
      ),
    );
    const merged = done(await mergeEntries(store, wilma, entry, { merge: draft.entry, fields: { summary: 'merge' } }));
    await tell();
    done(await submitEntry(store, wilma, entry));
    done(await requestEntryChanges(store, rolf, entry, 'Which of the two?'));
    await tell();
    expect([(await kindsOf(wilma))[0], (await kindsOf(oscar))[0]]).toEqual(['changes-requested', 'changes-requested']);
    done(await submitEntry(store, wilma, entry));
    done(await approveEntry(store, rolf, entry, { hash: merged.hash }));
    await tell();
    expect([(await kindsOf(wilma))[0], (await kindsOf(oscar))[0]]).toEqual(['approved', 'approved']);
    done(await withdrawEntry(store, anna, entry, { reason: 'It never happened.' }));
    await tell();
    expect([(await kindsOf(wilma))[0], (await kindsOf(oscar))[0]]).toEqual(['withdrawal-asked', 'withdrawal-asked']);
  });

  test('a comment reaches whom it names, the author and those who wrote before', async () => {
    const { entry } = await submitted(wilma, 'Discussed');
    const { rows } = await store.pool.query<{ id: number }>(
      `INSERT INTO comment_thread (entry_id, proposal_id, revision_id, field, opened_by)
        SELECT entry_id, id, revision_id, 'summary', $2 FROM proposal WHERE entry_id = $1 RETURNING id`,
      [entry, rolf.person],
    );
    const thread = rows[0]?.id ?? 0;
    const comment = async (who: Actor, mentions: (number | string)[]) => {
      const written = await store.pool.query<{ id: number }>(
        'INSERT INTO comment (thread_id, author_id, text) VALUES ($1, $2, $3) RETURNING id',
        [thread, who.person, `Which harbour, @[${wilma.person}]?`],
      );
      await fact('comment', who, entry, { thread, comment: written.rows[0]?.id, field: 'summary', mentions });
    };
    await comment(rolf, []);
    await comment(anna, [wilma.person, 999_999, 'x']);
    await tell();
    expect(await noticesOf(wilma)).toMatchObject([
      { kind: 'mentioned', by: 'Anna', thread, text: 'Which harbour, @Wilma?' },
      { kind: 'commented', by: 'Rolf', thread },
    ]);
    expect(await kindsOf(rolf)).toEqual(['commented']);
    await fact('schedule-failed', rolf, entry, { at: '2031-05-06T12:00:00.000Z', problem: 'text-changed' });
    await tell();
    expect((await noticesOf(rolf))[0]).toMatchObject({
      kind: 'schedule-failed',
      publishAt: '2031-05-06T12:00:00.000Z',
    });
  });

  test('somebody who was disabled gets none', async () => {
    const { entry } = await submitted(wilma, 'Gone before the answer');
    await store.pool.query('UPDATE person SET disabled_at = now() WHERE id = $1', [wilma.person]);
    done(await requestEntryChanges(store, rolf, entry, 'Why?'));
    expect(await tell()).toEqual({ facts: 2, notices: 0 });
  });

  test('what an import approves is told to nobody', async () => {
    const { entry } = await submitted(wilma, 'Imported');
    await tell();
    await store.pool.query(
      `INSERT INTO audit_event (actor_id, channel, type, entry_id) VALUES ($1, 'import', 'approve', $2)`,
      [rolf.person, entry],
    );
    expect(await tell()).toEqual({ facts: 0, notices: 0 });
  });
});

describe('each fact is told once', () => {
  const COUNT = 450;

  async function manyFacts(): Promise<void> {
    const { entry } = await submitted(wilma, 'Much discussed');
    await tell();
    await store.pool.query(
      `INSERT INTO audit_event (actor_id, channel, type, entry_id, proposal_id, detail)
        SELECT $1, 'screen', 'request-changes', $2, (SELECT id FROM proposal
        WHERE entry_id = $2), '{"revision": 1}' FROM generate_series(1, $3)`,
      [rolf.person, entry, COUNT],
    );
  }
  const figures = async () =>
    (
      await store.pool.query(
        `SELECT (SELECT count(*)::int FROM notification_due) AS waiting, (SELECT count(*)::int FROM notification)
          AS notices, (SELECT count(DISTINCT audit_event_id)::int FROM notification) AS notified`,
      )
    ).rows[0];

  test('by any number of workers at once', async () => {
    await manyFacts();
    const made = await Promise.all([tell(), tell(), tell(), tell()]);
    expect(made.reduce((sum, { facts }) => sum + facts, 0)).toBe(COUNT);
    expect(await figures()).toEqual({ waiting: 0, notices: COUNT, notified: COUNT });
  });

  test('also where the connection breaks between taking and writing', async () => {
    await manyFacts();
    const client = await store.pool.connect();
    await client.query('BEGIN');
    expect(await takeWaitingEvents(client, COUNT)).toHaveLength(COUNT);
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    await store.pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
    client.release(new Error('broken'));
    await until(async () => (await tell()).facts || (await figures()).waiting === 0, 10);
    expect(await figures()).toEqual({ waiting: 0, notices: COUNT, notified: COUNT });
  });

  test('also where workers are killed in the middle of it', async () => {
    const { entry } = await submitted(wilma, 'Told by dying workers');
    await tell();
    const work = scratch('notices');
    const workers = await Promise.all([startWorker(store, work.folder), startWorker(store, work.folder)]);
    try {
      for (let n = 0; n < COUNT; n += 1) {
        await fact('request-changes', rolf, entry, { revision: 1 });
        if (n === 150) await workers[0]?.end('SIGKILL');
        if (n === 300) await workers[1]?.end('SIGKILL');
      }
      workers.push(await startWorker(store, work.folder));
      await until(
        async () => (await figures()).waiting === 0,
        30,
        () => workers.map((one) => one.said()).join('\n'),
      );
      expect(await figures()).toEqual({ waiting: 0, notices: COUNT, notified: COUNT });
    } finally {
      await Promise.all(workers.map((one) => one.end('SIGKILL')));
      work.clear();
    }
  });
});

describe('webhooks', () => {
  let server: Server;
  let url: string;
  const got: string[] = [];
  beforeAll(async () => {
    process.env['NEXTAUTH_SECRET'] = 'a secret of the tests';
    server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (part: string) => {
        body += part;
      });
      request.on('end', () => {
        got.push(body);
        response.end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  });
  afterAll(() => {
    server.close();
  });
  beforeEach(() => {
    got.length = 0;
  });

  test('are told of each fact of their topics once, with ids, and nothing of a draft', async () => {
    await submitted(wilma, 'Before there was a webhook');
    await new Promise((resolve) => setTimeout(resolve, 5));
    done(
      await addWebhook(store, anna, {
        url,
        topics: ['proposal.submitted', 'proposal.changes-requested', 'proposal.approved'],
      }),
    );
    const { entry } = await submitted(wilma, 'Canary in the headline');
    done(await requestEntryChanges(store, rolf, entry, 'Canary in the reason'));
    await Promise.all([tell(), tell(), tell()]);
    await deliverWebhooks(store, { reachPrivate: true });
    expect(got.map((body) => JSON.parse(body))).toEqual([
      {
        topic: 'proposal.submitted',
        at: expect.any(String),
        fact: expect.any(Number),
        by: { id: wilma.person, name: 'Wilma' },
        proposal: expect.any(Number),
        entry: { id: entry },
      },
      {
        topic: 'proposal.changes-requested',
        at: expect.any(String),
        fact: expect.any(Number),
        by: { id: rolf.person, name: 'Rolf' },
        proposal: expect.any(Number),
        entry: { id: entry },
      },
    ]);
    expect(got.join()).not.toContain('Canary');
    const waiting = await store.pool.query('INSERT INTO notification_due SELECT id FROM audit_event WHERE type = $1', [
      'submit',
    ]);
    expect(waiting.rowCount).toBe(2);
    await tell();
    await deliverWebhooks(store, { reachPrivate: true });
    expect(got).toHaveLength(2);
    expect(await kindsOf(wilma)).toEqual(['changes-requested']);
  });

  test('hear the title of a page that readers see', async () => {
    done(await addWebhook(store, anna, { url, topics: ['proposal.approved', 'schedule.failed'] }));
    const { entry } = await publishedEntry(store, wilma, rolf, 'Seen by readers');
    await fact('schedule-failed', rolf, entry, { at: '2031-05-06T12:00:00.000Z', problem: 'text-changed' });
    await tell();
    await deliverWebhooks(store, { reachPrivate: true });
    expect(got.map((body) => JSON.parse(body))).toMatchObject([
      { topic: 'proposal.approved', entry: { id: entry, title: 'Seen by readers' } },
      { topic: 'schedule.failed', publishAt: '2031-05-06T12:00:00.000Z' },
    ]);
  });
});

type Mail = { to: string[]; text: string };

/** A mail server of the newsroom's own; `options` lets it misbehave. */
async function mailServer(
  options: Partial<SMTPServerOptions> = {},
): Promise<{ mails: Mail[]; url: string; close(): Promise<void> }> {
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
        mails.push({
          to: envelope.rcptTo.map(({ address }) => address),
          text: text.replaceAll('=\r\n', '').replaceAll('=3D', '='),
        });
        taken();
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    mails,
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

describe('mail', () => {
  let mail: Awaited<ReturnType<typeof mailServer>>;
  const faults: unknown[] = [];
  beforeEach(async () => {
    faults.length = 0;
    mail = await mailServer();
  });
  afterEach(() => mail.close());
  const send = (now: Date, server = mail.url) =>
    mailNotices(store, {
      mail: { server, from: 'Dateline <desk@news.example>' },
      site: 'https://news.example',
      now: () => now,
      onFault: (error) => faults.push(error),
    });
  const wants = (who: Actor, how: string) =>
    store.pool.query('UPDATE person SET mail_notices = $2 WHERE id = $1', [who.person, how]);
  const addressOf = async (who: Actor) =>
    (await store.pool.query<{ email: string }>('SELECT email FROM person WHERE id = $1', [who.person])).rows[0]?.email;

  async function twoNotices(): Promise<EntryId> {
    const { entry, hash } = await submitted(wilma, 'A lighthouse is lit');
    done(await requestEntryChanges(store, rolf, entry, 'Canary: which one?'));
    await tell(true);
    done(await submitEntry(store, wilma, entry));
    done(await approveEntry(store, rolf, entry, { hash }));
    await tell(true, later(1));
    return entry;
  }

  test('several notices within two minutes are one mail, sent once', async () => {
    const entry = await twoNotices();
    expect(await send(later(1.9))).toBe(0);
    await Promise.all(Array.from({ length: 8 }, () => store.pool.query('SELECT pg_sleep(0.1)')));
    const sent = await Promise.all(Array.from({ length: 8 }, () => send(later(2))));
    expect(sent.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(mail.mails).toHaveLength(1);
    const [{ to, text } = { to: [], text: '' }] = mail.mails;
    expect(to).toEqual([await addressOf(wilma)]);
    expect(text).toMatch(/^Subject: 2 notices from Dateline/m);
    expect(text).toMatch(/^List-Unsubscribe: <https:\/\/news\.example\/account>/m);
    expect(text).toContain('Rolf requested changes to your work: A lighthouse is lit');
    expect(text).toContain(`https://news.example/entries/${entry}`);
    expect(text).toContain('https://news.example/account');
    expect(text).not.toContain('Canary');
    expect(await send(later(60))).toBe(0);
    expect(await countUnread(store, wilma.person)).toBe(2);
  });

  test('a daily digest comes at eight in the morning; who wants none gets none', async () => {
    await wants(wilma, 'daily');
    await twoNotices();
    expect(await send(new Date('2031-05-07T07:59:59Z'))).toBe(0);
    expect(await send(new Date('2031-05-07T08:00:00Z'))).toBe(1);
    await wants(wilma, 'none');
    await twoNotices();
    expect(await send(later(10_000))).toBe(0);
    await wants(wilma, 'each');
    await twoNotices();
    await wants(wilma, 'none');
    expect(await send(later(10))).toBe(0);
    await wants(wilma, 'each');
    await twoNotices();
    serveApi(store);
    const [newest] = await noticesOf(wilma);
    expect((await call(mark, { body: { upTo: newest?.id }, headers: await session(store, wilma) })).status).toBe(200);
    expect(await send(later(10))).toBe(0);
    expect(mail.mails).toHaveLength(1);
  });

  test('what an admin does to an account is shown and mailed to whoever has it', async () => {
    await wants(wilma, 'none');
    done(await createToken(store, anna, { email: (await addressOf(wilma)) ?? '', scopes: ['review'] }));
    done(await setPassword(store, anna, wilma.person, 'a lamp beside the window'));
    done(await resetForPerson(store, anna, wilma.person));
    await tell(true);
    expect(await kindsOf(wilma)).toEqual(['reset-link-made', 'password-set', 'token-made']);
    serveApi(store);
    const [newest] = await noticesOf(wilma);
    expect((await call(mark, { body: { upTo: newest?.id }, headers: await session(store, wilma) })).status).toBe(200);
    expect(await send(later(10))).toBe(1);
    const [{ to, text } = { to: [], text: '' }] = mail.mails;
    expect(to).toEqual([await addressOf(wilma)]);
    for (const said of [
      'Anna created a token in your name',
      'Anna set your password',
      'Anna created a link to reset your password',
    ])
      expect(text).toContain(said);
    expect(text).toContain('https://news.example/account');
  });

  test('where no mail is configured none is kept for later', async () => {
    await submitted(wilma, 'x');
    await tell(false);
    expect((await store.pool.query('SELECT 1 FROM notification WHERE mail_due_at IS NOT NULL')).rowCount).toBe(0);
  });

  test('a server that takes no connection, or says no, is tried again; the mail comes once', async () => {
    await twoNotices();
    expect(await send(later(2), 'smtp://127.0.0.1:9')).toBe(0);
    const refusing = await mailServer({ onRcptTo: (_address, _session, answer) => answer(new Error('Not now')) });
    expect(await send(later(12), refusing.url)).toBe(0);
    await refusing.close();
    expect(faults).toHaveLength(2);
    expect(await send(later(15))).toBe(0);
    expect(await send(later(22))).toBe(1);
    expect(await send(later(99))).toBe(0);
    expect(mail.mails).toHaveLength(1);
  });

  test('where the line breaks after the text was sent nobody knows, and it is not sent again', async () => {
    await twoNotices();
    const sockets = new Set<Socket>();
    const breaking = await mailServer({
      onData(stream) {
        stream.resume();
        stream.on('end', () => {
          for (const socket of sockets) socket.destroy();
        });
      },
      onConnect(session, answer) {
        void session;
        answer();
      },
    });
    const relay = await import('node:net').then(({ createServer: tcp, connect }) =>
      tcp((inward) => {
        const outward = connect(Number(new URL(breaking.url).port), '127.0.0.1');
        sockets.add(inward);
        inward
          .on('error', () => undefined)
          .pipe(outward.on('error', () => undefined))
          .pipe(inward);
      }),
    );
    await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve));
    expect(await send(later(2), `smtp://127.0.0.1:${(relay.address() as AddressInfo).port}`)).toBe(0);
    expect(faults).toHaveLength(1);
    relay.close();
    void breaking.close();
    expect(await send(later(1000))).toBe(0);
    expect(mail.mails).toEqual([]);
    expect(await countUnread(store, wilma.person)).toBe(2);
  });
});

describe('one’s own notices', () => {
  async function some(count: number): Promise<void> {
    const { entry } = await submitted(wilma, 'Sent back again and again');
    for (let n = 0; n < count; n += 1) await fact('request-changes', rolf, entry, { revision: 1 });
    await fact('assign', rolf, entry, { to: wilma.person });
    await tell();
  }

  test('are paged, filtered, counted up to a hundred, marked, and unmarked', async () => {
    await some(120);
    serveApi(store);
    const headers = await session(store, wilma);
    const get = async (query = '') =>
      read<{ items: NoticeView[]; next: string | null }>(
        await call(list, { method: 'GET', path: `/api/v1/notices${query}`, headers }),
      );
    const count = async () => (await read<{ count: number }>(await call(unread, { method: 'GET', headers }))).count;
    expect(await count()).toBe(100);
    const all: number[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { items: NoticeView[]; next: string | null } = await get(`?limit=50${cursor && `&cursor=${cursor}`}`);
      all.push(...page.items.map(({ id }) => id));
      cursor = page.next;
    }
    expect(all).toHaveLength(121);
    expect(all).toEqual([...new Set(all)].sort((a, b) => b - a));
    expect((await get('?kind=assigned')).items).toHaveLength(1);

    const change = async (body: object) =>
      read<{ markedAt: string; changed: number }>(await call(mark, { body, headers }));
    expect((await change({ ids: all.slice(0, 2), read: true })).changed).toBe(2);
    expect((await get('?unread=true')).items[0]?.id).toBe(all[2]);
    const marking = await change({ upTo: all[1] });
    expect([marking.changed, await count()]).toEqual([119, 0]);
    expect((await change({ markedAt: marking.markedAt })).changed).toBe(119);
    expect((await change({ ids: [all[0]], read: false })).changed).toBe(1);
    expect(
      (await store.pool.query('SELECT count(*)::int AS n FROM notification WHERE read_at IS NULL')).rows[0].n,
    ).toBe(120);
  });

  test('are nobody else’s, and never read by token', async () => {
    await some(1);
    serveApi(store);
    const [notice] = await noticesOf(wilma);
    const headers = await session(store, anna);
    expect((await read<{ items: unknown[] }>(await call(list, { method: 'GET', headers }))).items).toEqual([]);
    expect(await read(await call(mark, { body: { ids: [notice?.id], read: true }, headers }))).toMatchObject({
      changed: 0,
    });
    expect(await countUnread(store, wilma.person)).toBe(2);
    for (const body of [
      {},
      { ids: [] },
      { ids: [1], read: true, person: 1 },
      { upTo: 0 },
      { markedAt: 'now' },
      { ids: [1] },
    ])
      expect((await call(mark, { body, headers })).status).toBe(400);
    for (const query of ['?kind=x', '?unread=false', '?cursor=a', '?who=1'])
      expect((await call(list, { method: 'GET', path: `/api/v1/notices${query}`, headers })).status).toBe(400);
  });

  test('following begins and ends, and twice is once', async () => {
    const { entry } = await submitted(wilma, 'Followed');
    serveApi(store);
    const headers = await session(store, anna);
    const params = { id: String(entry) };
    for (const handler of [follow, follow])
      expect(await read(await call(handler, { params, body: {}, headers }))).toEqual({ entry, following: true });
    expect(await isFollowing(store, anna.person, entry)).toBe(true);
    expect(await read(await call(unfollow, { params, body: {}, headers }))).toEqual({ entry, following: false });
    expect(await isFollowing(store, anna.person as PersonId, entry)).toBe(false);
    expect((await call(follow, { params: { id: '999999' }, body: {}, headers })).status).toBe(404);
  });
});
