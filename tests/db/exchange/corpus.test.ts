import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runExport } from '../../../lib/exchange/export/run-export.ts';
import { importArchive } from '../../../lib/exchange/import/actions/import-archive.ts';
import { openSource } from '../../../lib/exchange/import/reading/open-source.ts';
import type { ImportReport } from '../../../lib/exchange/import/report.ts';
import type { Store } from '../../../lib/platform/database/database.ts';
import { writeRelatedTree } from '../../bench/related-tree.ts';
import { freshStore, person } from '../../support/database.ts';
import { settings } from '../../support/settings.ts';
import { filesIn } from '../../support/trees.ts';

const corpus = process.env['DATELINE_CORPUS'];
if (!corpus) console.warn('DATELINE_CORPUS is not set: the real pages were NOT tried through the database.');

const work = mkdtempSync(path.join(tmpdir(), 'dateline-corpus-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** How many contexts the published entries of an archive have, and how many revisions it holds. */
async function counted(store: Store): Promise<unknown> {
  const { rows } = await store.pool.query(
    `SELECT (SELECT sum(cardinality(r.contexts)) FROM entry e JOIN revision r ON r.id = e.published_revision_id)
      AS contexts, (SELECT count(*) FROM revision) AS revisions,
      (SELECT position FROM archive_state) AS position`,
  );
  return rows[0];
}

async function take(store: Store, from: string, publish: boolean): Promise<ImportReport> {
  const source = await openSource(from);
  const done = await importArchive(store, await person(store, 'admin'), source, { publish, dryRun: false });
  await source.close();
  if (!done.ok) throw new Error(done.error.code);
  return done.value;
}

/** Imports into a new archive, exports it again, and gives both. */
async function through(
  from: string,
  name: string,
): Promise<{ first: ImportReport; again: ImportReport; pages: Record<string, string> }> {
  const store = await freshStore();
  const admin = await person(store, 'admin');
  const run = async () => {
    const source = await openSource(from);
    const done = await importArchive(store, admin, source, { publish: true, dryRun: false });
    await source.close();
    if (!done.ok) throw new Error(done.error.code);
    return done.value;
  };
  const first = await run();
  const out = path.join(work, name);
  await runExport(store, out, { settings: settings(), plan: false, full: false });
  const again = await run();
  const idle = await runExport(store, out, { settings: settings(), plan: false, full: true });
  expect(idle.files).toMatchObject({ added: 0, changed: 0, removed: 0 });
  await store.close();
  const pages = Object.fromEntries(
    Object.entries(filesIn(out)).filter(([file]) => file !== 'index.md' && !file.startsWith('manifest')),
  );
  return { first, again, pages };
}

describe.runIf(corpus)('the corpus through the database', () => {
  test.each(['seed', 'thecontext'])('every page of the 2017 edition in %s comes back byte for byte', async (set) => {
    const from = path.join(corpus ?? '', set);
    const { first, again, pages } = await through(from, set);
    expect(first).toMatchObject({ files: { normalised: 0, refused: 0 } });
    expect(again.entries).toMatchObject({ created: 0, updated: 0 });
    const { 'index.md': _front, ...read } = filesIn(from);
    const of2017 = Object.entries(read).filter(([, text]) => !text.startsWith('\nFormats:'));
    expect(of2017.length).toBeGreaterThan(0);
    for (const [file, text] of of2017) expect({ file, text: pages[file] }).toEqual({ file, text });
  });

  test.each(['seed', 'thecontext'])(
    'an export of %s comes home unchanged, and brings everything into an empty archive',
    async (set) => {
      const store = await freshStore();
      await take(store, path.join(corpus ?? '', set), true);
      const before = await counted(store);
      for (const [edition, formats, publish] of [
        ['2017', ['md'], true],
        ['2017', ['md', 'json'], false],
        ['2018', ['md'], false],
        ['2018', ['md', 'json'], true],
      ] as const) {
        const out = path.join(work, `home-${set}-${edition}-${formats.length}`);
        await runExport(store, out, { settings: settings(edition, formats), plan: false, full: true });
        await store.pool.query('UPDATE entry SET imported_hash = NULL');
        await store.pool.query('UPDATE day SET imported_hash = NULL');
        expect(await take(store, out, publish)).toMatchObject({
          entries: { created: 0, updated: 0 },
          days: { written: 0 },
          files: { normalised: 0, refused: 0 },
        });
        expect(await counted(store)).toEqual(before);
        expect(
          (await runExport(store, out, { settings: settings(edition, formats), plan: false, full: true })).files,
        ).toMatchObject({ added: 0, changed: 0, removed: 0 });
      }
      const empty = await freshStore();
      await take(empty, path.join(work, `home-${set}-2017-2`), true);
      expect(((await counted(empty)) as { contexts: string }).contexts).toBe((before as { contexts: string }).contexts);
      await empty.close();
      await store.close();
    },
    240_000,
  );

  test('a whole tree of the entries of 2020 to 2022, and the same events as JSON lines', async () => {
    const entries = path.join(corpus ?? '', 'events-2020-2022.jsonl.gz');
    expect(existsSync(entries)).toBe(true);
    const tree = path.join(work, 'tree');
    const files = writeRelatedTree(entries, tree);
    const asTree = await through(tree, 'from-tree');
    expect(asTree.first.files).toEqual({ exact: files, normalised: 0, refused: 0, skipped: 0 });
    expect(asTree.again.entries).toMatchObject({ created: 0, updated: 0 });
    expect(Object.keys(asTree.pages)).toHaveLength(files);
    for (const [file, text] of Object.entries(asTree.pages))
      if (readFileSync(path.join(tree, file), 'utf8') !== text) throw new Error(`${file} came back different.`);
    const asLines = await through(entries, 'from-lines');
    expect(Object.keys(asLines.pages)).toEqual(Object.keys(asTree.pages));
    for (const file of Object.keys(asTree.pages).filter((one) => one.endsWith('/index.md')))
      expect(asLines.pages[file]).toBe(asTree.pages[file]);
  }, 240_000);
});
