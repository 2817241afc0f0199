import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { importArchive } from '../../lib/actions/import-archive.ts';
import { runExport } from '../../lib/archive/export/run-export.ts';
import { openSource } from '../../lib/archive/import/open-source.ts';
import { verifyTree } from '../../lib/archive/verify/verify-tree.ts';
import type { ExportSettings, Format } from '../../lib/domain/export-settings.ts';
import type { Store } from '../../lib/store/database.ts';
import { freshStore, person } from '../support/database.ts';
import { settings } from '../support/settings.ts';
import { sampleTree, writeTree } from '../support/trees.ts';

const work = mkdtempSync(path.join(tmpdir(), 'dateline-proof-'));
let store: Store;

beforeEach(async () => {
  store = await freshStore();
  const folder = mkdtempSync(path.join(work, 'tree-'));
  writeTree(folder, sampleTree());
  const source = await openSource(folder);
  const done = await importArchive(store, await person(store, 'admin'), source, { publish: true, dryRun: false });
  await source.close();
  if (!done.ok) throw new Error(JSON.stringify(done.problem));
});
afterEach(() => store.close());
afterAll(() => rmSync(work, { recursive: true, force: true }));

async function exported(of: ExportSettings): Promise<string> {
  const folder = mkdtempSync(path.join(work, 'out-'));
  await runExport(store, folder, { settings: of, plan: false, full: false });
  return folder;
}

const WAYS: readonly { edition: '2017' | '2018'; formats: readonly Format[]; readmes: boolean; url: string }[] = [
  { edition: '2017', formats: ['md'], readmes: false, url: '' },
  { edition: '2018', formats: ['md', 'html', 'json', 'xml', 'rss'], readmes: true, url: 'https://archive.example' },
  { edition: '2017', formats: ['md', 'html', 'json', 'xml', 'rss'], readmes: false, url: '' },
  { edition: '2018', formats: ['md', 'html'], readmes: true, url: 'https://archive.example/sub' },
  { edition: '2017', formats: ['json', 'html', 'rss'], readmes: false, url: '' },
  { edition: '2018', formats: ['xml'], readmes: false, url: '' },
];

test.each(WAYS)('an export is proved: $edition, $formats, readmes $readmes', async ({ edition, formats, readmes, url }) => {
  const of = { ...settings(edition, formats), readmes, site: { url, title: 'The Archive' } };
  const report = await verifyTree(await exported(of));
  expect(report.findings).toEqual([]);
  expect(report).toMatchObject({ found: 0, foreign: 0 });
  expect(report.files).toBeGreaterThan(5);
  if (formats.includes('md') || formats.includes('html')) expect(report.knownMissing).toBeGreaterThan(2);
});

test('a text that differs from what its JSON says is found, in every format', async () => {
  const of = settings('2018', ['md', 'html', 'json', 'xml']);
  for (const format of ['md', 'html', 'xml'] as const) {
    const folder = await exported(of);
    const file = `news/2031/04/9/unlisted.${format}`;
    const changed = readFileSync(path.join(folder, file), 'utf8').replace('An entry that its day', 'An entry what its day');
    writeFileSync(path.join(folder, file), changed);
    const report = await verifyTree(folder);
    expect(report.findings).toMatchObject([
      { path: file, kind: 'changed' },
      { path: file, kind: 'other-text' },
    ]);
  }
});
