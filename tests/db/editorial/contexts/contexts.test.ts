import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { learnArchive } from '../../../../lib/discovery/learning/learn-archive.ts';
import { startBulk } from '../../../../lib/editorial/bulk/start-bulk.ts';
import { assignContext } from '../../../../lib/editorial/contexts/actions/assign-context.ts';
import { createContext } from '../../../../lib/editorial/contexts/actions/create-context.ts';
import { dismissContextPair } from '../../../../lib/editorial/contexts/actions/dismiss-context-pair.ts';
import { splitContext } from '../../../../lib/editorial/contexts/actions/split-context.ts';
import { countFindings, listFindings } from '../../../../lib/editorial/contexts/queries/context-attention.ts';
import { readTimeline } from '../../../../lib/editorial/contexts/queries/context-timeline.ts';
import { readContext } from '../../../../lib/editorial/contexts/queries/context-view.ts';
import { listContexts } from '../../../../lib/editorial/contexts/queries/contexts.ts';
import { contextsNear } from '../../../../lib/editorial/contexts/store/context-near.ts';
import { createEntry, saveEntry } from '../../../../lib/editorial/entries/actions/save-entry.ts';
import { readEntryView } from '../../../../lib/editorial/entries/queries/entry-view.ts';
import { readMergePreview } from '../../../../lib/editorial/entries/queries/merge-preview.ts';
import { readSnapshot } from '../../../../lib/editorial/entries/store/entry-snapshot.ts';
import type { ContextId, EntryId } from '../../../../lib/kernel/ids.ts';
import type { ContextKind } from '../../../../lib/kernel/newsroom/kinds.ts';
import type { Actor } from '../../../../lib/kernel/permission/actor.ts';
import { type EntryInput, inputOf } from '../../../../lib/kernel/revision/revise.ts';
import type { Store } from '../../../../lib/platform/database/database.ts';
import { freshStore, person } from '../../../support/database.ts';
import { entryInput } from '../../../support/entries.ts';
import { changeEntry, done, publishedEntry } from '../../../support/newsroom.ts';
import { changeContext, mergeContexts, unmergeContext } from '../../../support/vocabulary.ts';

let store: Store;
let writer: Actor;
let reviewer: Actor;

beforeAll(async () => {
  store = await freshStore();
  writer = await person(store, 'editor');
  reviewer = await person(store, 'reviewer');
});
afterAll(() => store.close());

let round = 0;
beforeEach(() => {
  round += 1;
});
/** A name that no other test has. */
const own = (name: string) => `${name} ${String.fromCharCode(96 + round).repeat(7)}`;
const context = async (name: string, kind?: ContextKind): Promise<ContextId> =>
  done(await createContext(store, writer, { name: own(name), kind, despite: true })).id;
const versionOf = async (id: ContextId) => (await store.prisma.context.findUniqueOrThrow({ where: { id } })).version;
const merge = async (id: ContextId, into: ContextId) =>
  done(
    await mergeContexts(store, reviewer, id, {
      into,
      version: await versionOf(id),
      intoVersion: await versionOf(into),
    }),
  );
const unmerge = async (id: ContextId) =>
  done(await unmergeContext(store, reviewer, id, { version: await versionOf(id) }));
const rename = async (id: ContextId, name: string) =>
  done(await changeContext(store, reviewer, id, { version: await versionOf(id), name, despite: true }));
const published = async (headline: string, contexts: ContextId[]) =>
  (await publishedEntry(store, writer, reviewer, own(headline), { contexts })).entry;
const meant = async () =>
  (
    await store.pool.query<{ id: number; merged_into: number | null; joined_to: number | null }>(
      'SELECT id, merged_into, joined_to FROM context ORDER BY id',
    )
  ).rows;
const timeline = async (id: ContextId) =>
  (await readTimeline(store, id)).items.map((item) => item.entry).sort((a, b) => a - b);
const facts = async (action: string) =>
  (
    await store.pool.query<{ detail: Record<string, unknown> }>(
      'SELECT detail FROM audit_event WHERE type = $1 ORDER BY id DESC LIMIT 1',
      [action],
    )
  ).rows[0]?.detail;

describe('naming', () => {
  test('a new name keeps the one before as an alias, and going back takes it off again', async () => {
    const id = await context('Quay');
    await rename(id, own('Harbour front'));
    expect(await readContext(store, id)).toMatchObject({
      name: own('Harbour front'),
      aliases: [own('Quay')],
      version: 2,
    });
    expect(await createContext(store, writer, { name: own('QUÁY') })).toMatchObject({
      error: { code: 'name-taken', by: own('Harbour front') },
    });
    await rename(id, own('Quay'));
    expect(await readContext(store, id)).toMatchObject({ name: own('Quay'), aliases: [own('Harbour front')] });
    expect(await facts('change-context')).toMatchObject({ context: id, name: own('Quay'), was: own('Harbour front') });
  });

  test('a name that differs in case alone needs no alias', async () => {
    const id = await context('iraq war');
    await rename(id, own('Iraq War'));
    expect(await readContext(store, id)).toMatchObject({ name: own('Iraq War'), aliases: [] });
  });

  test('what another context has is refused, its name and its alias', async () => {
    const [a, b] = [await context('Mole'), await context('Pier')];
    done(await changeContext(store, reviewer, b, { version: 1, addAliases: [own('Jetty')] }));
    for (const name of [own('pier'), own('JETTY')]) {
      expect(await changeContext(store, reviewer, a, { version: 1, name })).toMatchObject({
        error: { code: 'name-taken', by: own('Pier') },
      });
      expect(await changeContext(store, reviewer, a, { version: 1, addAliases: [name] })).toMatchObject({
        error: { code: 'name-taken' },
      });
    }
    expect(await readContext(store, a)).toMatchObject({ version: 1, name: own('Mole'), aliases: [] });
  });

  test('kind, description, Wikidata id and aliases are changed over the version that was seen', async () => {
    const id = await context('Lamp');
    const change = {
      version: 1,
      kind: 'work' as const,
      description: 'It shines.',
      wikidataId: 'Q42',
      addAliases: [own('Light'), own('Beacon')],
    };
    expect(done(await changeContext(store, reviewer, id, change))).toEqual({ id, version: 2, pages: 0 });
    done(await changeContext(store, reviewer, id, { version: 2, removeAliases: [own('LIGHT')] }));
    expect(await readContext(store, id)).toMatchObject({
      kind: 'work',
      description: 'It shines.',
      wikidataId: 'Q42',
      aliases: [own('Beacon')],
      version: 3,
    });
    expect(await changeContext(store, reviewer, id, { version: 2, kind: 'place' })).toMatchObject({
      error: { code: 'stale-context' },
    });
    expect(await changeContext(store, writer, id, { version: 3, kind: 'place' })).toMatchObject({
      error: { code: 'not-allowed', permission: 'context.manage' },
    });
  });

  test('of several who change one version, one is heard', async () => {
    const id = await context('Race');
    const all = await Promise.all(
      [1, 2, 3, 4].map((n) => changeContext(store, reviewer, id, { version: 1, description: `Word ${n}` })),
    );
    expect(all.filter((one) => one.ok)).toHaveLength(1);
    expect(all.filter((one) => !one.ok && one.error.code === 'stale-context')).toHaveLength(3);
  });

  test('a name that looks like another one is refused with that one, unless it shall be given despite it', async () => {
    const id = await context('Mohammed bin Salman');
    done(await changeContext(store, reviewer, id, { version: 1, addAliases: [own('Crown prince of the dunes')] }));
    expect(await createContext(store, writer, { name: own('Mohamed bin Salman') })).toMatchObject({
      error: { code: 'names-near', near: [{ id, alias: null, reason: 'spelling' }] },
    });
    expect(await createContext(store, writer, { name: own('Crown princes of the dunes') })).toMatchObject({
      error: {
        code: 'names-near',
        near: [{ id, name: own('Mohammed bin Salman'), alias: own('Crown prince of the dunes'), reason: 'plural' }],
      },
    });
    expect(await createContext(store, writer, { name: own('Mohamed bin Salman'), despite: true })).toMatchObject({
      ok: true,
    });
    expect(await contextsNear(store.pool, own('Mohammed bin Salman'), [id])).toMatchObject([
      { name: own('Mohamed bin Salman') },
    ]);
  });
});

describe('merging', () => {
  test('the names lead to the one that stays, its uses are counted, and undoing brings every row back', async () => {
    const [covid, corona] = [await context('COVID-19'), await context('Coronavirus disease')];
    done(
      await changeContext(store, reviewer, corona, {
        version: 1,
        addAliases: [own('nCoV')],
        description: 'A disease.',
      }),
    );
    const [first, both, last] = [
      await published('First', [corona]),
      await published('Both', [covid, corona]),
      await published('Last', [covid]),
    ];
    await learnArchive(store);
    const before = [await meant(), await readContext(store, covid), await readContext(store, corona)];

    const preview = await readMergePreview(store, corona, covid);
    expect(preview).toMatchObject({
      touches: { entries: 2, both: 1, days: 1, beside: 0 },
      names: [own('Coronavirus disease'), own('nCoV')],
      takes: ['description'],
      keeps: [],
    });
    expect(preview?.items.map((item) => item.entry)).toEqual([both, first]);
    expect(await merge(corona, covid)).toMatchObject({ pages: 2 });
    expect(await readContext(store, covid)).toMatchObject({
      entries: 3,
      description: 'A disease.',
      merged: [{ id: corona, name: own('Coronavirus disease'), aliases: [own('nCoV')], byHand: true }],
    });
    expect(await readContext(store, corona)).toMatchObject({
      entries: 0,
      mergedInto: { id: covid, name: own('COVID-19') },
    });
    expect(await timeline(covid)).toEqual([first, both, last]);
    for (const name of ['coronavirus DISEASE', 'ncov'])
      expect(await createContext(store, writer, { name: own(name) })).toMatchObject({
        error: { code: 'name-taken', by: own('COVID-19') },
      });
    expect((await readEntryView(store, both))?.published?.fields.contexts).toEqual([covid]);
    expect((await readEntryView(store, first))?.names.contexts).toEqual([{ id: covid, name: own('COVID-19') }]);

    await unmerge(corona);
    const after = [await meant(), await readContext(store, covid), await readContext(store, corona)];
    const plain = (views: unknown[]) =>
      JSON.parse(JSON.stringify(views, (key, value) => (key === 'version' ? 0 : value)));
    expect(plain(after)).toEqual(plain(before));
    expect([await timeline(covid), await timeline(corona)]).toEqual([
      [both, last],
      [first, both],
    ]);
  });

  test('chains are flat, and undoing a middle one takes along what was merged into it', async () => {
    const [x, a, b, c] = [await context('Xeno'), await context('Alpha'), await context('Beta'), await context('Gamma')];
    const entry = await published('Chained', [x]);
    await learnArchive(store);
    await merge(x, a);
    await merge(a, b);
    await merge(b, c);
    const rows = async () =>
      (await meant()).filter(({ id }) => [x, a, b, c].includes(id as ContextId)).map(({ merged_into }) => merged_into);
    expect(await rows()).toEqual([c, c, c, null]);
    expect(await timeline(c)).toEqual([entry]);
    await unmerge(a);
    expect(await rows()).toEqual([a, null, c, null]);
    expect([await timeline(a), await timeline(c)]).toEqual([[entry], []]);
    await unmerge(x);
    expect(await rows()).toEqual([null, null, c, null]);
    await unmerge(b);
    expect(await rows()).toEqual([null, null, null, null]);
    expect(await timeline(x)).toEqual([entry]);
  });

  test('what cannot be merged is refused by name', async () => {
    const [a, b, c] = [await context('Aaa'), await context('Bbb'), await context('Ccc')];
    const wish = { into: b, version: 1, intoVersion: 1 };
    expect(await mergeContexts(store, writer, a, wish)).toMatchObject({ error: { code: 'not-allowed' } });
    expect(await mergeContexts(store, reviewer, a, { ...wish, into: a })).toMatchObject({
      error: { code: 'invalid' },
    });
    expect(await mergeContexts(store, reviewer, a, { ...wish, intoVersion: 7 })).toMatchObject({
      error: { code: 'stale-context' },
    });
    expect(await mergeContexts(store, reviewer, a, { ...wish, into: 999_999 as ContextId })).toMatchObject({
      error: { code: 'not-found' },
    });
    expect(await unmergeContext(store, reviewer, a, { version: 1 })).toMatchObject({
      error: { code: 'context-not-merged' },
    });
    await merge(a, b);
    expect(await mergeContexts(store, reviewer, a, { into: c, version: 2, intoVersion: 1 })).toMatchObject({
      error: { code: 'context-merged', into: own('Bbb') },
    });
    expect(await mergeContexts(store, reviewer, c, { into: a, version: 1, intoVersion: 2 })).toMatchObject({
      error: { code: 'context-merged' },
    });
    expect(await changeContext(store, reviewer, a, { version: 2, name: own('Zzz') })).toMatchObject({
      error: { code: 'context-merged' },
    });
    expect(await changeContext(store, reviewer, b, { version: 2, name: own('aaa') })).toMatchObject({
      error: { code: 'invalid', fields: [{ field: 'name' }] },
    });
  });

  test('two that are merged into each other at once end as one merge', async () => {
    const [a, b] = [await context('Left'), await context('Right')];
    const both = await Promise.all([
      mergeContexts(store, reviewer, a, { into: b, version: 1, intoVersion: 1 }),
      mergeContexts(store, reviewer, b, { into: a, version: 1, intoVersion: 1 }),
    ]);
    expect(both.filter((one) => one.ok)).toHaveLength(1);
    expect(
      (await meant()).filter(({ id, merged_into }) => [a, b].includes(id as ContextId) && merged_into !== null),
    ).toHaveLength(1);
  });

  test('a text keeps its ids when nothing else is changed', async () => {
    const [a, b, c] = [await context('Old'), await context('New'), await context('More')];
    const entry = await published('Kept', [a]);
    await merge(a, b);
    const view = await readEntryView(store, entry);
    expect(view?.published?.fields.contexts).toEqual([b]);
    const { revision, fields: shown } = view?.published ?? {};
    if (!revision || !shown) throw new Error('not published');
    const fields = shown as EntryInput;
    expect(done(await saveEntry(store, writer, entry, { revision }, fields))).toMatchObject({ changed: false });
    const saved = done(await saveEntry(store, writer, entry, { revision }, { ...fields, summary: 'Other words.' }));
    expect((await readSnapshot(store, entry))?.proposed?.text.contexts).toEqual([a]);
    done(await saveEntry(store, writer, entry, { revision: saved.revision }, { ...fields, contexts: [b, c] }));
    expect((await readSnapshot(store, entry))?.proposed?.text.contexts).toEqual([b, c]);
    const draft = done(await createEntry(store, writer, entryInput(own('Draft'), { contexts: [a] }), own('key')));
    expect((await readSnapshot(store, draft.entry))?.proposed?.text.contexts).toEqual([b]);
    expect(done(await createEntry(store, writer, entryInput(own('Draft'), { contexts: [a] }), own('key'))).entry).toBe(
      draft.entry,
    );
  });

  test('later uses stay where people put them when a merge is undone', async () => {
    const [a, b] = [await context('Gone'), await context('Stays')];
    const early = await published('Early', [a]);
    await learnArchive(store);
    await merge(a, b);
    const late = await published('Late', [b]);
    await changeEntry(store, writer, reviewer, early, { summary: 'Said otherwise.' });
    await learnArchive(store);
    await unmerge(a);
    expect([await timeline(a), await timeline(b)]).toEqual([[early], [late]]);
  });
});

describe('contexts that need attention', () => {
  test('names that look like one come behind a change and go with a merge', async () => {
    const [a, b, c] = [
      await context('Air defence zone'),
      await context('Air defense zone'),
      await context('Air defence zones'),
    ];
    const pairs = async () =>
      (await listFindings(store, 'near', { limit: 100 })).items
        .map(({ context: one, other }) => [one.id, other?.id].sort())
        .filter((ids) => ids.some((id) => [a, b, c].includes(id as ContextId)));
    await learnArchive(store);
    expect(await pairs()).toEqual(
      expect.arrayContaining([
        [a, b],
        [a, c],
      ]),
    );
    expect(await dismissContextPair(store, writer, a, b)).toMatchObject({ error: { code: 'not-allowed' } });
    done(await dismissContextPair(store, reviewer, b, a));
    expect(await pairs()).not.toContainEqual([a, b]);
    await merge(c, a);
    expect(await pairs()).not.toContainEqual([a, c]);
    await rename(b, own('Customs house'));
    await learnArchive(store);
    expect((await store.pool.query('SELECT 1 FROM context_near WHERE low_id = $1 OR high_id = $1', [b])).rowCount).toBe(
      0,
    );
  });

  test('lists of those used once, never and without a kind, page by page', async () => {
    const [once, never] = [await context('Once', 'place'), await context('Never', 'topic')];
    await published('Only', [once]);
    await learnArchive(store);
    const all = async (list: 'once' | 'unused' | 'no-kind') => {
      const ids: ContextId[] = [];
      for (let cursor: { at: string; id: ContextId } | undefined; ; ) {
        const page = await listFindings(store, list, { limit: 2, cursor });
        ids.push(...page.items.map((item) => item.context.id));
        if (!page.next) return ids;
        const [at = '', id = ''] = page.next.split(/\.(?=\d+$)/);
        cursor = { at, id: Number(id) as ContextId };
      }
    };
    const [ones, unused, noKind] = [await all('once'), await all('unused'), await all('no-kind')];
    expect(ones).toContain(once);
    expect(unused).toContain(never);
    expect(noKind).not.toContain(once);
    const counts = await countFindings(store);
    expect([counts.once, counts.unused, counts['no-kind']]).toEqual([
      new Set(ones).size,
      new Set(unused).size,
      new Set(noKind).size,
    ]);
  });

  test('the list by use, name and age has every context once, however it is paged', async () => {
    const { rows } = await store.pool.query<{ id: ContextId }>(
      'SELECT id FROM context WHERE merged_into IS NULL ORDER BY id',
    );
    for (const sort of ['use', 'name', 'newest'] as const) {
      const ids: ContextId[] = [];
      for (let cursor: { at: string; id: ContextId } | undefined; ; ) {
        const page = await listContexts(store, { sort, limit: 7, cursor });
        ids.push(...page.items.map((item) => item.id));
        if (!page.next) break;
        const at = page.next.lastIndexOf('.');
        cursor = { at: page.next.slice(0, at), id: Number(page.next.slice(at + 1)) as ContextId };
      }
      expect([sort, [...ids].sort((x, y) => x - y)]).toEqual([sort, rows.map(({ id }) => id)]);
    }
    const [a, b] = [await context('Zebra crossing'), await context('Pelican crossing')];
    await merge(a, b);
    expect((await listContexts(store, { q: 'zébra cros' })).items.map(({ id }) => id)).toEqual([b]);
  });
});

describe('assigning', () => {
  const contextsOf = async (entry: EntryId) => (await readSnapshot(store, entry))?.proposed?.text.contexts;

  test('adds, removes and replaces through proposals that are handed in, merged ids as they are meant', async () => {
    const [a, b, gone] = [await context('One'), await context('Two'), await context('Three')];
    await merge(gone, a);
    const entry = await published('Assigned', [gone]);
    expect(await assignContext(store, writer, entry, { action: 'add-context', context: a })).toMatchObject({
      error: { code: 'invalid' },
    });
    done(
      await assignContext(store, writer, entry, { action: 'replace-context', context: gone, by: b }, 'They are two.'),
    );
    expect(await readSnapshot(store, entry)).toMatchObject({ proposal: { state: 'in_review' } });
    expect(await contextsOf(entry)).toEqual([b]);
    done(await assignContext(store, reviewer, entry, { action: 'add-context', context: a }));
    expect(await contextsOf(entry)).toEqual([b, a]);
    done(await assignContext(store, writer, entry, { action: 'remove-context', context: b }));
    expect(await contextsOf(entry)).toEqual([a]);
    expect(await assignContext(store, writer, entry, { action: 'remove-context', context: b })).toMatchObject({
      error: { code: 'invalid' },
    });
  });

  test('a draft in other hands is left alone, and what cannot be handed in leaves nothing', async () => {
    const a = await context('Solo');
    const entry = await published('Held', []);
    const standing = await readSnapshot(store, entry);
    if (!standing?.published) throw new Error('not published');
    done(
      await saveEntry(
        store,
        reviewer,
        entry,
        { revision: standing.published.revision },
        { ...inputOf(standing.published.text), summary: 'Half done.' },
      ),
    );
    expect(await assignContext(store, writer, entry, { action: 'add-context', context: a })).toMatchObject({
      error: { code: 'in-other-hands' },
    });
    const other = await published('Bare', []);
    await store.prisma.newsroomSettings.update({ where: { id: 1 }, data: { leastSources: 9 } });
    expect(await assignContext(store, writer, other, { action: 'add-context', context: a })).toMatchObject({
      error: { code: 'invalid' },
    });
    await store.prisma.newsroomSettings.update({ where: { id: 1 }, data: { leastSources: 0 } });
    expect((await readSnapshot(store, other))?.proposal).toBeUndefined();
  });

  test('a split makes the context and the run together, or neither', async () => {
    const old = await context('Mercury');
    const entry = await published('Planet', [old]);
    const split = done(
      await splitContext(store, reviewer, old, {
        name: own('Mercury the planet'),
        kind: 'place',
        entries: [entry],
        despite: true,
      }),
    );
    const { rows } = await store.pool.query('SELECT options FROM archive_run WHERE id = $1', [split.run]);
    expect(rows[0]?.options).toMatchObject({ action: 'replace-context', context: old, by: split.id, count: 1 });
    expect(
      await splitContext(store, reviewer, old, {
        name: own('Mercury the god'),
        entries: [999_999 as EntryId],
        despite: true,
      }),
    ).toMatchObject({ error: { code: 'invalid' } });
    expect(await store.prisma.context.count({ where: { name: own('Mercury the god') } })).toBe(0);
    expect(
      await startBulk(store, writer, { action: 'add-context', items: [{ entry }], context: 999_999 as ContextId }),
    ).toMatchObject({ error: { code: 'invalid' } });
  });
});
