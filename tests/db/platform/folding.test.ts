import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { learnArchive } from '../../../lib/discovery/learning/learn-archive.ts';
import { findEntries } from '../../../lib/discovery/search/find-entries.ts';
import { searchEntries } from '../../../lib/discovery/search/search-entries.ts';
import { suggestDuplicates } from '../../../lib/discovery/suggestions/queries/suggest-duplicates.ts';
import { createContext } from '../../../lib/editorial/contexts/actions/create-context.ts';
import { listContexts } from '../../../lib/editorial/contexts/queries/contexts.ts';
import { findContexts } from '../../../lib/editorial/contexts/queries/find-contexts.ts';
import { learnMeanings } from '../../../lib/editorial/contexts/store/vocabulary.ts';
import { entrySearch } from '../../../lib/editorial/entries/contract/entry-search.ts';
import type { Day } from '../../../lib/kernel/day.ts';
import { fold, plainWords } from '../../../lib/kernel/folding.ts';
import type { Actor } from '../../../lib/kernel/permission/actor.ts';
import { findPeople } from '../../../lib/people/queries/people-names.ts';
import type { Store } from '../../../lib/platform/database/database.ts';
import { findPublishers } from '../../../lib/sources/queries/find-publishers.ts';
import { freshStore, person } from '../../support/database.ts';
import { done, publishedEntry } from '../../support/newsroom.ts';

const SOFT = '\u00ad';

let store: Store;
let wilma: Actor;
let rolf: Actor;

const titles = async (q: string) =>
  (await searchEntries(store, entrySearch.parse({ q, exact: 'true' }))).items.map(({ title }) => title);
const published = (headline: string, fields = {}) =>
  publishedEntry(store, wilma, rolf, headline, { day: '2031-04-05' as Day, summary: '', sources: [], ...fields });

beforeAll(async () => {
  store = await freshStore();
  wilma = await person(store, 'editor', 'Wilma');
  rolf = await person(store, 'reviewer', '田中角栄');
});
afterAll(() => store.close());

test('the database folds every character of Unicode as the app does', async () => {
  const characters = Array.from({ length: 0x110000 }, (_, code) => code)
    .filter((code) => code > 0 && (code < 0xd800 || code > 0xdfff))
    .map((code) => String.fromCodePoint(code))
    .filter((one) => /[^\p{Cn}\p{Co}]|\p{Default_Ignorable_Code_Point}/u.test(one));
  // A server of an older Unicode does not know the newest characters.
  const { rows: known } = await store.pool.query<{ one: string }>(
    'SELECT one FROM unnest($1::text[], $2::text[]) AS c (one, form) WHERE normalize(one, NFKD) = form',
    [characters, characters.map((one) => one.normalize('NFKD'))],
  );
  expect(known.length).toBeGreaterThan(characters.length - 20);
  const texts: string[] = [];
  for (let at = 0; at < known.length; at += 40) {
    const some = known.slice(at, at + 40).map(({ one }) => one);
    texts.push(some.map((one) => `a${one}b`).join(' '), some.map((one) => `か${one}दि${one} ${one}`).join(''));
  }
  const { rows } = await store.pool.query<{ text: string; folded: string; words: string }>(
    'SELECT text, fold(text) AS folded, plain_words(text) AS words FROM unnest($1::text[]) AS t (text)',
    [texts],
  );
  expect(rows.length).toBe(texts.length);
  expect(
    rows
      .filter(({ text, folded, words }) => folded !== fold(text) || words !== plainWords(text))
      .map(({ text }) => text),
  ).toEqual([]);
});

describe('what looks the same', () => {
  test('is found, and proposed as a duplicate, whatever invisible signs and marks it has', async () => {
    await published(`Bundes${SOFT}tags${SOFT}wahl verschoben nach Streit im Parlament`);
    await published('مُحَمَّد الثاني يزور القاهرة');
    await learnArchive(store);
    expect(await titles('Bundestagswahl ')).toHaveLength(1);
    expect(await titles('Bundes\u200btagswahl')).toHaveLength(1);
    expect(await titles('محمد ')).toEqual(['مُحَمَّد الثاني يزور القاهرة']);
    expect((await findEntries(store, { q: 'bundestagsw' })).items).toHaveLength(1);
    const draft = {
      entry: null,
      day: '2031-04-05' as Day,
      headline: 'Bundestagswahl verschoben nach Streit im Parlament',
      summary: '',
      urls: [],
      contexts: [],
    };
    expect((await suggestDuplicates(store, [draft]))[0]).toHaveLength(1);
  });

  test('is one context, whoever brings it', async () => {
    const one = done(await createContext(store, wilma, { name: 'Syria talks' }));
    const client = await store.pool.connect();
    const meant = await learnMeanings(client, [
      'Syria\u200b talks',
      'SYRIA\u00a0TALKS',
      'محمد',
      'مُحَمَّد',
      'Straße',
      'STRASSE',
      'ΣΊΣΥΦΟΣ',
      'σίσυφος',
    ]);
    client.release();
    expect([...meant.values()].map(({ id }) => id).slice(0, 2)).toEqual([one.id, one.id]);
    expect(new Set([...meant.values()].map(({ id }) => id)).size).toBe(4);
    expect(await createContext(store, wilma, { name: 'Syria\u2060 talks', despite: true })).toMatchObject({
      error: { code: 'name-taken', by: 'Syria talks' },
    });
  });
});

describe('scripts without spaces', () => {
  const HEADLINES = [
    '東京都知事選挙の結果',
    'กรุงเทพมหานครประกาศปิดโรงเรียน',
    'ភ្នំពេញប្រកាសបិទសាលារៀន',
    'ນະຄອນຫຼວງວຽງຈັນປິດໂຮງຮຽນ',
    'ရန်ကုန်မြို့ကျောင်းများပိတ်သည်',
  ];
  beforeAll(async () => {
    for (const headline of HEADLINES) await published(headline, { day: '2031-05-06' as Day });
    await published('A report', { sources: [{ name: '大阪新聞社', url: 'https://shimbun.example/1' }] });
    await learnArchive(store);
  });

  test.each([
    '東京',
    '都知事',
    '知事選挙',
    '果',
    '"知事選挙"',
    '東京 結果',
    '京都知',
    'の結果',
    '東京都知事選挙の結果',
  ])('%s is found in the middle of a run', async (q) => {
    expect(await titles(q)).toEqual([HEADLINES[0]]);
  });

  test.each([
    ['ประกาศ', 1],
    ['ប្រកាស', 2],
    ['ປິດ', 3],
    ['ကျောင်း', 4],
  ])('%s too', async (q, at) => {
    expect(await titles(q)).toEqual([HEADLINES[at]]);
    expect((await findEntries(store, { q })).items.map(({ title }) => title)).toEqual([HEADLINES[at]]);
  });

  test.each(['知事東京', '都事', '京選'])('%s is not in it', async (q) => expect(await titles(q)).toEqual([]));

  test('are marked where they were found', async () => {
    const [found] = (await searchEntries(store, entrySearch.parse({ q: '知事選挙' }))).items;
    expect(found?.why[0]?.pieces).toEqual([
      { text: '東京都', found: false },
      { text: '知事選挙', found: true },
      { text: 'の結果', found: false },
    ]);
  });

  test('are found in names of contexts, publishers and people', async () => {
    const { id } = done(await createContext(store, wilma, { name: '東京都知事選挙' }));
    for (const typed of ['知事', '都知事', '事', '東京都']) {
      expect((await findContexts(store, typed)).map((context) => context.id)).toContain(id);
      expect((await listContexts(store, { q: typed })).items.map((context) => context.id)).toContain(id);
    }
    expect((await findPublishers(store, '新聞')).map(({ name }) => name)).toEqual(['大阪新聞社']);
    expect((await findPeople(store, '角栄')).map(({ name }) => name)).toEqual(['田中角栄']);
  });

  test('give duplicates', async () => {
    const draft = {
      entry: null,
      day: '2031-05-06' as Day,
      headline: '東京都知事選挙の最終結果',
      summary: '',
      urls: [],
      contexts: [],
    };
    expect((await suggestDuplicates(store, [draft]))[0]).toHaveLength(1);
  });
});

test('names that are one by now but were two stay two, and both are known by their own letters', async () => {
  const kept = await freshStore();
  const client = await kept.pool.connect();
  try {
    await client.query(`
      INSERT INTO context (name, twin)
      VALUES ('Syria talks', 0), ('Other', 0), (U&'Syria\\200B talks', 1), (U&'Syria\\00AD talks', 2);
      INSERT INTO context_alias (context_id, name, twin) VALUES (2, 'Geneva', 0), (2, U&'Gen\\200Beva', 1);
      INSERT INTO publisher (name, twin) VALUES ('Echo', 0), (U&'E\\00ADcho', 1);
    `);
    const meant = await learnMeanings(client, [
      'Syria talks',
      'SYRIA TALKS',
      'Syria\u200b talks',
      'Syria\u00ad talks',
      'Geneva',
      'Gen\u200beva',
    ]);
    expect([...meant].map(([name, { id }]) => [name, id])).toEqual(
      expect.arrayContaining([
        ['Syria talks', 1],
        ['SYRIA TALKS', 1],
        ['Syria\u200b talks', 3],
        ['Syria\u00ad talks', 4],
        ['Geneva', 2],
        ['Gen\u200beva', 2],
      ]),
    );
    expect((await client.query('SELECT id FROM context')).rowCount).toBe(4);
    await expect(client.query(`INSERT INTO context (name) VALUES (U&'Syria\\2060 talks')`)).rejects.toThrow(
      /context_folded_key/,
    );
    await expect(client.query(`INSERT INTO publisher (name) VALUES ('ECHO')`)).rejects.toThrow(/publisher_folded_key/);
  } finally {
    client.release();
    await kept.close();
  }
});
