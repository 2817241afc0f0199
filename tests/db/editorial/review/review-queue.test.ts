import { type Compilable, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countWaiting, readDesk } from '../../../../lib/desk/desk.ts';
import { openThread } from '../../../../lib/editorial/comments/comment-on-entry.ts';
import { createContext } from '../../../../lib/editorial/contexts/actions/create-context.ts';
import { assignEntry } from '../../../../lib/editorial/entries/actions/assign-entry.ts';
import { createEntry, saveEntry } from '../../../../lib/editorial/entries/actions/save-entry.ts';
import { scheduleApproval } from '../../../../lib/editorial/entries/actions/schedule-approval.ts';
import { sizeProposals } from '../../../../lib/editorial/entries/actions/size-proposals.ts';
import { fixSmallThing } from '../../../../lib/editorial/entries/actions/small-fix.ts';
import { submitEntry } from '../../../../lib/editorial/entries/actions/submit-entry.ts';
import { withdrawEntry } from '../../../../lib/editorial/entries/actions/withdraw-entry.ts';
import { readSnapshot } from '../../../../lib/editorial/entries/store/entry-snapshot.ts';
import { QUEUE_FILTERS, type QueueFilter, readQueueCursor } from '../../../../lib/editorial/review/contract/review.ts';
import { readProposalChange } from '../../../../lib/editorial/review/queries/proposal-change.ts';
import { readProposalFiles } from '../../../../lib/editorial/review/queries/proposal-files.ts';
import { beside, conditionsOf, lanesOf, orderOf } from '../../../../lib/editorial/review/queries/queue-conditions.ts';
import { countQueue, neighboursOf, readReviewQueue } from '../../../../lib/editorial/review/queries/review-queue.ts';
import type { Day } from '../../../../lib/kernel/day.ts';
import type { EntryId } from '../../../../lib/kernel/ids.ts';
import type { Actor } from '../../../../lib/kernel/permission/actor.ts';
import type { Store } from '../../../../lib/platform/database/database.ts';
import { kysely } from '../../../../lib/platform/database/kysely.ts';
import { freshStore, person } from '../../../support/database.ts';
import { entryInput } from '../../../support/entries.ts';
import { done, publishedEntry } from '../../../support/newsroom.ts';

let store: Store;
let wanda: Actor;
let oscar: Actor;
let rita: Actor;
let rolf: Actor;
const entries: Record<string, EntryId> = {};
const at = new Date(Date.now() + 3_600_000);

beforeAll(async () => {
  store = await freshStore();
  [wanda, oscar] = [await person(store, 'editor', 'Wanda'), await person(store, 'editor', 'Oscar')];
  [rita, rolf] = [await person(store, 'reviewer', 'Rita'), await person(store, 'reviewer', 'Rolf')];
  const submit = async (name: string, by: Actor, fields = {}) => {
    const made = done(await createEntry(store, by, entryInput(name, fields)));
    done(await submitEntry(store, by, made.entry));
    entries[name] = made.entry;
    return made;
  };
  await submit('plain', wanda);
  await submit('early day', wanda, { day: '2031-05-01' as Day });
  await submit("rita's own", rita);
  await submit('given to rita', oscar);
  await submit('given to rolf', oscar);
  const planned = await submit('planned', oscar);
  await submit('talked about', oscar);
  done(await assignEntry(store, rolf, entries['given to rita'] as EntryId, rita.person));
  done(await assignEntry(store, rita, entries['given to rolf'] as EntryId, rolf.person));
  done(await scheduleApproval(store, rita, planned.entry, { hash: planned.hash, at }));
  done(await openThread(store, rita, entries['talked about'] as EntryId, { field: '', text: 'Hm.' }));
  const live = await publishedEntry(store, wanda, rita, 'A brigde is published');
  entries['small'] = live.entry;
  done(
    await fixSmallThing(store, wanda, live.entry, {
      revision: live.revision,
      fields: { headline: 'A bridge is published' },
      reason: 'A typo.',
    }),
  );
  const other = await publishedEntry(store, wanda, rita, 'Goes');
  entries['goes'] = other.entry;
  done(await withdrawEntry(store, wanda, other.entry, { reason: 'Why.' }));
});
afterAll(() => store.close());

const reader = () => ({ person: rita.person, fourEyes: true });
const names = async (filter: QueueFilter, who = reader()) => {
  await sizeProposals(store);
  const { items } = await readReviewQueue(store, who, { filter, limit: 100 });
  const byId = new Map(Object.entries(entries).map(([name, entry]) => [entry, name]));
  return items.map((item) => (item.kind === 'entry' ? byId.get(item.entry) : item.title));
};

describe('the lists of the queue', () => {
  test.each<[string, QueueFilter, string[]]>([
    [
      'all of it',
      {},
      [
        'plain',
        'early day',
        "rita's own",
        'given to rita',
        'given to rolf',
        'planned',
        'talked about',
        'small',
        'goes',
      ],
    ],
    ['mine to decide', { filter: 'mine' }, ['plain', 'early day', 'given to rita', 'talked about', 'small', 'goes']],
    ['assigned to me', { filter: 'assigned' }, ['given to rita']],
    [
      'assigned to nobody',
      { filter: 'unassigned' },
      ['plain', 'early day', "rita's own", 'planned', 'talked about', 'small', 'goes'],
    ],
    ['small fixes', { filter: 'small' }, ['small']],
    ['scheduled', { filter: 'scheduled' }, ['planned']],
    ['with open comments', { filter: 'comments' }, ['talked about']],
    ['withdrawals', { purpose: 'withdraw' }, ['goes']],
    ['changes', { purpose: 'change' }, ['small']],
    ['new entries up to a day', { purpose: 'new', to: '2031-05-05' as Day }, ['early day']],
  ])('%s', async (_, filter, found) => expect(await names(filter)).toEqual(found));

  test('by author, whatever part they wrote', async () => {
    expect(await names({ author: oscar.person })).toEqual([
      'given to rita',
      'given to rolf',
      'planned',
      'talked about',
    ]);
    expect(await names({ author: wanda.person, purpose: 'withdraw' })).toEqual(['goes']);
  });

  test('without four eyes, own work is mine to decide', async () => {
    expect(await names({ filter: 'mine' }, { ...reader(), fourEyes: false })).toContain("rita's own");
  });

  test('are counted', async () => {
    await sizeProposals(store);
    expect(await countQueue(store, reader())).toEqual({
      all: 9,
      mine: 6,
      assigned: 1,
      unassigned: 7,
      small: 1,
      scheduled: 1,
      comments: 1,
    });
  });

  test('page by page give each entry once, in any list', async () => {
    for (const filter of [undefined, ...QUEUE_FILTERS]) {
      const all = (await readReviewQueue(store, reader(), { filter: { filter }, limit: 100 })).items.map(
        ({ link }) => link,
      );
      const paged: string[] = [];
      let cursor = readQueueCursor('');
      for (let i = 0; i < 20; i += 1) {
        const page = await readReviewQueue(store, reader(), { filter: { filter }, cursor, limit: 2 });
        paged.push(...page.items.map(({ link }) => link));
        if (!page.next) break;
        cursor = readQueueCursor(page.next);
      }
      expect(paged).toEqual(all);
    }
  });

  test('say what a row needs: who has it, its time, open comments, and a small fix whole', async () => {
    const { items } = await readReviewQueue(store, reader(), { limit: 100 });
    const item = (name: string) =>
      items.filter((one) => one.kind === 'entry').find(({ entry }) => entry === entries[name]);
    expect(item('given to rolf')).toMatchObject({
      assignedTo: { name: 'Rolf' },
      schedule: null,
      openThreads: 0,
      smallFix: null,
      isStale: false,
    });
    expect(item('planned')?.schedule).toEqual({ at: at.toISOString(), by: { id: rita.person, name: 'Rita' } });
    expect(item('talked about')?.openThreads).toBe(1);
    expect(item('small')).toMatchObject({
      note: 'A typo.',
      smallFix: [{ field: 'headline', before: 'A brigde is published', after: 'A bridge is published' }],
    });
  });

  test('lead from one to the next', async () => {
    const change = await readProposalChange(store, reader(), entries['given to rita'] as EntryId, {
      author: oscar.person,
    });
    expect([change?.previous, change?.next]).toEqual([null, `/review/${entries['given to rolf']}`]);
    const mine = await readProposalChange(store, reader(), entries['given to rita'] as EntryId, { filter: 'mine' });
    expect([mine?.previous, mine?.next]).toEqual([
      `/review/${entries['early day']}`,
      `/review/${entries['talked about']}`,
    ]);
  });
});

describe('changes of names and pages of prose', () => {
  /**
   * Puts a change of names between the first two entries, and a page of prose at the very time of the second, with a
   * long time of each before.
   */
  async function withChanges(): Promise<{ rename: number; page: number; own: number }> {
    const change = async (context: string, by: Actor) => {
      const known = await store.prisma.context.findFirst({ where: { name: context } });
      const id = known?.id ?? done(await createContext(store, by, { name: context, despite: true })).id;
      const { rows } = await store.pool.query<{ id: number }>(
        `INSERT INTO context_change (context_id, asked, asked_by, asked_at)
         VALUES ($1, '{"kind": "rename", "change": {"name": "Other"}}', $2, (SELECT submitted_at + interval '1 ms'
         FROM proposal WHERE entry_id = $3)) RETURNING id`,
        [id, by.person, entries['plain']],
      );
      return rows[0]?.id ?? 0;
    };
    const { rows } = await store.pool.query<{ id: number }>(
      `INSERT INTO prose_proposal (path, text, hash, author_id, at)
        VALUES ('faq/new.md', 'New.', 'h', $1, (SELECT submitted_at FROM proposal WHERE entry_id = $2)) RETURNING id`,
      [wanda.person, entries['early day']],
    );
    return { rename: await change('Weir', rolf), own: await change('Lock', rita), page: rows[0]?.id ?? 0 };
  }
  const gone = () => store.pool.query('DELETE FROM context_change; DELETE FROM prose_proposal');

  test('stand in the queue by their time, in its lists, counts, pages and filters', async () => {
    const { rename, page, own } = await withChanges();
    try {
      const all = ['plain', 'Weir: rename', 'Lock: rename', 'early day', '/faq/new.md', "rita's own"];
      expect((await names({})).slice(0, 6)).toEqual(all);
      expect((await names({ filter: 'mine' })).slice(0, 4)).toEqual([
        'plain',
        'Weir: rename',
        'early day',
        '/faq/new.md',
      ]);
      expect((await names({ filter: 'mine' }, { ...reader(), fourEyes: false })).slice(0, 4)).toEqual([
        'plain',
        'Weir: rename',
        'Lock: rename',
        'early day',
      ]);
      expect((await names({ filter: 'unassigned' })).slice(0, 4)).toEqual([
        'plain',
        'Weir: rename',
        'Lock: rename',
        'early day',
      ]);
      expect(await names({ kind: 'context' })).toEqual(['Weir: rename', 'Lock: rename']);
      expect(await names({ kind: 'prose' })).toEqual(['/faq/new.md']);
      expect(await names({ kind: 'entry', author: wanda.person })).not.toContain('/faq/new.md');
      expect(await names({ author: wanda.person })).toContain('/faq/new.md');
      expect(await names({ kind: 'prose', purpose: 'new' })).toEqual([]);
      expect(await countQueue(store, reader())).toEqual({
        all: 12,
        mine: 8,
        assigned: 1,
        unassigned: 10,
        small: 1,
        scheduled: 1,
        comments: 1,
      });
      // The badge counts what was given to somebody else too.
      expect(await countWaiting(store, rita.person)).toBe(9);
      const { items } = await readReviewQueue(store, reader(), { filter: { kind: 'context' } });
      expect(items[0]).toMatchObject({
        kind: 'context',
        id: rename,
        what: 'rename',
        authors: [{ name: 'Rolf' }],
        link: `/review/contexts/${rename}`,
      });
      const paged: string[] = [];
      for (let cursor = readQueueCursor(''), i = 0; i < 20; i += 1) {
        const part = await readReviewQueue(store, reader(), { cursor, limit: 1 });
        paged.push(...part.items.map(({ link }) => link));
        if (!part.next) break;
        cursor = readQueueCursor(part.next);
      }
      expect(paged).toEqual((await readReviewQueue(store, reader(), { limit: 100 })).items.map(({ link }) => link));
      expect(paged).toHaveLength(12);
      expect(await neighboursOf(store, reader(), {}, { kind: 'context', id: own })).toEqual({
        previous: `/review/contexts/${rename}`,
        next: `/review/${entries['early day']}`,
      });
      expect(await neighboursOf(store, reader(), { filter: 'mine' }, { kind: 'prose', id: page })).toEqual({
        previous: `/review/${entries['early day']}`,
        next: `/review/${entries['given to rita']}`,
      });
      const entry = await readProposalChange(store, reader(), entries['early day'] as EntryId);
      expect([entry?.previous, entry?.next]).toEqual([`/review/contexts/${own}`, `/review/prose/${page}`]);
    } finally {
      await gone();
    }
  });

  test('stand on the desks of whoever may decide and of whoever asked', async () => {
    const { rename, page } = await withChanges();
    try {
      const waits = (await readDesk(store, rita.person)).waiting.items.map(({ headline }) => headline);
      expect(waits).toEqual(expect.arrayContaining(['Weir: rename', '/faq/new.md']));
      expect(waits).not.toContain('Lock: rename');
      const own = (await readDesk(store, rita.person))['in-review'].items.map(({ headline, entry }) => [
        headline,
        entry === null,
      ]);
      expect(own).toEqual(expect.arrayContaining([['Lock: rename', true]]));
      await store.pool.query(
        `UPDATE context_change
          SET state = 'changes_requested', decided_by = $2, decided_at = now(), reason = 'Which weir?' WHERE id = $1`,
        [rename, rita.person],
      );
      expect((await readDesk(store, rolf.person))['changes-requested'].items).toMatchObject([
        { kind: 'context', change: rename, headline: 'Weir: rename', reason: 'Which weir?', by: 'Rita' },
      ]);
      expect((await readDesk(store, wanda.person))['in-review'].items).toContainEqual(
        expect.objectContaining({ kind: 'prose', change: page, day: null }),
      );
    } finally {
      await gone();
    }
  });
});

describe('a small fix', () => {
  test('counts no more once its text is more than that', async () => {
    const live = await publishedEntry(store, wanda, rita, 'A tunel opens');
    const fix = { revision: live.revision, fields: { headline: 'A tunnel opens' }, reason: 'A typo.' };
    done(await fixSmallThing(store, wanda, live.entry, fix));
    entries['tunnel'] = live.entry;
    expect(await names({ filter: 'small' })).toEqual(['small', 'tunnel']);
    const revision = (await readSnapshot(store, live.entry))?.proposal?.revision;
    done(
      await saveEntry(
        store,
        wanda,
        live.entry,
        { revision: revision as NonNullable<typeof revision> },
        entryInput('A tunnel opens', { summary: 'Something else entirely is said here now, in many words.' }),
      ),
    );
    expect(await names({ filter: 'small' })).toEqual(['small']);
    expect(await fixSmallThing(store, oscar, live.entry, fix)).toMatchObject({
      ok: false,
      error: { code: 'proposal-open' },
    });
  });

  test('is refused where it is more than that, about an earlier text, or without a reason', async () => {
    const { entry, revision } = await publishedEntry(store, wanda, rita, 'A road opens');
    const fix = { revision, fields: { headline: 'A raod opens' }, reason: 'A typo.' };
    const long = 'one two three four five six seven eight nine ten';
    expect(await fixSmallThing(store, wanda, entry, { ...fix, fields: { headline: long } })).toMatchObject({
      error: { code: 'not-small' },
    });
    expect(
      await fixSmallThing(store, wanda, entry, {
        ...fix,
        fields: { source: { url: 'https://nowhere.example', to: 'https://x.example' } },
      }),
    ).toMatchObject({
      error: { code: 'not-small' },
    });
    expect(
      await fixSmallThing(store, wanda, entry, { ...fix, revision: (revision + 1000) as typeof revision }),
    ).toMatchObject({ error: { code: 'stale-save' } });
    expect(await fixSmallThing(store, wanda, entry, { ...fix, reason: ' ' })).toMatchObject({
      error: { code: 'reason-missing' },
    });
    await store.pool.query('UPDATE newsroom_settings SET least_sources = 3');
    expect(await fixSmallThing(store, wanda, entry, fix)).toMatchObject({ ok: false });
    await store.pool.query('UPDATE newsroom_settings SET least_sources = 0');
    expect((await readSnapshot(store, entry))?.proposal).toBeUndefined();
    done(
      await fixSmallThing(store, wanda, entry, {
        revision,
        fields: { source: { url: 'https://gazette.example/bridge', to: 'https://gazette.example/road' } },
        reason: 'It moved.',
      }),
    );
    expect((await readSnapshot(store, entry))?.proposed?.text.sources).toEqual([
      { name: 'Harbour Gazette', url: 'https://gazette.example/road' },
    ]);
  });
});

describe('the files of an approval', () => {
  const kinds = async (entry: EntryId) =>
    (await readProposalFiles(store, entry))?.items.map(({ kind, path, before, after }) => [
      kind,
      path,
      before !== null,
      after !== null,
    ]);

  test('of a first publication: its page, its day, and the front page where that day is among the latest', async () => {
    const made = done(await createEntry(store, wanda, entryInput('Latest of all', { day: '2031-05-09' as Day })));
    expect(await kinds(made.entry)).toEqual([
      ['page', 'news/2031/05/9/latest-of-all.md', false, true],
      ['day', 'news/2031/05/9/index.md', false, true],
      ['front', 'index.md', true, true],
    ]);
    const old = done(await createEntry(store, wanda, entryInput('Long before', { day: '2030-05-09' as Day })));
    expect((await kinds(old.entry))?.map(([kind]) => kind)).toEqual(['page', 'day']);
  });

  test('of another headline: also the pages that name it; of a source, its page alone', async () => {
    const named = await publishedEntry(store, wanda, rita, 'Named by others', { day: '2021-02-03' as Day });
    const naming = await publishedEntry(store, wanda, rita, 'Names another', {
      day: '2021-03-03' as Day,
      related: [{ entry: named.entry }],
    });
    const saved = done(
      await saveEntry(
        store,
        wanda,
        named.entry,
        { revision: named.revision },
        entryInput('Named by many', { day: '2021-02-03' as Day }),
      ),
    );
    const files = await readProposalFiles(store, named.entry);
    expect(files?.items.map(({ kind, path }) => [kind, path])).toEqual([
      ['page', named.path],
      ['day', 'news/2021/02/3/index.md'],
      ['naming', naming.path],
    ]);
    expect(files?.items[2]?.before).toContain('[Named by others]');
    expect(files?.items[2]?.after).toContain('[Named by many]');
    const back = {
      ...entryInput('Named by others', { day: '2021-02-03' as Day }),
      sources: [{ name: 'Radio', url: 'https://radio.example' }],
    };
    done(await saveEntry(store, wanda, named.entry, { revision: saved.revision }, back));
    expect(await kinds(named.entry)).toEqual([['page', named.path, true, true]]);
  });

  test('of another day: the old file goes, a new one comes, both days and the pages that name it follow', async () => {
    const moves = await publishedEntry(store, wanda, rita, 'Moves on', { day: '2020-02-03' as Day });
    const stays = await publishedEntry(store, wanda, rita, 'Stays there', {
      day: '2020-02-03' as Day,
      related: [{ entry: moves.entry }],
    });
    done(
      await saveEntry(
        store,
        wanda,
        moves.entry,
        { revision: moves.revision },
        entryInput('Moves on', { day: '2020-02-04' as Day }),
      ),
    );
    expect(await kinds(moves.entry)).toEqual([
      ['page', 'news/2020/02/4/moves-on.md', false, true],
      ['page', moves.path, true, false],
      ['day', 'news/2020/02/3/index.md', true, true],
      ['day', 'news/2020/02/4/index.md', false, true],
      ['naming', stays.path, true, true],
    ]);
    expect(await readProposalChange(store, reader(), moves.entry)).toMatchObject({
      path: 'news/2020/02/4/moves-on.md',
      pathBefore: moves.path,
    });
  });

  test('of a withdrawal: the page goes', async () => {
    expect((await kinds(entries['goes'] as EntryId))?.slice(0, 2)).toEqual([
      ['page', 'news/2031/05/6/goes.md', true, false],
      ['day', 'news/2031/05/6/index.md', true, true],
    ]);
  });
});

test('with thousands of entries, every list is read through indexes, a page at a time', async () => {
  await store.pool.query(`
    WITH made AS (INSERT INTO entry (day, title) SELECT '2000-01-01'::date + n % 300, 'Made ' || n
    FROM generate_series(1, 20000) n RETURNING id, day),
    ids AS (SELECT id, day, nextval('proposal_id_seq')::int AS proposal, nextval('revision_id_seq')::int
    AS revision, row_number() OVER () AS n FROM made),
    p AS (INSERT INTO proposal (id, entry_id, state, revision_id, opened_by, submitted_at, assigned_to,
    decided_by, publish_at, scheduled_by, scheduled_hash)
      SELECT proposal, id, (CASE WHEN n % 4 = 0 THEN 'in_review' ELSE 'approved'
      END)::proposal_state, revision, ${wanda.person}, now() + n * interval '1 second', CASE WHEN n % 8 = 0
      THEN ${rolf.person}::int END, ${rolf.person},
        CASE WHEN n % 40 = 0 THEN now() + interval '1 day' END, CASE WHEN n % 40 = 0 THEN ${rolf.person}::int
        END, CASE WHEN n % 40 = 0 THEN 'h' END FROM ids)
    INSERT INTO revision (id, entry_id, proposal_id, day, topic, headline, summary, sources, contexts, related,
    kept, hash, author_id, channel)
      SELECT revision, id, proposal, day, '', 'Made', '', '[]', '{}', '[]', '{}', 'h', ${wanda.person}, 'screen'
      FROM ids`);
  await store.pool.query(`INSERT INTO comment_thread (entry_id, proposal_id, revision_id, field, opened_by,
    resolved_by, resolved_at)
    SELECT entry_id, id, revision_id, '', ${rita.person}, ${rita.person}, now() FROM proposal
    WHERE hashint4(id) % 4 = 0`);
  await store.pool.query('ANALYZE');
  await sizeProposals(store);
  await store.pool.query('ANALYZE proposal');
  const filters: QueueFilter[] = [
    {},
    ...QUEUE_FILTERS.map((filter) => ({ filter })),
    { author: oscar.person },
    { from: '2000-05-01' as Day, to: '2000-05-02' as Day },
    { purpose: 'withdraw' },
  ];
  for (const filter of filters) {
    const order = orderOf(filter);
    const plan = await planOf(
      kysely(store.pool)
        .selectFrom('proposal as p')
        .selectAll('p')
        .where(conditionsOf(filter, reader()))
        .where((eb) => sql<boolean>`(${order}, ${eb.ref('p.id')}) > ('0001-01-01'::timestamptz, 0)`)
        .orderBy(order)
        .orderBy('p.id')
        .limit(26),
    );
    expect(plan, JSON.stringify(filter)).not.toContain('Seq Scan');
    // What few entries answer may be sorted: the queue is walked then, and nothing but the queue.
    if (filter.filter) expect(plan, filter.filter).not.toContain('Sort Key: p.');
    expect(plan, JSON.stringify(filter)).toMatch(/Index Scan (using|on) proposal_\w+_idx/);
  }
  await store.pool.query(`
    INSERT INTO context_change (context_id, asked, asked_by, state, decided_by)
      SELECT c.id, '{}', ${wanda.person}, 'approved', ${rolf.person} FROM (SELECT id FROM context
      LIMIT 1) c, generate_series(1, 20000)`);
  await store.pool.query(`
    INSERT INTO prose_proposal (path, text, hash, author_id, state, decided_by)
    SELECT 'faq/' || n, '', 'h', ${wanda.person}, 'approved', ${rolf.person} FROM generate_series(1, 20000) n`);
  await store.pool.query(`INSERT INTO day (day) VALUES ('1999-01-01')`);
  await store.pool.query(`
    INSERT INTO day_order_proposal (day, places, author_id, state, decided_by)
    SELECT '1999-01-01', '{}', ${wanda.person}, 'approved', ${rolf.person} FROM generate_series(1, 20000)`);
  await store.pool.query('ANALYZE context_change, prose_proposal, day_order_proposal');
  for (const filter of [{}, { filter: 'mine' }, { author: oscar.person }] as QueueFilter[]) {
    for (const lane of lanesOf(filter, reader()).filter(({ kind }) => kind !== 'entry')) {
      const behind = beside(lane.kind, 'behind', {
        time: sql<Date>`${'2020-01-01T00:00:00Z'}::timestamptz`,
        kind: 'entry',
        id: 0,
      });
      const plan = await planOf(
        kysely(store.pool)
          .selectFrom(lane.rows.as('p'))
          .selectAll()
          .where((eb) => behind({ time: eb.ref('p.time'), id: eb.ref('p.id') }))
          .orderBy('p.time')
          .orderBy('p.id')
          .limit(26),
      );
      expect(plan, lane.kind).not.toContain('Seq Scan');
    }
  }
  expect((await countQueue(store, reader())).all).toBe(1000);
});

/** How PostgreSQL would run a statement with these very values. */
async function planOf(statement: Compilable): Promise<string> {
  const { sql: text, parameters } = statement.compile();
  const { rows } = await store.pool.query<Record<string, string>>(`EXPLAIN (FORMAT TEXT) ${text}`, [...parameters]);
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}
