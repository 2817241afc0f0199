import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { importArchive } from '../../lib/actions/import-archive.ts';
import { runExport } from '../../lib/archive/export/run-export.ts';
import { openSource } from '../../lib/archive/import/open-source.ts';
import type { ImportReport } from '../../lib/archive/import/report.ts';
import { writeRelatedTree } from '../bench/related-tree.ts';
import { freshStore, person } from '../support/database.ts';
import { settings } from '../support/settings.ts';
import { filesIn } from '../support/trees.ts';

const corpus = process.env['DATELINE_CORPUS'];
if (!corpus) console.warn('DATELINE_CORPUS is not set: the real pages were NOT tried through the database.');

const work = mkdtempSync(path.join(tmpdir(), 'dateline-corpus-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** Imports into a new archive, exports it again, and gives both. */
async function through(from: string, name: string): Promise<{ first: ImportReport; again: ImportReport; pages: Record<string, string> }> {
  const store = await freshStore();
  const admin = await person(store, 'admin');
  const run = async () => {
    const source = await openSource(from);
    const done = await importArchive(store, admin, source, { publish: true, dryRun: false });
    await source.close();
    if (!done.ok) throw new Error(done.problem.code);
    return done.value;
  };
  const first = await run();
  const out = path.join(work, name);
  await runExport(store, out, { settings: settings(), plan: false, full: false });
  const again = await run();
  const idle = await runExport(store, out, { settings: settings(), plan: false, full: true });
  expect(idle.files).toMatchObject({ added: 0, changed: 0, removed: 0 });
  await store.close();
  const pages = Object.fromEntries(Object.entries(filesIn(out)).filter(([file]) => file !== 'index.md' && !file.startsWith('manifest')));
  return { first, again, pages };
}

describe.runIf(corpus)('the corpus through the database', () => {
  test.each(['seed', 'thecontext'])('every page of the 2017 edition in %s comes back byte for byte', async (set) => {
    const from = path.join(corpus ?? '', set);
    const { first, again, pages } = await through(from, set);
    expect(first).toMatchObject({ files: { normalised: 0, refused: 0 } });
    expect(again.events).toMatchObject({ created: 0, updated: 0 });
    const { 'index.md': _front, ...read } = filesIn(from);
    const of2017 = Object.entries(read).filter(([, text]) => !text.startsWith('\nFormats:'));
    expect(of2017.length).toBeGreaterThan(0);
    for (const [file, text] of of2017) expect({ file, text: pages[file] }).toEqual({ file, text });
  });

  test('a whole tree of the events of 2020 to 2022, and the same events as JSON lines', async () => {
    const events = path.join(corpus ?? '', 'events-2020-2022.jsonl.gz');
    expect(existsSync(events)).toBe(true);
    const tree = path.join(work, 'tree');
    const files = writeRelatedTree(events, tree);
    const asTree = await through(tree, 'from-tree');
    expect(asTree.first.files).toEqual({ exact: files, normalised: 0, refused: 0, skipped: 0 });
    expect(asTree.again.events).toMatchObject({ created: 0, updated: 0 });
    expect(Object.keys(asTree.pages)).toHaveLength(files);
    for (const [file, text] of Object.entries(asTree.pages)) if (readFileSync(path.join(tree, file), 'utf8') !== text) throw new Error(`${file} came back different.`);
    const asLines = await through(events, 'from-lines');
    expect(Object.keys(asLines.pages)).toEqual(Object.keys(asTree.pages));
    for (const file of Object.keys(asTree.pages).filter((one) => one.endsWith('/index.md'))) expect(asLines.pages[file]).toBe(asTree.pages[file]);
  }, 240_000);
});
