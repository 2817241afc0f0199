import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { indexSources } from '../../../lib/discovery/learning/source-learning.ts';
import { discardEntry } from '../../../lib/editorial/entries/actions/discard-entry.ts';
import { createEntry, saveEntry } from '../../../lib/editorial/entries/actions/save-entry.ts';
import { submitEntry } from '../../../lib/editorial/entries/actions/submit-entry.ts';
import { readSnapshot } from '../../../lib/editorial/entries/store/entry-snapshot.ts';
import type { Actor } from '../../../lib/kernel/permission/actor.ts';
import type { Store } from '../../../lib/platform/database/database.ts';
import { addPublisher, changePublisher, mergePublishers } from '../../../lib/sources/actions/manage-publishers.ts';
import { checkSourceAgain, noteArchived } from '../../../lib/sources/actions/resolve-source.ts';
import { checkNext } from '../../../lib/sources/checks/check-sources.ts';
import { deadSources, evidenceOf } from '../../../lib/sources/queries/evidence.ts';
import { listPublishers } from '../../../lib/sources/queries/publishers.ts';
import { lookUpSource } from '../../../lib/sources/queries/source-lookup.ts';
import { countSources, listSources } from '../../../lib/sources/queries/sources.ts';
import { evidenceWords } from '../../../lib/sources/rules/evidence.ts';
import { claimAddress } from '../../../lib/sources/store/source-checks.ts';
import { startSourceLoops } from '../../../lib/worker/source-loops.ts';
import { freshStore, person } from '../../support/database.ts';
import { entryInput } from '../../support/entries.ts';
import { changeEntry, done, publishedEntry, takenAway } from '../../support/newsroom.ts';

let store: Store;
let editor: Actor;
let reviewer: Actor;
beforeEach(async () => {
  store = await freshStore();
  editor = await person(store, 'editor');
  reviewer = await person(store, 'reviewer');
});
afterEach(() => store.close());

const source = (url: string, name = 'Gazette') => ({ name, url });
const draft = async (headline: string, ...sources: { name: string; url: string; cover?: true }[]) =>
  done(await createEntry(store, editor, entryInput(headline, { sources })));
const published = (headline: string, ...sources: { name: string; url: string }[]) =>
  publishedEntry(store, editor, reviewer, headline, { sources });

/** Learns until nothing is new, and until what was learned is confirmed. */
async function learnAll(): Promise<void> {
  while ((await indexSources(store)) > 0);
  await indexSources(store);
  await indexSources(store);
}

const uses = async () =>
  (
    await store.pool.query<{ url: string; entry_id: number }>(
      'SELECT url, entry_id FROM source_use JOIN source_address a ON a.id = address_id ORDER BY entry_id, url',
    )
  ).rows;
const names = async (host: string) =>
  (
    await store.pool.query<{ name: string; uses: number }>(
      'SELECT name, uses FROM source_name WHERE host = $1 AND uses > 0 ORDER BY name COLLATE "C"',
      [host],
    )
  ).rows;

describe('learning', () => {
  test('each address once, whatever its spelling; each text that has it', async () => {
    const one = await published('A bridge', source('http://www.gazette.example/bridge/?utm_source=x'));
    const two = await draft(
      'A harbour',
      source('https://gazette.example/bridge'),
      source('https://herald.example/h', 'Herald'),
    );
    await learnAll();
    expect(
      (await store.pool.query('SELECT address, url, host, status FROM source_address ORDER BY address')).rows,
    ).toEqual([
      {
        address: 'https://gazette.example/bridge',
        url: 'http://www.gazette.example/bridge/?utm_source=x',
        host: 'gazette.example',
        status: 'unchecked',
      },
      {
        address: 'https://herald.example/h',
        url: 'https://herald.example/h',
        host: 'herald.example',
        status: 'unchecked',
      },
    ]);
    expect((await uses()).map(({ entry_id }) => entry_id)).toEqual([one.entry, two.entry, two.entry]);
    expect(
      (await store.pool.query('SELECT sources FROM revision WHERE entry_id = $1', [one.entry])).rows[0].sources,
    ).toMatchObject([{ url: 'http://www.gazette.example/bridge/?utm_source=x' }]);
  });

  test('it forgets what an entry no longer has, and counts names by what is current', async () => {
    const { entry, revision } = await draft(
      'A bridge',
      source('https://gazette.example/1', 'Gazzette'),
      source('https://gazette.example/cover', 'cover'),
      {
        ...source('https://gazette.example/picture', 'Cover Image'),
        cover: true,
      },
    );
    await learnAll();
    expect(await names('gazette.example')).toEqual([
      { name: 'Gazzette', uses: 1 },
      { name: 'cover', uses: 1 },
    ]);
    done(
      await saveEntry(
        store,
        editor,
        entry,
        { revision },
        entryInput('A bridge', { sources: [source('https://gazette.example/1', 'Gazette')] }),
      ),
    );
    await learnAll();
    expect(await uses()).toEqual([{ url: 'https://gazette.example/1', entry_id: entry }]);
    expect(await names('gazette.example')).toEqual([{ name: 'Gazette', uses: 1 }]);
  });

  test('a text whose transaction ends after later ones were learned is not missed', async () => {
    const { entry } = await draft('A bridge', source('https://gazette.example/1'));
    await learnAll();
    // An import began earlier: it took the next ids, and has not committed yet.
    const slow = await store.pool.connect();
    await slow.query('BEGIN');
    const { rows } = await slow.query<{ id: number; entry: number }>(
      `WITH e AS (INSERT INTO entry (day, title, slug, path)
        VALUES ('2031-05-06', 'Late', 'late', 'news/2031/05/6/late.md') RETURNING id),
       r
       AS (INSERT INTO revision (entry_id, day, topic, headline, summary, sources, contexts, related, kept, hash,
       author_id, channel)
         SELECT e.id, '2031-05-06', '', 'Late', '', '[{"name": "Herald", "url": "https://herald.example/late"}]',
           '{}', '[]', '{}', 'x',
           $1, 'import' FROM e RETURNING id, entry_id)
       SELECT id, entry_id AS entry FROM r`,
      [editor.person],
    );
    const late = rows[0];
    await slow.query('UPDATE entry SET published_revision_id = $1, published_at = now() WHERE id = $2', [
      late?.id,
      late?.entry,
    ]);
    const second = await draft('A harbour', source('https://gazette.example/2'));
    await learnAll();
    expect((await uses()).map(({ entry_id }) => entry_id)).toEqual([entry, second.entry]);
    const { rows: before } = await store.pool.query('SELECT frontier > confirmed AS waits FROM source_learning');
    expect(before).toEqual([{ waits: true }]);
    await slow.query('COMMIT');
    slow.release();
    // Whoever else is at work in the database at this moment is waited for: then it is learned the next time.
    await vi.waitFor(
      async () => {
        await learnAll();
        expect((await uses()).map(({ url }) => url)).toContain('https://herald.example/late');
      },
      { timeout: 60_000, interval: 200 },
    );
    await vi.waitFor(
      async () => {
        await learnAll();
        expect((await store.pool.query('SELECT frontier = confirmed AS done FROM source_learning')).rows).toEqual([
          { done: true },
        ]);
      },
      { timeout: 60_000, interval: 200 },
    );
  });

  test('many workers learn each text once', async () => {
    for (let n = 0; n < 8; n += 1)
      await draft(`Entry number ${n}`, source('https://gazette.example/same'), source(`https://gazette.example/${n}`));
    await Promise.all(Array.from({ length: 6 }, () => indexSources(store, 3)));
    await learnAll();
    expect(await names('gazette.example')).toEqual([{ name: 'Gazette', uses: 16 }]);
    expect(await uses()).toHaveLength(16);
  });
});

describe('looking an address up', () => {
  test('names the entries that have it, published and proposed, but for the one that asks', async () => {
    const one = await published('A bridge', source('https://gazette.example/bridge'));
    const two = await draft('A harbour', source('http://gazette.example/bridge#top'));
    const gone = await draft('A tower', source('https://gazette.example/bridge'));
    done(await discardEntry(store, editor, gone.entry));
    const away = await published('A lock', source('https://gazette.example/bridge'));
    await takenAway(store, editor, reviewer, away.entry);
    await learnAll();
    const found = await lookUpSource(store, 'https://www.gazette.example/bridge/?fbclid=1');
    expect(found).toMatchObject({ address: 'https://gazette.example/bridge', more: false });
    expect(found.reusedIn).toEqual([
      { entry: two.entry, day: '2031-05-06', title: 'A harbour', status: 'proposed' },
      { entry: one.entry, day: '2031-05-06', title: 'A bridge', status: 'published' },
    ]);
    expect(
      (await lookUpSource(store, 'https://gazette.example/bridge', one.entry)).reusedIn.map(({ entry }) => entry),
    ).toEqual([two.entry]);
    expect((await lookUpSource(store, 'https://gazette.example/other')).reusedIn).toEqual([]);
  });

  test('says of more than five that there are more', async () => {
    for (let n = 0; n < 6; n += 1) await draft(`Entry number ${n}`, source('https://gazette.example/same'));
    await learnAll();
    expect(await lookUpSource(store, 'https://gazette.example/same')).toMatchObject({
      more: true,
      reusedIn: { length: 5 },
    });
  });

  test('the publisher: managed, by its domain, as the archive says most often, or a guess', async () => {
    expect((await lookUpSource(store, 'https://news.bbc.co.uk/1')).publisher).toEqual({ name: 'BBC', by: 'guess' });
    await draft(
      'One',
      source('https://bbc.co.uk/1', 'BBC News'),
      source('https://bbc.co.uk/2', 'BBC News'),
      source('https://bbc.co.uk/3', 'The Beeb'),
    );
    await draft('Two', source('https://another.co.uk/1', 'Another'));
    await learnAll();
    expect((await lookUpSource(store, 'https://news.bbc.co.uk/9')).publisher).toEqual({
      name: 'BBC News',
      by: 'archive',
    });
    expect((await lookUpSource(store, 'https://third.co.uk/9')).publisher).toEqual({ name: 'Third', by: 'guess' });
    done(await addPublisher(store, reviewer, { name: 'British Broadcasting Corporation', domains: ['bbc.co.uk'] }));
    expect((await lookUpSource(store, 'https://news.bbc.co.uk/9')).publisher).toEqual({
      name: 'British Broadcasting Corporation',
      by: 'managed',
    });
    done(await addPublisher(store, reviewer, { name: 'BBC Sport', domains: ['sport.bbc.co.uk'] }));
    expect((await lookUpSource(store, 'https://live.sport.bbc.co.uk/9')).publisher).toEqual({
      name: 'BBC Sport',
      by: 'managed',
    });
    expect((await lookUpSource(store, 'http://127.0.0.1/9')).publisher).toBeNull();
  });

  test('is served by indexes', async () => {
    const { rows } = await store.pool
      .query<{ 'QUERY PLAN': string }>(
        `SET enable_seqscan = off;
         EXPLAIN SELECT FROM source_address a JOIN source_use s ON s.address_id = a.id
         WHERE md5(a.address) = md5('x') AND a.address = 'x'`,
      )
      .then((results) => (results as unknown as { rows: { 'QUERY PLAN': string }[] }[])[1] ?? { rows: [] });
    expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toMatch(/source_address_key/);
  });
});

describe('publishers', () => {
  test('are added, renamed, given and taken domains, each time as a fact', async () => {
    const made = done(
      await addPublisher(store, reviewer, { name: 'Gazette', domains: ['gazette.example', 'gazette.test'] }),
    );
    const changed = done(
      await changePublisher(store, reviewer, made.id, {
        version: made.version,
        name: 'The Gazette',
        add: ['news.gazette.net'],
        remove: ['gazette.test'],
      }),
    );
    expect(changed).toEqual({
      id: made.id,
      name: 'The Gazette',
      version: 2,
      domains: ['gazette.example', 'news.gazette.net'],
    });
    expect(await changePublisher(store, reviewer, made.id, { version: 1, name: 'Late' })).toMatchObject({
      ok: false,
      error: { code: 'stale-publisher' },
    });
    expect(
      (await store.pool.query("SELECT type, detail FROM audit_event WHERE type LIKE '%publisher%' ORDER BY id")).rows,
    ).toEqual([
      {
        type: 'add-publisher',
        detail: { publisher: made.id, name: 'Gazette', domains: ['gazette.example', 'gazette.test'] },
      },
      {
        type: 'change-publisher',
        detail: {
          publisher: made.id,
          name: 'The Gazette',
          was: 'Gazette',
          added: ['news.gazette.net'],
          removed: ['gazette.test'],
        },
      },
    ]);
  });

  test('a name or domain of another one is refused, and nothing is written', async () => {
    const made = done(await addPublisher(store, reviewer, { name: 'El País', domains: ['elpais.example'] }));
    expect(await addPublisher(store, reviewer, { name: 'EL PAIS' })).toMatchObject({
      error: { code: 'name-taken', by: 'El País' },
    });
    expect(
      await addPublisher(store, reviewer, { name: 'Other', domains: ['other.example', 'elpais.example'] }),
    ).toMatchObject({
      error: {
        code: 'invalid',
        fields: [{ field: 'domains', message: expect.stringContaining('belongs to El País') }],
      },
    });
    expect(await listPublishers(store)).toMatchObject({ items: [{ id: made.id }], next: null });
    expect(done(await changePublisher(store, reviewer, made.id, { version: 1, name: 'EL PAÍS' })).name).toBe('EL PAÍS');
  });

  test('two become one, with the domains of both', async () => {
    const one = done(await addPublisher(store, reviewer, { name: 'Gazette', domains: ['gazette.example'] }));
    const two = done(await addPublisher(store, reviewer, { name: 'The Gazette', domains: ['gazette.test'] }));
    expect(await mergePublishers(store, reviewer, one.id, { version: 1, into: one.id })).toMatchObject({
      error: { fields: [{ field: 'into' }] },
    });
    expect(await mergePublishers(store, reviewer, one.id, { version: 1, into: 999 })).toMatchObject({
      error: { code: 'not-found' },
    });
    const outcomes = await Promise.all([
      mergePublishers(store, reviewer, one.id, { version: 1, into: two.id }),
      mergePublishers(store, reviewer, two.id, { version: 1, into: one.id }),
    ]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ error: { code: 'stale-publisher' } });
    expect((await listPublishers(store)).items).toMatchObject([{ domains: ['gazette.example', 'gazette.test'] }]);
  });

  test('are found by the beginning of a name or domain, and paged', async () => {
    for (const [name, ...domains] of [
      ['Ära', 'aera.example'],
      ['Beacon', 'beacon.example'],
      ['Clarion', 'x.example'],
      ['100% News', 'zebra.example'],
    ] as const)
      done(await addPublisher(store, reviewer, { name, domains: [...domains] }));
    const found = async (q: string) => (await listPublishers(store, { q })).items.map(({ name }) => name);
    expect(await found('ara')).toEqual(['Ära']);
    expect(await found('AERA.')).toEqual(['Ära']);
    expect(await found('100%')).toEqual(['100% News']);
    expect(await found('%')).toEqual([]);
    expect(await found('_')).toEqual([]);
    const all: string[] = [];
    for (let cursor: string | undefined, more = true; more; ) {
      const page = await listPublishers(store, { limit: 3, cursor });
      all.push(...page.items.map(({ name }) => name));
      cursor = page.next ?? undefined;
      more = page.next !== null;
    }
    expect(all).toEqual(['100% News', 'Ära', 'Beacon', 'Clarion']);
  });

  test('only reviewers and admins manage them', async () => {
    expect(await addPublisher(store, editor, { name: 'Mine' })).toMatchObject({
      error: { code: 'not-allowed', permission: 'publisher.manage' },
    });
    expect(await changePublisher(store, editor, 1, { version: 1, name: 'Mine' })).toMatchObject({
      error: { code: 'not-allowed' },
    });
    expect(await mergePublishers(store, editor, 1, { version: 1, into: 2 })).toMatchObject({
      error: { code: 'not-allowed' },
    });
    expect(
      await addPublisher(store, { ...reviewer, scopes: ['review', 'entries:write'] }, { name: 'Mine' }),
    ).toMatchObject({ error: { code: 'not-allowed' } });
  });
});

describe('independent sources', () => {
  const TWO_SITES = [
    'https://news.bbc.co.uk/1',
    'https://www.bbc.co.uk/2',
    'https://one.blogspot.com/',
    'https://two.blogspot.com/',
    'https://other.co.uk/',
    'https://bbc.com/3',
  ];

  test('count by managed publisher, else by site', async () => {
    expect(await evidenceOf(store, TWO_SITES)).toMatchObject({ sources: 6, publishers: 5, unchecked: 6 });
    done(await addPublisher(store, reviewer, { name: 'BBC', domains: ['bbc.co.uk', 'bbc.com'] }));
    expect(await evidenceOf(store, TWO_SITES)).toMatchObject({ sources: 6, publishers: 4 });
    expect(await evidenceOf(store, ['https://a.example/1', 'http://a.example/1/', 'not an address'])).toMatchObject({
      sources: 1,
      publishers: 1,
    });
    expect(evidenceWords(await evidenceOf(store, []))).toBe('No sources');
  });

  test('are needed to submit where the newsroom says so', async () => {
    await store.prisma.newsroomSettings.update({ where: { id: 1 }, data: { leastSources: 2 } });
    const few = await draft('A bridge', source('https://gazette.example/1'), source('https://www.gazette.example/2'), {
      ...source('https://pictures.example/1', 'Cover Image'),
      cover: true,
    });
    expect(await submitEntry(store, editor, few.entry)).toEqual({
      ok: false,
      error: {
        code: 'invalid',
        fields: [
          {
            field: 'sources',
            message:
              'are too few. At least 2 sources from different publishers are required before review; there is 1. ' +
              'Add 1 more.',
          },
        ],
      },
    });
    expect((await readSnapshot(store, few.entry))?.proposal?.state).toBe('draft');
    const sources = [source('https://gazette.example/1'), source('https://herald.example/1')];
    const { revision } = done(
      await saveEntry(store, editor, few.entry, { revision: few.revision }, entryInput('A bridge', { sources })),
    );
    done(await submitEntry(store, editor, few.entry));
    done(await addPublisher(store, reviewer, { name: 'Group', domains: ['gazette.example', 'herald.example'] }));
    const again = await draft('A harbour', ...sources);
    expect(await submitEntry(store, editor, again.entry)).toMatchObject({ error: { code: 'invalid' } });
    expect(revision).toBeGreaterThan(few.revision);
  });

  test('are not needed to take a page away', async () => {
    const { entry } = await published('A bridge', source('https://gazette.example/1'));
    await store.prisma.newsroomSettings.update({ where: { id: 1 }, data: { leastSources: 9 } });
    await takenAway(store, editor, reviewer, entry);
    expect((await readSnapshot(store, entry))?.status.state).toBe('withdrawn');
  });
});

describe('checks', () => {
  const open: { close(): void }[] = [];
  afterEach(() => {
    for (const server of open.splice(0)) server.close();
  });

  async function site(answer: RequestListener): Promise<{ url: string; asked: string[] }> {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      answer(request, response);
    });
    open.push({
      close() {
        server.close();
        server.closeAllConnections();
      },
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
  }

  const REACH = { reachPrivate: true, pauseMs: 0, withinMs: 2_000 };
  const HOUR = 3_600_000;
  let time = Date.now();
  beforeEach(() => {
    time = Date.now();
  });
  /** Everything that is due once `ms` have passed. */
  async function checkDue(ms: number): Promise<number> {
    time += ms;
    let n = 0;
    // Each check leaves its host alone for a few seconds, which this clock lets pass.
    while (await checkNext(store, REACH, () => new Date(time))) {
      n += 1;
      time += 6_000;
    }
    return n;
  }
  const known = async (url: string) => (await evidenceOf(store, [url])).addresses[0];

  test('a new address is asked once it has stood, then rarely; a missing one is dead at the second time', async () => {
    const { url, asked } = await site((request, response) => {
      if (request.url === '/moved') response.writeHead(301, { location: '/there' });
      else if (request.url === '/gone') response.statusCode = 404;
      else if (request.url === '/shy') response.statusCode = 403;
      response.end();
    });
    await published('A bridge', ...['/here', '/moved', '/gone', '/shy'].map((path) => source(url + path)));
    await learnAll();
    expect(await checkDue(0)).toBe(0);
    expect(await checkDue(130_000)).toBe(4);
    expect(asked.sort()).toEqual(['/gone', '/here', '/moved', '/shy', '/there']);
    expect(await known(`${url}/here`)).toMatchObject({
      status: 'alive',
      httpStatus: 200,
      checkedAt: expect.any(String),
      seenAt: expect.any(String),
    });
    expect(await known(`${url}/moved`)).toMatchObject({ status: 'redirected', redirect: `${url}/there` });
    expect(await known(`${url}/gone`)).toMatchObject({ status: 'unreachable', httpStatus: 404 });
    expect(await known(`${url}/shy`)).toMatchObject({ status: 'refused', httpStatus: 403, seenAt: null });
    expect(await checkDue(HOUR)).toBe(1);
    expect(await known(`${url}/gone`)).toMatchObject({ status: 'dead' });
    expect(await checkDue(24 * HOUR)).toBe(0);
    expect(await checkDue(30 * 24 * HOUR)).toBe(4);
    expect(
      evidenceWords(
        await evidenceOf(
          store,
          ['/here', '/moved', '/gone'].map((path) => url + path),
        ),
      ),
    ).toBe('3 sources, 1 publisher, 1 dead, 1 redirected');
  });

  test('a silent server is dead after days, and alive once it answers', async () => {
    const { url } = await site((request) => void request.socket.destroy());
    await published('A bridge', source(`${url}/a`));
    await learnAll();
    for (const hours of [1, 1, 6, 24]) await checkDue(hours * HOUR);
    expect(await known(`${url}/a`)).toMatchObject({
      status: 'unreachable',
      problem: 'The server closed the connection.',
    });
    await checkDue(72 * HOUR);
    expect(await known(`${url}/a`)).toMatchObject({ status: 'dead' });
  });

  test('inner addresses are refused unless it is meant, and cost no connection', async () => {
    const { url, asked } = await site((_request, response) => response.end());
    await published('A bridge', source(`${url}/a`));
    await learnAll();
    time += 130_000;
    await checkNext(store, { reachPrivate: false }, () => new Date(time));
    expect(await known(`${url}/a`)).toMatchObject({
      status: 'refused',
      problem: expect.stringContaining('private network'),
    });
    expect(asked).toEqual([]);
  });

  test('one host is claimed by one worker at a time, whatever waits of it', async () => {
    await published(
      'A bridge',
      ...['1', '2', '3'].map((n) => source(`https://gazette.example/${n}`)),
      source('https://herald.example/1'),
    );
    await learnAll();
    const soon = new Date(Date.now() + 130_000);
    const claims = await Promise.all(Array.from({ length: 5 }, () => claimAddress(store, soon)));
    expect(claims.flatMap((claim) => claim?.host ?? []).sort()).toEqual(['gazette.example', 'herald.example']);
    // A worker that died over its claim loses it in the end.
    const later = new Date(soon.getTime() + 121_000);
    expect((await claimAddress(store, later))?.host).toBeDefined();
  });

  test('what nobody has any more is not asked', async () => {
    const { url, asked } = await site((_request, response) => response.end());
    const { entry } = await draft('A bridge', source(`${url}/typed-by-half`));
    await learnAll();
    done(await discardEntry(store, editor, entry));
    expect(await checkDue(HOUR)).toBe(0);
    expect(asked).toEqual([]);
    await draft('A bridge again', source(`${url}/typed-by-half`));
    await learnAll();
    expect(await checkDue(HOUR)).toBe(1);
  });

  test('the list names dead addresses with their entries; replaced ones leave it', async () => {
    const { url } = await site((_request, response) => response.writeHead(410).end());
    const one = await published('A bridge', source(`${url}/1`, 'Gazette'), source(`${url}/2`));
    const two = await draft('A harbour', source(`${url}/1`, 'The Gazette'));
    await learnAll();
    await checkDue(130_000);
    expect((await listSources(store, { status: 'unreachable' })).items).toHaveLength(2);
    await checkDue(HOUR);
    const first = await listSources(store, { limit: 1 });
    expect(first.next).not.toBeNull();
    const [at, id] = (first.next ?? '').split('.').map(Number);
    const second = await listSources(store, { limit: 1, cursor: { at: at ?? 0, id: id ?? 0 } });
    expect(second.next).toBeNull();
    const [shared] = [...first.items, ...second.items].filter((item) => item.url === `${url}/1`);
    expect(shared).toMatchObject({
      status: 'dead',
      httpStatus: 410,
      more: 0,
      entries: [
        { entry: two.entry, title: 'A harbour', name: 'The Gazette', published: false },
        { entry: one.entry, title: 'A bridge', name: 'Gazette', published: true },
      ],
    });
    expect(await countSources(store)).toEqual({ dead: 2, redirected: 0, unreachable: 0, refused: 0 });
    expect(await deadSources(store, 1)).toMatchObject({
      count: 2,
      items: [{ entry: one.entry, title: 'A bridge', since: expect.any(String) }],
    });

    await changeEntry(store, editor, reviewer, one.entry, { sources: [source('https://archive.example/copy')] });
    // The list follows at once, without waiting for anything to be learned.
    expect((await listSources(store)).items.map((item) => [item.url, item.entries.map(({ entry }) => entry)])).toEqual([
      [`${url}/1`, [two.entry]],
    ]);
    expect((await deadSources(store, 5)).items.map(({ entry }) => entry)).toEqual([two.entry]);
  });

  test('an editor has an address checked again and notes an archived copy, as facts', async () => {
    let status = 404;
    const { url, asked } = await site((_request, response) => response.writeHead(status).end());
    await published('A bridge', source(`${url}/a`));
    await learnAll();
    await checkDue(130_000);
    await checkDue(HOUR);
    const [dead] = (await listSources(store)).items;
    status = 200;
    done(await checkSourceAgain(store, editor, dead?.id ?? 0));
    expect(await checkDue(0)).toBe(1);
    expect(asked).toHaveLength(3);
    expect(await known(`${url}/a`)).toMatchObject({ status: 'alive' });
    done(await noteArchived(store, editor, dead?.id ?? 0, 'https://archive.example/a'));
    expect(await known(`${url}/a`)).toMatchObject({ archived: 'https://archive.example/a' });
    done(await noteArchived(store, editor, dead?.id ?? 0, null));
    expect(await known(`${url}/a`)).toMatchObject({ archived: null });
    expect(
      (
        await store.pool.query(
          "SELECT type, detail FROM audit_event WHERE type IN ('check-source', 'note-archived-copy') ORDER BY id",
        )
      ).rows,
    ).toEqual([
      { type: 'check-source', detail: { source: dead?.id } },
      { type: 'note-archived-copy', detail: { source: dead?.id, url: 'https://archive.example/a' } },
      { type: 'note-archived-copy', detail: { source: dead?.id, url: null } },
    ]);
    expect(await checkSourceAgain(store, editor, 999_999)).toMatchObject({ error: { code: 'not-found' } });
    expect(await checkSourceAgain(store, { ...editor, scopes: ['archive:read'] }, dead?.id ?? 0)).toMatchObject({
      error: { code: 'not-allowed' },
    });
  });

  test('the worker learns and checks by itself, is woken, and stops', async () => {
    const { url, asked } = await site((_request, response) => response.end());
    await published('A bridge', source(`${url}/a`));
    const attended = startSourceLoops({ store, checks: REACH, failed: (error) => expect(error).toBeUndefined() });
    await expect.poll(async () => (await uses()).length, { timeout: 15_000 }).toBe(1);
    expect(asked).toEqual([]);
    const { rows } = await store.pool.query<{ id: number }>('SELECT id FROM source_address');
    done(await checkSourceAgain(store, editor, rows[0]?.id ?? 0));
    await expect.poll(async () => (await known(`${url}/a`))?.status, { timeout: 15_000 }).toBe('alive');
    await attended.stop();
    expect(asked).toEqual(['/a']);
  });

  test('a worker that stops breaks a check off, and notes nothing of it', async () => {
    const { url, asked } = await site(() => undefined);
    await published('A bridge', source(`${url}/a`));
    await learnAll();
    await store.pool.query('UPDATE source_address SET next_check_at = now(); UPDATE source_host SET due_at = now()');
    const attended = startSourceLoops({ store, checks: { ...REACH, withinMs: 60_000 }, failed: () => undefined });
    await expect.poll(() => asked.length, { timeout: 15_000 }).toBe(1);
    await attended.stop();
    expect(await known(`${url}/a`)).toMatchObject({ status: 'unchecked', checkedAt: null });
  });
});
