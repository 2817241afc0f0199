import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GET as search } from '../../../app/api/v1/entries/route.ts';
import { POST as removeSearch } from '../../../app/api/v1/searches/[id]/remove/route.ts';
import { POST as keepSearch, GET as listSearches } from '../../../app/api/v1/searches/route.ts';
import { type ListedEntry, searchEntries } from '../../../lib/discovery/search/search-entries.ts';
import { requestEntryChanges } from '../../../lib/editorial/entries/actions/request-changes.ts';
import { createEntry, saveEntry } from '../../../lib/editorial/entries/actions/save-entry.ts';
import { submitEntry } from '../../../lib/editorial/entries/actions/submit-entry.ts';
import { type EntrySearch, entrySearch } from '../../../lib/editorial/entries/contract/entry-search.ts';
import type { Day } from '../../../lib/kernel/day.ts';
import type { Actor } from '../../../lib/kernel/permission/actor.ts';
import type { Store } from '../../../lib/platform/database/database.ts';
import { call, read, serveApi, session } from '../../support/api.ts';
import { freshStore, person } from '../../support/database.ts';
import { entryInput } from '../../support/entries.ts';
import { done, publishedEntry, staffedStore, takenAway } from '../../support/newsroom.ts';

let store: Store;
let wilma: Actor;
let rolf: Actor;
let anna: Actor;
beforeAll(async () => {
  ({ store, wilma, rolf, anna } = await staffedStore());
  serveApi(store);
  const draft = async (headline: string, day = '2031-05-06', who = wilma) =>
    done(await createEntry(store, who, entryInput(headline, { day: day as Day })));
  const submitted = async (headline: string, day?: string) => {
    const saved = await draft(headline, day);
    done(await submitEntry(store, wilma, saved.entry));
    return saved;
  };
  await draft('A draft about the Fähre', '2031-05-01');
  await draft('Rolf drafts', '2031-05-02', rolf);
  await submitted('In review', '2031-05-03');
  const given = await submitted('Given to Anna', '2031-05-04');
  await store.pool.query('UPDATE proposal SET assigned_to = $2 WHERE entry_id = $1', [given.entry, anna.person]);
  const back = await submitted('Sent back', '2031-05-05');
  done(await requestEntryChanges(store, rolf, back.entry, 'Why?'));
  const planned = await submitted('Planned', '2031-05-06');
  await store.pool.query(
    `UPDATE proposal SET publish_at = '2032-01-01T00:00Z', scheduled_by = $2, scheduled_hash = 'x' WHERE entry_id = $1`,
    [planned.entry, rolf.person],
  );
  await publishedEntry(store, wilma, rolf, 'Published ferry', { day: '2031-05-07' as Day });
  const changed = await publishedEntry(store, wilma, rolf, 'Changed', { day: '2031-05-08' as Day });
  done(
    await saveEntry(
      store,
      { ...rolf, channel: 'api' },
      changed.entry,
      { revision: changed.revision },
      entryInput('Changed a little', { day: '2031-05-08' as Day }),
    ),
  );
  const gone = await publishedEntry(store, wilma, rolf, 'Gone', { day: '2031-05-09' as Day });
  await takenAway(store, rolf, anna, gone.entry);
});
afterAll(() => store.close());

const titles = async (filter: Partial<EntrySearch>) =>
  (await searchEntries(store, filter as EntrySearch)).items.map(({ title }) => title);

describe('the list of entries', () => {
  test.each<[string, () => Partial<EntrySearch>, string[]]>([
    ['drafts', () => ({ state: 'draft' }), ['Changed', 'Rolf drafts', 'A draft about the Fähre']],
    ['in review', () => ({ state: 'in-review' }), ['Given to Anna', 'In review']],
    ['sent back', () => ({ state: 'changes-requested' }), ['Sent back']],
    ['scheduled', () => ({ state: 'scheduled' }), ['Planned']],
    ['open change', () => ({ state: 'open-change' }), ['Changed']],
    ['published', () => ({ state: 'published' }), ['Changed', 'Published ferry']],
    ['withdrawn', () => ({ state: 'withdrawn' }), ['Gone']],
    ['words, accents aside', () => ({ q: 'about fahr' }), ['A draft about the Fähre']],
    ['an author', () => ({ author: rolf.person }), ['Changed', 'Rolf drafts']],
    ['whom the review was given to', () => ({ assigned: anna.person }), ['Given to Anna']],
    ['a way in', () => ({ channel: 'api' }), ['Changed']],
    ['days', () => ({ from: '2031-05-04' as Day, to: '2031-05-05' as Day }), ['Sent back', 'Given to Anna']],
    [
      'everything at once',
      () => ({
        q: 'in rev',
        from: '2031-05-01' as Day,
        to: '2031-05-09' as Day,
        state: 'in-review',
        author: wilma.person,
        channel: 'screen',
      }),
      ['In review'],
    ],
  ])('by %s', async (_, filter, expected) => {
    expect(await titles(filter())).toEqual(expected);
  });

  test('pages meet without gap or overlap', async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { items: ListedEntry[]; next: string | null } = await searchEntries(
        store,
        entrySearch.parse({ limit: '2', ...(cursor ? { cursor } : {}) }),
      );
      seen.push(...page.items.map(({ title }) => title));
      cursor = page.next;
    } while (cursor);
    expect(seen).toEqual(await titles({}));
    expect(seen).toHaveLength(9);
  });

  test('a row tells where the entry and its proposal stand', async () => {
    const row = async (q: string) => (await searchEntries(store, { q } as EntrySearch)).items[0];
    expect(await row('Given to')).toMatchObject({
      published: false,
      proposal: {
        state: 'in_review',
        purpose: 'new',
        assignedTo: 'Anna',
        openedBy: 'Wilma',
        hash: expect.any(String),
        publishAt: null,
      },
    });
    expect(await row('Planned')).toMatchObject({ proposal: { publishAt: '2032-01-01T00:00:00.000Z' } });
    expect(await row('Changed')).toMatchObject({
      published: true,
      proposal: { state: 'draft', purpose: 'change', openedBy: 'Rolf' },
    });
    expect(await row('Gone')).toMatchObject({ published: false, withdrawn: true, proposal: null });
  });

  test('the API reads the same, and names what is wrong with a filter', async () => {
    const headers = await session(store, wilma);
    const get = (query: string) => call(search, { method: 'GET', path: `/api/v1/entries${query}`, headers });
    expect(
      (await read<{ items: ListedEntry[] }>(await get('?state=changes-requested'))).items.map(({ title }) => title),
    ).toEqual(['Sent back']);
    for (const [query, field] of [
      ['?state=x', 'state'],
      ['?from=2031-02-30', 'from'],
      ['?author=0', 'author'],
      ['?channel=fax', 'channel'],
      ['?order=asc', 'order'],
      ['?cursor=x', 'cursor'],
    ]) {
      const answer = await get(query ?? '');
      expect([answer.status, (await read(answer)).fields[0]?.field]).toEqual([400, field]);
    }
  });
});

describe('the plan of the list in a large archive', () => {
  let large: Store;
  const COUNT = 30_000;
  beforeAll(async () => {
    large = await freshStore();
    await person(large, 'admin', 'Importer');
    await person(large, 'editor', 'Writer');
    await large.pool.query(
      `INSERT INTO entry (day, title, path)
        SELECT date '2001-01-01' + n / 4, 'Thing ' || n, 'news/2001/01/1/' || n || '.md'
        FROM generate_series(1, ${COUNT}) n`,
    );
    await large.pool.query(
      `INSERT INTO revision (entry_id, day, topic, headline, summary, sources, contexts, related, kept, hash,
        author_id, channel)
       SELECT id, day, '', title, '', '[]', '{}', '[]', '{}', 'h', CASE WHEN id % 3000 = 0 THEN 2 ELSE 1 END, CASE
       WHEN id % 3000 = 0 THEN 'api' ELSE 'import' END::channel FROM entry`,
    );
    await large.pool.query(
      'UPDATE entry e SET published_revision_id = r.id FROM revision r WHERE r.entry_id = e.id AND e.id % 2000 <> 0',
    );
    await large.pool.query(
      `INSERT INTO proposal (entry_id, state, revision_id, opened_by, submitted_at, assigned_to)
       SELECT e.id, (CASE WHEN e.id % 2 = 0 THEN 'in_review' ELSE 'draft'
       END)::proposal_state, r.id, 2, now(), CASE WHEN e.id % 1000 = 0 THEN 2 END FROM entry e JOIN revision r
       ON r.entry_id = e.id WHERE e.id % 500 IN (0, 1)`,
    );
    await large.pool.query(
      `INSERT INTO proposal (entry_id, state, revision_id, opened_by, submitted_at, decided_by)
        SELECT e.id, 'approved', r.id, 2, now(), 1 FROM entry e JOIN revision r ON r.entry_id = e.id`,
    );
    await large.pool.query('UPDATE entry SET withdrawn_at = now(), published_revision_id = NULL WHERE id % 5000 = 1');
    await large.pool.query('VACUUM ANALYZE');
  });
  afterAll(() => large.close());

  test.each([
    '',
    'state=draft',
    'state=in-review',
    'state=changes-requested',
    'state=scheduled',
    'state=open-change',
    'state=published',
    'state=withdrawn',
    'author=1',
    'author=2',
    'assigned=2',
    'channel=api',
    'channel=import',
    'channel=cli',
    'from=2010-01-01&to=2010-02-01',
    'author=2&state=in-review&channel=api',
    'cursor=2010-01-01.900&state=published',
  ])('%s reads little', async (query) => {
    const asked: { sql: string; given: unknown[] }[] = [];
    const listening = large.pool.query.bind(large.pool);
    large.pool.query = ((first: { text: string; values: unknown[] }, ...rest: unknown[]) => {
      if (typeof first === 'object' && first.text.includes('as "proposal"'))
        asked.push({ sql: first.text, given: first.values });
      return (listening as (...all: unknown[]) => unknown)(first, ...rest);
    }) as typeof large.pool.query;
    await searchEntries(large, entrySearch.parse(Object.fromEntries(new URLSearchParams(query))));
    large.pool.query = listening;
    const [{ sql, given } = { sql: '', given: [] }] = asked;
    const { rows } = await large.pool.query(`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${sql}`, given);
    const plan = rows[0]['QUERY PLAN'][0].Plan;
    const blocks = plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
    if (process.env['DATELINE_PLANS'])
      console.log(
        query,
        blocks,
        JSON.stringify(plan)
          .match(/"Index Name":"[^"]+"|"Node Type":"Seq Scan","[^}]*?"Relation Name":"[^"]+"/g)
          ?.join(' '),
      );
    expect(blocks).toBeLessThan(600);
  });
});

describe('saved searches', () => {
  test('are kept under a name, seen by others where they are shared', async () => {
    const headers = await session(store, wilma);
    const others = await session(store, rolf);
    const keep = (body: object, as = headers) => call(keepSearch, { body, headers: as });
    const list = async (as = headers) =>
      (
        await read<{ items: { id: number; name: string; query: string; by: { name: string } }[] }>(
          await call(listSearches, { method: 'GET', headers: as }),
        )
      ).items;
    const { id } = await read<{ id: number }>(
      await keep({ name: 'Old drafts', query: 'state=draft&to=2031-05-06&q=', shared: false }),
    );
    const shared = await read<{ id: number }>(
      await keep({ name: 'Came back', query: 'state=changes-requested', shared: true }),
    );
    expect(await list()).toMatchObject([
      { name: 'Came back', query: 'state=changes-requested' },
      { name: 'Old drafts', query: 'to=2031-05-06&state=draft', by: { name: 'Wilma' } },
    ]);
    expect((await list(others)).map(({ name }) => name)).toEqual(['Came back']);
    expect(await read(await keep({ name: 'old DRAFTS', query: '', shared: false }))).toMatchObject({
      status: 409,
      code: 'name-taken',
    });
    for (const [body, field] of [
      [{ name: '', query: '', shared: false }, 'name'],
      [{ name: 'x', query: 'state=nonsense', shared: false }, 'query'],
      [{ name: 'x', query: 'state=draft&state=draft', shared: false }, 'query'],
      [{ name: 'x', query: 'cursor=2031-05-06.1', shared: false }, 'query'],
      [{ name: 'x', query: '', shared: false, person: 1 }, 'person'],
    ] as const) {
      const answer = await keep(body);
      expect([answer.status, (await read(answer)).fields[0]?.field]).toEqual([400, field]);
    }
    const remove = (which: number, as: Record<string, string>) =>
      call(removeSearch, { params: { id: String(which) }, body: {}, headers: as });
    expect((await remove(id, others)).status).toBe(404);
    expect((await remove(shared.id, others)).status).toBe(403);
    expect(await read(await remove(shared.id, await session(store, anna)))).toMatchObject({ name: 'Came back' });
    expect(await read(await remove(id, headers))).toMatchObject({
      name: 'Old drafts',
      query: 'to=2031-05-06&state=draft',
      shared: false,
    });
    expect((await remove(id, headers)).status).toBe(404);
  });
});
