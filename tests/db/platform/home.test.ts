import { cpSync, createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createContext } from '../../../lib/editorial/contexts/actions/create-context.ts';
import { saveEntry } from '../../../lib/editorial/entries/actions/save-entry.ts';
import { readSnapshot } from '../../../lib/editorial/entries/store/entry-snapshot.ts';
import { runExport } from '../../../lib/exchange/export/run-export.ts';
import { streamTree } from '../../../lib/exchange/export/targets/tree-archive.ts';
import { importArchive } from '../../../lib/exchange/import/actions/import-archive.ts';
import { openSource } from '../../../lib/exchange/import/reading/open-source.ts';
import type { ImportReport } from '../../../lib/exchange/import/report.ts';
import { loadSample } from '../../../lib/exchange/sample/load-sample.ts';
import type { Day } from '../../../lib/kernel/day.ts';
import type { ContextId, EntryId, RevisionId } from '../../../lib/kernel/ids.ts';
import { type ExportSettings, FORMATS, type Format } from '../../../lib/kernel/newsroom/export-settings.ts';
import type { Actor } from '../../../lib/kernel/permission/actor.ts';
import { type EntryInput, inputOf } from '../../../lib/kernel/revision/revise.ts';
import type { Edition, RevisionText } from '../../../lib/kernel/revision/text.ts';
import { contentHash, hashBeside } from '../../../lib/platform/content-hash.ts';
import type { Store } from '../../../lib/platform/database/database.ts';
import { freshStore, person } from '../../support/database.ts';
import { changeEntry, done, publishedEntry, staffedStore, takenAway } from '../../support/newsroom.ts';
import { settings } from '../../support/settings.ts';
import { filesIn } from '../../support/trees.ts';

const work = mkdtempSync(path.join(tmpdir(), 'dateline-home-'));
let full: { store: Store; admin: Actor };
let count = 0;

/** A folder of its own. */
function place(): string {
  count += 1;
  return path.join(work, String(count));
}

beforeAll(async () => {
  const store = await freshStore();
  const admin = await person(store, 'admin');
  const loaded = await loadSample(store, admin);
  if (!loaded.ok) throw new Error('The sample was refused.');
  full = { store, admin };
}, 300_000);
afterAll(async () => {
  await full.store.close();
  rmSync(work, { recursive: true, force: true });
});

async function exported(store: Store, changed: Partial<ExportSettings> & { asOf?: string } = {}): Promise<string> {
  const { asOf, ...own } = changed;
  const folder = place();
  await runExport(store, folder, {
    settings: { ...settings(own.edition, own.formats), ...own },
    plan: false,
    full: true,
    asOf,
  });
  return folder;
}

async function imported(
  { store, admin }: typeof full,
  from: string,
  options: { publish?: boolean; dryRun?: boolean } = {},
): Promise<ImportReport> {
  const source = await openSource(from);
  const done = await importArchive(store, admin, source, {
    publish: options.publish ?? true,
    dryRun: options.dryRun ?? false,
  });
  await source.close();
  if (!done.ok) throw new Error(done.error.code);
  return done.value;
}

/** Everything that an import could change: each table by its rows, what an import remembers of its pages aside. */
async function rows(store: Store): Promise<Record<string, unknown>> {
  const { prisma } = store;
  return {
    entries: await prisma.entry.findMany({ orderBy: { id: 'asc' }, omit: { importedHash: true } }),
    days: await prisma.day.findMany({ orderBy: { day: 'asc' }, omit: { importedHash: true } }),
    revisions: await prisma.revision.count(),
    proposals: await prisma.proposal.findMany({ orderBy: { id: 'asc' } }),
    publications: await prisma.publication.count(),
    orders: await prisma.dayOrder.count(),
    contexts: await prisma.context.findMany({ orderBy: { id: 'asc' } }),
    changes: await prisma.archiveChange.count(),
    state: await store.pool.query('SELECT position FROM archive_state').then((done) => done.rows),
  };
}

/** As if nothing had been imported yet. */
async function forgotten(store: Store): Promise<void> {
  await store.pool.query('UPDATE entry SET imported_hash = NULL');
  await store.pool.query('UPDATE day SET imported_hash = NULL');
}

async function contextsIn(store: Store): Promise<number> {
  const { rows: found } = await store.pool.query<{ n: number }>(
    'SELECT coalesce(sum(cardinality(r.contexts)), 0)::int AS n FROM entry e JOIN revision r ON r.id = ' +
      'e.published_revision_id',
  );
  return found[0]?.n ?? 0;
}

const EDITIONS: readonly Edition[] = ['2017', '2018'];
const FORMAT_SETS: readonly (readonly Format[])[] = [['md'], ['md', 'json'], FORMATS];
const ALL_WAYS = EDITIONS.flatMap((edition) =>
  FORMAT_SETS.flatMap((formats) => [true, false].map((publish) => ({ edition, formats, publish }))),
);
/** Each of them once; all combinations with DATELINE_LONG, as CI has it. */
const WAYS = process.env['DATELINE_LONG'] ? ALL_WAYS : ALL_WAYS.filter((_, at) => [0, 3, 4, 7, 8].includes(at));

describe('an export that comes home', () => {
  test.each(WAYS)(
    'changes nothing ($edition, $formats, published: $publish)',
    async ({ edition, formats, publish }) => {
      const out = await exported(full.store, { edition, formats });
      await forgotten(full.store);
      const before = await rows(full.store);
      const report = await imported(full, out, { publish });
      expect(report).toMatchObject({
        entries: { created: 0, updated: 0 },
        days: { written: 0 },
        files: { normalised: 0, refused: 0 },
      });
      expect(await rows(full.store)).toEqual(before);
      expect(filesIn(await exported(full.store, { edition, formats }))).toEqual(filesIn(out));
    },
  );

  test.each(EDITIONS)('brings all that its JSON carries into an empty archive (%s)', async (edition) => {
    const store = await freshStore();
    const empty = { store, admin: await person(store, 'admin') };
    const out = await exported(full.store, { edition, formats: ['md', 'html', 'json', 'xml'] });
    const report = await imported(empty, out);
    expect(report.files).toMatchObject({ normalised: 0, refused: 0 });
    expect(await contextsIn(store)).toBe(await contextsIn(full.store));
    const own = ({ 'changes.json': _changes, ...files }: Record<string, string>) =>
      Object.fromEntries(Object.entries(files).filter(([file]) => !file.startsWith('manifest')));
    expect(own(filesIn(await exported(store, { edition, formats: ['md', 'html', 'json', 'xml'] })))).toEqual(
      own(filesIn(out)),
    );
    // The 2018 edition lists versions, which a page of 2017 does not have.
    if (edition === '2018')
      expect(own(filesIn(await exported(store)))).toEqual(own(filesIn(await exported(full.store))));
    await store.close();
  });
});

describe('an export made in another way', () => {
  const unchanged = { entries: { created: 0, updated: 0 }, days: { written: 0 }, files: { normalised: 0, refused: 0 } };

  test.each<Partial<ExportSettings>>([
    { relatedLimit: 1 },
    { relatedLimit: 0, edition: '2018' },
    { readmes: true, formats: ['md', 'json'] },
    { related: 'archive-rule', formats: ['md', 'json'] },
  ])('changes nothing either (%o)', async (changed) => {
    const out = await exported(full.store, changed);
    await forgotten(full.store);
    const before = await rows(full.store);
    expect(await imported(full, out)).toMatchObject(unchanged);
    expect(await rows(full.store)).toEqual(before);
  });

  test('nor does one without its manifest, with other line ends, or packed', async () => {
    const out = await exported(full.store, { relatedLimit: 1, formats: ['md', 'json'] });
    rmSync(path.join(out, 'manifest.json'));
    const [page] = Object.keys(filesIn(out)).filter((file) => /\d\/[a-z-]{8,}\.md$/.test(file));
    writeFileSync(path.join(out, page ?? ''), (filesIn(out)[page ?? ''] ?? '').replaceAll('\n', '\r\n'));
    await forgotten(full.store);
    const before = await rows(full.store);
    expect(await imported(full, out)).toMatchObject({ ...unchanged, files: { normalised: 1, refused: 0 } });
    expect(await rows(full.store)).toEqual(before);
    const packed = place();
    await streamTree(full.store, 'zip', settings('2018', ['md', 'json']), createWriteStream(packed));
    await forgotten(full.store);
    expect(await imported(full, packed, { publish: false })).toMatchObject(unchanged);
    expect(await rows(full.store)).toEqual(before);
  });
});

test('the edition in which a page came in is no part of its content', () => {
  const text = {
    day: '2031-05-06' as Day,
    topic: '',
    headline: 'Rain',
    summary: '',
    sources: [],
    contexts: [],
    related: [],
  };
  expect(contentHash({ ...text, kept: { edition: '2018' } })).toBe(contentHash({ ...text, kept: {} }));
  expect(contentHash({ ...text, kept: { noKicker: true } })).not.toBe(contentHash({ ...text, kept: {} }));
  const before = { hash: 'of long ago', text: { ...text, kept: { edition: '2017' as const } } };
  expect([
    hashBeside({ ...text, kept: {} }, [undefined, before]),
    hashBeside({ ...text, headline: 'Snow', kept: {} }, [before]) === before.hash,
  ]).toEqual(['of long ago', false]);
});

describe('a page that was edited in an export', () => {
  test.each(EDITIONS)('changes that text and nothing else (%s)', async (edition) => {
    const store = await freshStore();
    const archive = { store, admin: await person(store, 'admin') };
    await imported(archive, await exported(full.store, { formats: ['md', 'json'] }));
    const out = await exported(store, { edition, relatedLimit: 1 });
    const {
      id,
      path: page,
      publishedRevisionId,
    } = await store.prisma.entry.findFirstOrThrow({
      where: { publishedRevisionId: { in: await richRevisions(store) } },
      orderBy: { id: 'asc' },
    });
    const before = await store.prisma.revision.findUniqueOrThrow({ where: { id: publishedRevisionId ?? 0 } });
    const file = path.join(out, page ?? '');
    writeFileSync(file, filesIn(out)[page ?? '']?.replace(before.summary, 'Another summary.') ?? '');
    const told = {
      entries: { created: 0, updated: 1 },
      changes: {
        texts: 1,
        sources: { added: 0, lost: 0 },
        contexts: { added: 0, lost: 0 },
        related: { added: 0, lost: 0 },
      },
    };
    const stays = { contexts: before.contexts.length - 1, related: (before.related as unknown[]).length - 1 };
    const dry = await imported(archive, out, { dryRun: true });
    expect(dry).toMatchObject({ ...told, kept: { related: stays.related } });
    expect(dry.kept.contexts).toBeGreaterThan(0);
    expect(await imported(archive, out, { publish: false })).toMatchObject({ ...told, days: { written: 0 } });
    expect((await imported(archive, out)).entries).toMatchObject({ updated: 1 });
    const { publishedRevisionId: now } = await store.prisma.entry.findUniqueOrThrow({ where: { id } });
    const {
      id: _a,
      createdAt: _b,
      hash: _c,
      proposalId: _d,
      ...after
    } = await store.prisma.revision.findUniqueOrThrow({ where: { id: now ?? 0 } });
    expect(after).toMatchObject({
      summary: 'Another summary.',
      headline: before.headline,
      contexts: before.contexts,
      related: before.related,
      sources: before.sources,
      kept: before.kept,
    });
    await store.close();
  });
});

/** Published texts with a summary, contexts and two related entries. */
async function richRevisions(store: Store): Promise<number[]> {
  const found = await store.pool.query<{ id: number }>(
    `SELECT r.id FROM entry e JOIN revision r ON r.id = e.published_revision_id WHERE r.summary <> ''
      AND cardinality(r.contexts) > 2 AND jsonb_array_length(r.related) = 2`,
  );
  return found.rows.map(({ id }) => id);
}

describe('an export of long ago', () => {
  let archive: typeof full;
  let wilma: Actor;
  let old: Record<Edition, string>;
  const entries: Record<string, { entry: EntryId; path: string }> = {};
  const DAYS = ['2031-05-06', '2031-05-07'] as const;

  beforeAll(async () => {
    const staff = await staffedStore();
    archive = { store: staff.store, admin: staff.anna };
    wilma = staff.wilma;
    const { store } = archive;
    const ids: ContextId[] = [];
    for (const name of ['Harbour', 'Ferries', 'Storms'])
      ids.push(done(await createContext(store, staff.anna, { name })).id as ContextId);
    const make = async (headline: string, fields: Partial<EntryInput> = {}) => {
      const made = await publishedEntry(store, staff.wilma, staff.rolf, headline, {
        day: DAYS[0] as Day,
        contexts: ids,
        summary: `${headline}, it is said.`,
        ...fields,
      });
      entries[headline] = made;
      return made.entry;
    };
    const moved = await make('It moves');
    const gone = await make('It goes');
    await make('It stays', { related: [{ entry: moved }, { entry: gone }] });
    await make('It is corrected', { contexts: ids.slice(1), related: [{ entry: moved }] });
    await make('It comes later in the day', { summary: '' });
    old = {
      '2017': await exported(store, { formats: ['md', 'json'] }),
      '2018': await exported(store, { edition: '2018' }),
    };
    await changeEntry(store, staff.wilma, staff.rolf, moved, { day: DAYS[1] as Day });
    await changeEntry(store, staff.wilma, staff.rolf, entries['It is corrected']?.entry as EntryId, {
      headline: 'It was corrected',
      contexts: ids.slice(0, 1),
    });
    await takenAway(store, staff.wilma, staff.rolf, gone, entries['It stays']?.entry);
  });
  afterAll(() => archive.store.close());

  test.each(EDITIONS)('takes nothing back, and says how many pages are of then (%s)', async (edition) => {
    for (const publish of [false, true]) {
      await forgotten(archive.store);
      const before = await rows(archive.store);
      const now = filesIn(await exported(archive.store));
      const report = await imported(archive, old[edition], { publish });
      expect(report).toMatchObject({
        entries: { created: 0, updated: 0, unchanged: 5 },
        days: { written: 0 },
        refused: [],
      });
      expect(report.older).toBeGreaterThan(0);
      expect(await rows(archive.store)).toEqual(before);
      expect(filesIn(await exported(archive.store))).toEqual(now);
    }
  });

  test('whose page says something new of an entry that moved is refused, not doubled', async () => {
    const out = place();
    cpSync(old['2017'], out, { recursive: true });
    const file = path.join(out, entries['It moves']?.path ?? '');
    writeFileSync(file, filesIn(out)[entries['It moves']?.path ?? '']?.replace('it is said', 'they say') ?? '');
    expect((await imported(archive, out)).refused).toMatchObject([
      { path: entries['It moves']?.path, reason: expect.stringContaining('moved to') },
    ]);
  });

  test('nor does an export of now, while somebody works on one of its entries', async () => {
    const out = await exported(archive.store, { formats: FORMATS });
    const { entry } = entries['It stays'] as { entry: EntryId };
    const { publishedRevisionId } = await archive.store.prisma.entry.findUniqueOrThrow({ where: { id: entry } });
    const published = (await readSnapshot(archive.store, entry))?.published;
    done(
      await saveEntry(
        archive.store,
        wilma as Actor,
        entry,
        { revision: publishedRevisionId as RevisionId },
        { ...inputOf(published?.text as RevisionText), headline: 'It has stayed' },
      ),
    );
    await forgotten(archive.store);
    const before = await rows(archive.store);
    for (const publish of [false, true])
      expect(await imported(archive, out, { publish })).toMatchObject({
        entries: { created: 0, updated: 0 },
        refused: [],
      });
    expect(await rows(archive.store)).toEqual(before);
  });

  test('goes into an empty archive, with its addresses that lead on', async () => {
    const store = await freshStore();
    const empty = { store, admin: await person(store, 'admin') };
    const out = await exported(archive.store, { formats: FORMATS });
    const report = await imported(empty, out);
    expect(report.refused).toEqual([]);
    const news = (files: Record<string, string>) =>
      Object.fromEntries(Object.entries(files).filter(([file]) => /^news\/.*\.(md|json)$/.test(file)));
    const again = await exported(store, { formats: ['md', 'json'] });
    expect(Object.keys(news(filesIn(again)))).toEqual(Object.keys(news(filesIn(out))));
    await store.close();
  });
});

describe('entries as JSON lines', () => {
  const line = (headline: string, source: string | undefined, contexts: string[], more: object = {}) =>
    JSON.stringify({
      date: '2033-01-01',
      headline,
      contexts,
      ...(source ? { sources: [{ publisher: source, url: `https://${source.toLowerCase()}.example/` }] } : {}),
      ...more,
    });
  const one = line('Same headline', 'One', ['A']);
  const two = line('Same headline', 'Two', ['B']);
  let archive: typeof full;
  const take = (...lines: string[]) => {
    const file = place();
    writeFileSync(file, lines.join('\n'));
    return imported(archive, file);
  };
  const sources = async () => {
    const found = await archive.store.pool.query<{ path: string; url: string }>(
      `SELECT e.path, r.sources -> 0 ->> 'url' AS url FROM entry e JOIN revision r
        ON r.id = e.published_revision_id ORDER BY e.path`,
    );
    return found.rows.map(({ path: at, url }) => `${at.split('/').at(-1)} ${url}`);
  };

  beforeEach(async () => {
    const store = await freshStore();
    archive = { store, admin: await person(store, 'admin') };
  });
  afterEach(() => archive.store.close());

  test('mean the entries that they meant before, in whatever order and however few', async () => {
    expect((await take(one, two)).entries).toMatchObject({ created: 2 });
    const before = await rows(archive.store);
    for (const lines of [[two], [two, one], [one], [one, two]])
      expect((await take(...lines)).entries).toMatchObject({ created: 0, updated: 0 });
    await forgotten(archive.store);
    for (const lines of [[two], [two, one]])
      expect((await take(...lines)).entries).toMatchObject({ created: 0, updated: 0 });
    expect(await rows(archive.store)).toEqual(before);
  });

  test('with another source and the headline of an entry are another entry', async () => {
    await take(two);
    expect((await take(one)).entries).toMatchObject({ created: 1, updated: 0 });
    expect((await take(one, two)).entries).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
    expect(await sources()).toEqual([
      'same-headline-2.md https://one.example/',
      'same-headline.md https://two.example/',
    ]);
  });

  test('that change are the entry with which they share a source', async () => {
    await take(one, line('Same headline', 'Two', ['B'], { summary: 'It happened.' }));
    const report = await take(line('Same headline', 'Two', ['B', 'C']), line('Same headline', 'One', ['A']));
    expect(report).toMatchObject({
      entries: { created: 0, updated: 1, unchanged: 1 },
      changes: { texts: 0, contexts: { added: 1, lost: 0 } },
    });
    const entry = await archive.store.prisma.entry.findUniqueOrThrow({
      where: { path: 'news/2033/01/1/same-headline-2.md' },
    });
    expect(
      await archive.store.prisma.revision.findUniqueOrThrow({ where: { id: entry.publishedRevisionId ?? 0 } }),
    ).toMatchObject({ summary: 'It happened.' });
  });

  test('that repeat an entry are named, and it is taken in once', async () => {
    const spelled = line('A bridge opens in Café Town', 'Paper', ['Bridge', 'Town']);
    const turned = line('A bridge opens in Café Town', 'Paper', ['Town', 'Bridge']);
    for (const created of [1, 0]) {
      const report = await take(spelled, two, turned, spelled);
      expect(report.entries).toMatchObject({ created: 2 * created, updated: 0, unchanged: 2 * (1 - created) });
      expect(report.repeats.map(({ line: at, of }) => [at, of])).toEqual([
        [3, 1],
        [4, 1],
      ]);
    }
  });

  test('without sources or contexts mean the only entry of their headline', async () => {
    await take(line('Rain', undefined, []));
    expect((await take(line('Rain', 'One', ['Weather']))).entries).toMatchObject({ created: 0, updated: 1 });
  });

  test('do not take what they leave out from an entry that came from a tree', async () => {
    const out = await exported(full.store, { formats: ['md', 'json'] });
    await imported(archive, out);
    const before = await rows(archive.store);
    const told = await archive.store.pool.query<{
      date: string;
      headline: string;
      sources: { name: string; url: string }[];
    }>(
      'SELECT r.day::text AS date, r.headline, r.sources FROM entry e JOIN revision r ON r.id = ' +
        'e.published_revision_id ORDER BY e.id DESC',
    );
    const lines = told.rows.map(({ sources: own, ...row }) =>
      JSON.stringify({ ...row, sources: own.map(({ name, url }) => ({ publisher: name, url })) }),
    );
    expect((await take(...lines)).entries).toMatchObject({ created: 0, updated: 0 });
    expect(await rows(archive.store)).toEqual(before);
  });
});
