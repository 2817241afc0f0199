import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GET as facets } from '../../../app/api/v1/entries/facets/route.ts';
import { GET as search } from '../../../app/api/v1/entries/route.ts';
import { GET as publisherNames } from '../../../app/api/v1/publishers/names/route.ts';
import { learnArchive } from '../../../lib/discovery/learning/learn-archive.ts';
import { indexSources } from '../../../lib/discovery/learning/source-learning.ts';
import { findEntries } from '../../../lib/discovery/search/find-entries.ts';
import { MOST_RANKED, MOST_WAITING, searchEntries } from '../../../lib/discovery/search/search-entries.ts';
import { countFacets } from '../../../lib/discovery/search/search-facets.ts';
import { createContext } from '../../../lib/editorial/contexts/actions/create-context.ts';
import { discardEntry } from '../../../lib/editorial/entries/actions/discard-entry.ts';
import { restoreRevision } from '../../../lib/editorial/entries/actions/restore-revision.ts';
import { createEntry, saveEntry } from '../../../lib/editorial/entries/actions/save-entry.ts';
import { entrySearch, facetSearch } from '../../../lib/editorial/entries/contract/entry-search.ts';
import type { Day } from '../../../lib/kernel/day.ts';
import type { ContextId } from '../../../lib/kernel/ids.ts';
import type { Actor } from '../../../lib/kernel/permission/actor.ts';
import type { Store } from '../../../lib/platform/database/database.ts';
import { addPublisher } from '../../../lib/sources/actions/manage-publishers.ts';
import { findPublishers } from '../../../lib/sources/queries/find-publishers.ts';
import { call, read, serveApi, session } from '../../support/api.ts';
import { freshStore, person } from '../../support/database.ts';
import { entryInput } from '../../support/entries.ts';
import { changeEntry, done, publishedEntry, takenAway } from '../../support/newsroom.ts';

let store: Store;
let wilma: Actor;
let rolf: Actor;
let covid: ContextId;
let algeria: ContextId;

const find = (asked: Record<string, string>) => searchEntries(store, entrySearch.parse(asked));
const titles = async (asked: Record<string, string>) => (await find(asked)).items.map(({ title }) => title);
const published = (headline: string, day: string, fields = {}) =>
  publishedEntry(store, wilma, rolf, headline, { day: day as Day, summary: '', sources: [], ...fields });
const context = async (name: string) => done(await createContext(store, wilma, { name })).id;

beforeAll(async () => {
  store = await freshStore();
  serveApi(store);
  wilma = await person(store, 'editor', 'Wilma');
  rolf = await person(store, 'reviewer', 'Rolf');
  [covid, algeria] = [await context('COVID-19 pandemic'), await context('COVID-19 pandemic in Algeria')];
  const harbour = await context('Harbour of Avila');
  await store.pool.query(`INSERT INTO context_alias (context_id, name) VALUES ($1, 'Corona crisis')`, [covid]);
  await published('Córdoba announces a new ferry', '2030-01-01', {
    sources: [{ name: 'Harbour Gazette', url: 'https://gazette.example/1' }],
  });
  await published('Ferries collide off the coast', '2030-01-02', {
    contexts: [harbour],
    sources: [{ name: 'The Echo', url: 'https://echo.example/2' }],
  });
  await published('The prime minister resigns', '2031-02-01', {
    contexts: [covid],
    summary: 'A minister of the U.S. says that it was announced.',
  });
  await published('A minister is prime suspect', '2031-02-02', { contexts: [algeria] });
  await published('Gazprom cuts deliveries', '2031-02-03', {
    sources: [{ name: 'HG', url: 'https://www.gazette.example/3' }],
  });
  done(
    await createEntry(
      store,
      wilma,
      entryInput('A draft about a lighthouse', { day: '2031-03-01' as Day, summary: '', sources: [] }),
    ),
  );
  await learnArchive(store);
  while ((await indexSources(store)) > 0);
});
afterAll(() => store.close());

describe('words', () => {
  test.each([
    ['accents aside', 'cordoba ', ['Córdoba announces a new ferry']],
    ['by their stem', 'ferry ', ['Ferries collide off the coast', 'Córdoba announces a new ferry']],
    ['by their stem in a summary', 'announce ', ['The prime minister resigns', 'Córdoba announces a new ferry']],
    ['all of them', 'ferry coast ', ['Ferries collide off the coast']],
    ['in a row', '"prime minister"', ['The prime minister resigns']],
    ['in a row, not over the edge of a title', '"resigns a"', []],
    ['the last as a beginning', 'prime minis', ['A minister is prime suspect', 'The prime minister resigns']],
    ['not as a beginning in quotation marks', '"minis"', []],
    ['without one', 'minister -resigns ', ['A minister is prime suspect']],
    ['without a phrase', 'minister -"prime minister"', ['A minister is prime suspect']],
    [
      'either',
      'gazprom OR ferry',
      ['Gazprom cuts deliveries', 'Ferries collide off the coast', 'Córdoba announces a new ferry'],
    ],
    ['only without', '-minister -ferry -lighthouse', ['Gazprom cuts deliveries']],
    ['with dots or without', 'us ', ['The prime minister resigns']],
    ['with their signs', 'U.S.', ['The prime minister resigns']],
    ['of a context', 'avila ', ['Ferries collide off the coast']],
    ['of an alias of a context', 'corona crisis', ['The prime minister resigns']],
    ['of a source', '"harbour gazette"', ['Córdoba announces a new ferry']],
    ['of a draft', 'lighthouse', ['A draft about a lighthouse']],
  ])('%s', async (_, q, expected) => {
    expect(await titles({ q, exact: 'true' })).toEqual(expected);
  });

  test.each([
    "'",
    '\\',
    ':*',
    '!',
    '&|',
    '( )',
    "\\' | !x",
    'ŉ',
    '½',
    '…',
    '-',
    '*',
    '<->',
    '"',
    '-"',
    'OR',
    'a OR',
    'ªª',
    'ↀ',
    '\u{1f600}',
    "d'or -'",
    'x'.repeat(300),
    '%_\\',
  ])('%j is a search like any other', async (q) => {
    for (const sort of ['newest', 'oldest', 'relevance'])
      expect(Array.isArray((await find({ q, sort })).items)).toBe(true);
    expect((await countFacets(store, facetSearch.parse({ q }))).total).toBeGreaterThanOrEqual(0);
  });

  test('misspelled are searched as the nearest that is known, and it is said', async () => {
    expect(await find({ q: 'gazprm' })).toMatchObject({
      corrected: 'gazprom',
      items: [{ title: 'Gazprom cuts deliveries' }],
    });
    expect(await find({ q: 'prime minsiter ' })).toMatchObject({ corrected: 'prime minister', items: [{}, {}] });
    expect(await find({ q: 'gazprm', exact: 'true' })).toMatchObject({ corrected: null, items: [] });
    expect(await find({ q: 'gazprom ferry ' })).toMatchObject({ corrected: null, items: [] });
    expect((await countFacets(store, facetSearch.parse({ q: 'gazprm' }))).total).toBe(1);
  });

  test('are marked where they were found', async () => {
    const marked = async (q: string) =>
      (await find({ q })).items.map(({ why }) =>
        why.map(({ field, pieces }) => [field, ...pieces.filter(({ found }) => found).map(({ text }) => text)]),
      );
    expect(await marked('ferry ')).toEqual([[['title', 'Ferries']], [['title', 'ferry']]]);
    expect(await marked('corona minister ')).toEqual([
      [
        ['title', 'minister'],
        ['summary', 'minister'],
        ['context', 'Corona'],
      ],
    ]);
  });
});

describe('filters', () => {
  const expectTitles = async (asked: Record<string, string>, expected: string[]) =>
    expect(await titles(asked)).toEqual(expected);

  test('by context, by several, and with narrower ones', async () => {
    await expectTitles({ contexts: String(covid) }, ['The prime minister resigns']);
    await expectTitles({ contexts: String(covid), narrower: 'true' }, [
      'A minister is prime suspect',
      'The prime minister resigns',
    ]);
    await expectTitles({ contexts: `${covid},${algeria}` }, []);
    await expectTitles({ contexts: '999999' }, []);
  });

  test('by a merged context as by the one that stays, both ways', async () => {
    const old = await context('Coronavirus disease');
    await published('An old name', '2029-01-01', { contexts: [old] });
    await store.prisma.context.update({
      where: { id: old },
      data: { mergedInto: covid, ...({ joinedTo: covid } as object) },
    });
    await learnArchive(store);
    await expectTitles({ contexts: String(covid), to: '2029-12-31' }, ['An old name']);
    await expectTitles({ contexts: String(old), to: '2029-12-31' }, ['An old name']);
    await expectTitles({ q: 'corona crisis', to: '2029-12-31' }, ['An old name']);
  });

  test('by a name that a context has since', async () => {
    await store.prisma.context.update({ where: { id: algeria }, data: { name: 'COVID-19 pandemic in Algiers' } });
    await learnArchive(store);
    await expectTitles({ q: 'algiers ' }, ['A minister is prime suspect']);
  });

  test('by publishers, under a managed name also by other names at its domains', async () => {
    await expectTitles({ publishers: 'harbour gazette' }, ['Córdoba announces a new ferry']);
    await expectTitles({ publishers: 'Harbour Gazette|THE ECHO' }, [
      'Ferries collide off the coast',
      'Córdoba announces a new ferry',
    ]);
    done(await addPublisher(store, rolf, { name: 'Harbour Gazette', domains: ['gazette.example'] }));
    await expectTitles({ publishers: 'harbour gazette' }, ['Gazprom cuts deliveries', 'Córdoba announces a new ferry']);
    await expectTitles({ publishers: 'Nobody' }, []);
    expect(await findPublishers(store, 'gaz')).toEqual([
      { name: 'Harbour Gazette', entries: 1, domains: ['gazette.example'] },
    ]);
    expect((await findPublishers(store, 'ech')).map(({ name }) => name)).toEqual(['The Echo']);
  });

  test('by days, edition, who approved, and all at once', async () => {
    await expectTitles({ q: 'minister ', from: '2031-02-02', to: '2031-02-28' }, ['A minister is prime suspect']);
    await expectTitles({ q: 'gazprom', edition: '2017' }, ['Gazprom cuts deliveries']);
    await expectTitles({ q: 'gazprom', edition: '2018' }, []);
    await expectTitles({ q: 'gazprom', reviewer: String(rolf.person) }, ['Gazprom cuts deliveries']);
    await expectTitles({ q: 'gazprom', reviewer: String(wilma.person) }, []);
    await expectTitles(
      {
        q: 'minister ',
        contexts: String(covid),
        state: 'published',
        author: String(wilma.person),
        channel: 'screen',
        sort: 'oldest',
      },
      ['The prime minister resigns'],
    );
  });

  test('counts are of what is found', async () => {
    const counted = await countFacets(store, facetSearch.parse({ q: 'minister ', from: '2031-01-01' }));
    expect(counted).toMatchObject({ total: 2, isCapped: false, states: [{ state: 'published', count: 2 }] });
    expect(counted.periods).toEqual([{ from: '2031-02-01', to: '2031-02-28', name: 'February 2031', count: 2 }]);
    expect(counted.contexts.map(({ count }) => count)).toEqual([1, 1]);
    const years = await countFacets(store, facetSearch.parse({}));
    expect(years.periods.map(({ name, count }) => `${name}: ${count}`)).toEqual(['2031: 4', '2030: 2', '2029: 1']);
    expect(years.publishers.map(({ name }) => name)).toContain('The Echo');
  });
});

describe('what changes', () => {
  test('is found at once by its title, and whole once it is learned', async () => {
    const { entry, revision } = done(
      await createEntry(
        store,
        wilma,
        entryInput('A zeppelin lands', { summary: 'Nobody had seen one since.', sources: [] }),
      ),
    );
    expect(await titles({ q: 'zeppelin' })).toEqual(['A zeppelin lands']);
    expect(await titles({ q: 'nobody zepp', exact: 'true' })).toEqual([]);
    await learnArchive(store);
    expect(await titles({ q: 'nobody zepp', exact: 'true' })).toEqual(['A zeppelin lands']);
    done(
      await saveEntry(store, wilma, entry, { revision }, entryInput('An airship lands', { summary: '', sources: [] })),
    );
    await learnArchive(store);
    expect(await titles({ q: 'airship' })).toEqual(['An airship lands']);
    expect(await titles({ q: 'zeppelin', exact: 'true' })).toEqual([]);
    done(await discardEntry(store, wilma, entry));
    await learnArchive(store);
    expect(await titles({ q: 'airship' })).toEqual([]);
    expect(await titles({ q: 'airship', state: 'discarded' })).toEqual(['An airship lands']);
  });

  test('is searched as it is proposed; a page that was taken away is still found', async () => {
    const { entry, revision } = await published('A bridge opens', '2031-04-01');
    done(
      await saveEntry(
        store,
        wilma,
        entry,
        { revision },
        entryInput('A viaduct opens', { day: '2031-04-01' as Day, summary: '', sources: [] }),
      ),
    );
    await learnArchive(store);
    const [found] = (await find({ q: 'viaduct' })).items;
    expect(found).toMatchObject({ title: 'A bridge opens', why: [{ field: 'proposed' }] });
    done(await discardEntry(store, wilma, entry));
    await changeEntry(store, wilma, rolf, entry, { headline: 'A causeway opens' });
    await takenAway(store, wilma, rolf, entry);
    await learnArchive(store);
    expect((await find({ q: 'causeway', state: 'withdrawn' })).items).toMatchObject([{ entry, withdrawn: true }]);
  });

  test('leaves no word counted that nothing has', async () => {
    const { rows } = await store.pool.query(
      `SELECT w.word, w.documents, w.found, coalesce(n.documents, 0)::int
        AS true_documents, coalesce(n.found, 0)::int AS true_found FROM search_word w
         FULL JOIN (SELECT lexeme AS word, count(positions) AS documents, count(*) AS found
         FROM search_document, unnest(document) GROUP BY 1) n ON n.word = w.word
        WHERE (w.documents, w.found) IS DISTINCT FROM (coalesce(n.documents, 0)::int, coalesce(n.found, 0)::int)`,
    );
    expect(rows).toEqual([]);
    const publishers = await store.pool.query(
      `SELECT p.name FROM search_publisher p WHERE p.entries <> (SELECT count(*) FROM search_document d
        WHERE d.publishers @> ARRAY[p.id])`,
    );
    expect(publishers.rows).toEqual([]);
  });
});

describe('pages', () => {
  const COUNT = 60;
  beforeAll(async () => {
    for (let n = 0; n < COUNT; n += 1)
      done(
        await createEntry(
          store,
          wilma,
          entryInput(`Regatta ${n}`, {
            day: `2032-01-${String(1 + (n % 28)).padStart(2, '0')}` as Day,
            summary: n % 3 ? 'A regatta.' : '',
            sources: [],
          }),
        ),
      );
    await learnArchive(store);
  });

  test.each(['newest', 'oldest', 'relevance'])(
    'by %s have each hit once, also while entries are added',
    async (sort) => {
      const seen: number[] = [];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof find>> = await find({
          q: 'regatta ',
          sort,
          limit: '7',
          to: '2032-01-31',
          ...(cursor ? { cursor } : {}),
        });
        seen.push(...page.items.map(({ entry }) => entry));
        cursor = page.next;
        if (sort !== 'relevance' && seen.length === 14) {
          done(
            await createEntry(
              store,
              wilma,
              entryInput('Regatta in between', {
                day: (sort === 'newest' ? '2032-02-20' : '2020-02-20') as Day,
                summary: '',
                sources: [],
              }),
            ),
          );
          await learnArchive(store);
        }
      } while (cursor);
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.length).toBeGreaterThanOrEqual(COUNT);
      expect(seen.length).toBeLessThanOrEqual(MOST_RANKED);
    },
  );

  test('the best match is one that says it most', async () => {
    const { entry } = done(
      await createEntry(
        store,
        wilma,
        entryInput('Regatta, regatta!', { day: '1999-01-01' as Day, summary: 'A regatta of a regatta.', sources: [] }),
      ),
    );
    await learnArchive(store);
    expect((await find({ q: 'regatta ', sort: 'relevance' })).items[0]?.entry).toBe(entry);
  });
});

describe('the API', () => {
  test('answers whoever may read, and names what is wrong', async () => {
    const headers = await session(store, wilma);
    const get = (door: typeof search, path: string) => call(door, { method: 'GET', path: `/api/v1${path}`, headers });
    expect(await read(await get(search, '/entries?q=gazprm'))).toMatchObject({
      corrected: 'gazprom',
      items: [{ why: [{ field: 'title' }] }],
    });
    expect(await read(await get(facets, '/entries/facets?q=gazprom'))).toMatchObject({ total: 1 });
    expect(await read(await get(publisherNames, '/publishers/names?q=echo'))).toMatchObject({
      items: [{ name: 'The Echo' }],
    });
    for (const [query, field] of [
      ['contexts=x', 'contexts'],
      ['narrower=yes', 'narrower'],
      ['edition=1999', 'edition'],
      ['sort=best', 'sort'],
      ['cursor=r1.x', 'cursor'],
      [`publishers=${'a|'.repeat(1)}${Array.from({ length: 11 }, (_, n) => n).join('|')}`, 'publishers'],
    ]) {
      const answer = await get(search, `/entries?${query}`);
      expect([answer.status, (await read(answer)).fields[0]?.field]).toEqual([400, field]);
    }
    expect((await call(search, { method: 'GET', path: '/api/v1/entries?q=gazprom' })).status).toBe(401);
    expect((await call(facets, { method: 'GET', path: '/api/v1/entries/facets' })).status).toBe(401);
  });
});

test('a discarded draft is found only by who asks for discarded ones', async () => {
  const saved = done(
    await createEntry(
      store,
      wilma,
      entryInput('A thought about parrots', { day: '2031-06-01' as Day, summary: '', sources: [] }),
    ),
  );
  await learnArchive(store);
  expect(await titles({ q: 'parrots' })).toHaveLength(1);
  done(await discardEntry(store, wilma, saved.entry));
  for (const asked of [{ q: 'parrots' }, { q: 'parrots', sort: 'relevance' }, { from: '2031-06-01', to: '2031-06-01' }])
    expect(await titles(asked)).toEqual([]);
  expect((await countFacets(store, facetSearch.parse({ q: 'parrots' }))).total).toBe(0);
  expect((await findEntries(store, { q: 'parrots' })).items).toEqual([]);
  await learnArchive(store);
  expect(await titles({ q: 'parrots' })).toEqual([]);
  expect(await titles({ q: 'parrots', state: 'discarded' })).toEqual(['A thought about parrots']);
  expect(await titles({ ids: String(saved.entry) })).toEqual(['A thought about parrots']);
  done(await restoreRevision(store, wilma, saved.entry, saved.revision));
  expect(await titles({ q: 'parrots' })).toEqual(['A thought about parrots']);
  expect(await titles({ state: 'discarded' })).not.toContain('A thought about parrots');
});

test('what waits to be indexed is found by its title however much waits, and it is said', async () => {
  await learnArchive(store);
  expect((await find({ q: 'ferry ' })).waiting).toBe(0);
  const first = await published('Elizabeth opens a lighthouse museum', '2030-07-01');
  await store.pool.query('INSERT INTO learning_due (entry_id) SELECT 1000000 + n FROM generate_series(1, 1500) n');
  const { items, waiting } = await find({ q: 'Elizabeth', exact: 'true' });
  expect(items.map(({ entry }) => entry)).toEqual([first.entry]);
  expect(waiting).toBe(MOST_WAITING);
  await learnArchive(store);
  expect(await find({ q: 'Elizabeth', exact: 'true' })).toMatchObject({ waiting: 0, items: [{ entry: first.entry }] });
});
