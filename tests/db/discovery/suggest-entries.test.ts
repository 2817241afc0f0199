import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GET as links } from '../../../app/api/v1/entries/[id]/links/route.ts';
import { POST as merge } from '../../../app/api/v1/entries/[id]/merge/route.ts';
import { learnArchive } from '../../../lib/discovery/learning/learn-archive.ts';
import { dismissSuggestion } from '../../../lib/discovery/suggestions/actions/dismiss-suggestion.ts';
import { suggestDuplicates } from '../../../lib/discovery/suggestions/queries/suggest-duplicates.ts';
import { suggestRelated } from '../../../lib/discovery/suggestions/queries/suggest-related.ts';
import type { Draft } from '../../../lib/discovery/suggestions/rules/suggestion.ts';
import { createContext } from '../../../lib/editorial/contexts/actions/create-context.ts';
import { createEntry } from '../../../lib/editorial/entries/actions/save-entry.ts';
import type { Day } from '../../../lib/kernel/day.ts';
import type { ContextId, EntryId } from '../../../lib/kernel/ids.ts';
import type { Actor } from '../../../lib/kernel/permission/actor.ts';
import type { Store } from '../../../lib/platform/database/database.ts';
import { call, read, serveApi, session } from '../../support/api.ts';
import { freshStore, person } from '../../support/database.ts';
import { entryInput } from '../../support/entries.ts';
import { changeEntry, done, publishedEntry, takenAway } from '../../support/newsroom.ts';

let store: Store;
let wilma: Actor;
let rolf: Actor;
let headers: Record<string, string>;
let flood: ContextId;

beforeAll(async () => {
  store = await freshStore();
  wilma = await person(store, 'editor', 'Wilma');
  rolf = await person(store, 'reviewer', 'Rolf');
  serveApi(store);
  headers = await session(store, wilma);
  flood = done(await createContext(store, wilma, { name: 'Orle flood' })).id;
});
afterAll(() => store.close());

const day = (n: number) => `2031-07-${String(n).padStart(2, '0')}` as Day;
const published = (headline: string, fields: Parameters<typeof publishedEntry>[4] = {}) =>
  publishedEntry(store, wilma, rolf, headline, fields);
const draft = (headline: string, fields: Partial<Draft> = {}): Draft => ({
  entry: null,
  day: day(10),
  headline,
  summary: '',
  contexts: [],
  urls: [],
  ...fields,
});

async function related(asked: Draft) {
  await learnArchive(store);
  const [answer = []] = await suggestRelated(store, [{ ...asked, chosen: asked.contexts }]);
  return answer;
}

async function duplicates(asked: Draft) {
  await learnArchive(store);
  const [answer = []] = await suggestDuplicates(store, [asked]);
  return answer;
}

async function counts() {
  const { rows } =
    await store.pool.query(`SELECT (SELECT entries FROM word_use WHERE word = '') AS all, (SELECT count(*)::int
      FROM entry_gist) AS gists,
    (SELECT count(*)::int FROM entry WHERE published_revision_id IS NOT NULL)
    AS published, (SELECT coalesce(sum(entries), 0)::int FROM word_use) AS uses,
    (SELECT coalesce(sum(cardinality(words)), 0)::int FROM entry_gist) AS words,
    (SELECT count(*)::int FROM entry_word w WHERE NOT EXISTS (SELECT FROM entry_gist g
    WHERE g.entry_id = w.entry_id AND g.day = w.day AND w.word_id = ANY(g.words))) AS stray`);
  return rows[0] as Record<'all' | 'gists' | 'published' | 'uses' | 'words' | 'stray', number>;
}

describe('related proposals', () => {
  test('share contexts and rare words, say why, and leave out what was dismissed or is named', async () => {
    const dyke = await published('The dyke of Orle gives way at night', { day: day(8), contexts: [flood] });
    const mayor = await published('The mayor of Orle resigns after the flood', { day: day(12), contexts: [flood] });
    await published('A comet passes the moon', { day: day(9) });
    const answer = await related(draft('Water reaches the market of Orle', { contexts: [flood] }));
    expect(answer.map(({ entry }) => entry).toSorted()).toEqual([dyke.entry, mayor.entry].toSorted());
    expect(answer.find(({ entry }) => entry === dyke.entry)).toMatchObject({
      path: dyke.path,
      day: day(8),
      shared: ['Orle flood'],
      reason: 'shares Orle flood; 2 days earlier',
    });
    expect((await related(draft('Losses in Orle are counted'))).map(({ reason }) => reason)).toContain(
      'shares the words orle; 2 days later',
    );

    const own = done(
      await createEntry(
        store,
        wilma,
        entryInput('Water reaches the market of Orle', {
          day: day(10),
          contexts: [flood],
          related: [{ entry: mayor.entry }],
        }),
      ),
    );
    expect(
      (await related(draft('Water reaches the market of Orle', { entry: own.entry, contexts: [flood] }))).map(
        ({ entry }) => entry,
      ),
    ).toEqual([dyke.entry]);
    done(await dismissSuggestion(store, wilma, { entry: own.entry, kind: 'related', subject: dyke.entry }, true));
    expect(await related(draft('Water reaches the market of Orle', { entry: own.entry, contexts: [flood] }))).toEqual(
      [],
    );
    expect(
      (await related(draft('The dyke of Orle', { entry: dyke.entry, contexts: [flood] }))).map(({ entry }) => entry),
    ).toEqual([mayor.entry]);
    await takenAway(store, wilma, rolf, dyke.entry);
    expect(
      (await suggestRelated(store, [{ ...draft('Orle dyke'), chosen: [flood] }])).flat().map(({ entry }) => entry),
    ).toEqual([mayor.entry]);
  });

  test('what is learned of words is what is published now, after changes, withdrawals and returns', async () => {
    const { entry } = await published('Lanterns over the harbour', { day: day(3), topic: 'Festival' });
    await learnArchive(store);
    await changeEntry(store, wilma, rolf, entry, { headline: 'Fireworks over the harbour' });
    await learnArchive(store);
    const now = await counts();
    expect(now).toMatchObject({ all: now.published, gists: now.published, uses: now.words, stray: 0 });
    await takenAway(store, wilma, rolf, entry);
    await learnArchive(store);
    expect(await counts()).toMatchObject({ all: now.all - 1, gists: now.gists - 1, stray: 0 });
    const { rows } = await store.pool.query(`SELECT entries FROM word_use WHERE word IN ('lantern', 'firework')`);
    expect(rows.every(({ entries }) => entries === 0)).toBe(true);
    await store.pool.query('INSERT INTO learning_due (entry_id) SELECT id FROM entry');
    const before = await counts();
    await learnArchive(store);
    expect(await counts()).toEqual(before);
  });
});

describe('likely duplicates', () => {
  test('are published ones and others’ drafts of the day, the day before and after', async () => {
    const there = await published('A freight train derails near the bridge of Sel', { day: day(20) });
    const other = done(
      await createEntry(store, rolf, entryInput('Freight train derails near the bridge of Sel', { day: day(21) })),
    );
    const own = done(
      await createEntry(store, wilma, entryInput('Freight train derails near bridge of Sel', { day: day(20) })),
    );
    const asked = draft('Freight train derails near bridge of Sel', { entry: own.entry, day: day(20) });
    const found = await duplicates(asked);
    expect(found.map(({ entry, path }) => [entry, path])).toEqual(
      expect.arrayContaining([
        [there.entry, there.path],
        [other.entry, null],
      ]),
    );
    expect(found[0]?.reason).toMatch(/^(nearly the )?same text on the/);
    expect(await duplicates({ ...asked, day: day(23) })).toEqual([]);
    expect(await duplicates(draft('A passenger ship leaves the bridge of Sel', { day: day(20) }))).toEqual([]);
    done(await dismissSuggestion(store, wilma, { entry: own.entry, kind: 'duplicate', subject: there.entry }, true));
    expect((await duplicates(asked)).map(({ entry }) => entry)).toEqual([other.entry]);
    expect((await duplicates({ ...asked, entry: there.entry })).map(({ entry }) => entry)).not.toContain(own.entry);
  });
});

describe('the API', () => {
  test('says who leads here, and opens a merge', async () => {
    const target = await published('What others lead to', { day: day(25) });
    const from = await published('What leads there', { day: day(26), related: [{ entry: target.entry }] });
    const answer = await call(links, { method: 'GET', headers, params: { id: String(target.entry) } });
    expect(await read(answer)).toEqual({
      items: [{ id: from.entry, day: day(26), title: 'What leads there', path: from.path }],
      more: false,
    });
    const merged = await call(merge, {
      headers,
      params: { id: String(target.entry) },
      body: { merge: from.entry, fields: { headline: 'merge' } },
    });
    expect([merged.status, await read(merged)]).toMatchObject([201, { entry: target.entry, joined: false }]);
    const dismissed = await call(merge, {
      headers,
      params: { id: String(from.entry) },
      body: { merge: target.entry as EntryId },
    });
    expect([dismissed.status, (await read<{ code: string }>(dismissed)).code]).toEqual([409, 'cannot-merge']);
  });
});
