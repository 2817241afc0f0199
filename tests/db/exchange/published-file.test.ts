import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { GET } from '../../../app/api/tree/[...path]/route.ts';
import { runExport } from '../../../lib/exchange/export/run-export.ts';
import { importArchive } from '../../../lib/exchange/import/actions/import-archive.ts';
import { openSource } from '../../../lib/exchange/import/reading/open-source.ts';
import { FORMATS } from '../../../lib/kernel/newsroom/export-settings.ts';
import { freshStore, person } from '../../support/database.ts';
import { publishedEntry } from '../../support/newsroom.ts';
import { settings } from '../../support/settings.ts';
import { filesIn, sampleTree, writeTree } from '../../support/trees.ts';

const work = mkdtempSync(path.join(tmpdir(), 'dateline-files-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

test('every file of a tree is served at its own address with the bytes of an export, and nothing else is', async () => {
  const store = await freshStore();
  process.env['DATABASE_URL'] = store.url;
  process.env['NEXTAUTH_URL'] = 'https://archive.example';
  writeTree(path.join(work, 'in'), sampleTree());
  const source = await openSource(path.join(work, 'in'));
  await importArchive(store, await person(store, 'admin'), source, { publish: true, dryRun: false });
  await source.close();
  const own = { ...settings('2017', FORMATS), site: { url: 'https://archive.example', title: 'Dateline' } };
  await runExport(store, path.join(work, 'out'), { settings: own, plan: false, full: false });
  const get = (file: string) =>
    GET(new Request(`http://localhost/${file}`), { params: Promise.resolve({ path: file.split('/') }) });
  const files = Object.entries(filesIn(path.join(work, 'out'))).filter(([file]) => !file.startsWith('manifest'));
  expect(files.length).toBeGreaterThan(20);
  for (const [file, text] of files) {
    const answer = await get(file);
    expect([file, answer.status, await answer.text()]).toEqual([file, 200, text]);
  }
  expect((await get('rss.xml')).headers.get('content-type')).toBe('application/rss+xml; charset=utf-8');
  for (const file of [
    'manifest.json',
    'news/2031/04/9/none.html',
    'news/2031/04/9/index.txt',
    '../secret.md',
    'changes/7.json',
    'news/1999/01/1/index.json',
    'sitemap/1999-01.xml',
    'changes/9999999.json',
    'changes/99999999999.json',
    'sitemap/9999-99.xml',
    'sitemap/0000-01.xml',
  ])
    expect([file, (await get(file)).status]).toEqual([file, 404]);

  const asked = (headers: Record<string, string>, file = 'rss.xml') =>
    GET(new Request(`http://localhost/${file}`, { headers }), { params: Promise.resolve({ path: file.split('/') }) });
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10_000 });
  const first = await asked({});
  const [tag, modified] = [first.headers.get('etag') ?? '', first.headers.get('last-modified') ?? ''];
  for (const headers of [
    { 'If-None-Match': tag },
    { 'If-None-Match': `"other", W/${tag}` },
    { 'If-Modified-Since': modified },
  ] as Record<string, string>[]) {
    const same = await asked(headers);
    expect([same.status, await same.text(), same.headers.get('etag')]).toEqual([304, '', tag]);
  }
  const older = new Date(Date.parse(modified) - 1_000).toUTCString();
  for (const headers of [
    { 'If-None-Match': '"other"', 'If-Modified-Since': modified },
    { 'If-Modified-Since': older },
    { 'If-Modified-Since': 'never' },
  ] as Record<string, string>[])
    expect((await asked(headers)).status).toBe(200);
  vi.useRealTimers();
  const editor = await person(store, 'editor');
  const { path: page } = await publishedEntry(store, editor, await person(store, 'reviewer'), 'Published since');
  for (const file of ['rss.xml', 'index.html', page])
    expect([file, (await asked({ 'If-None-Match': tag, 'If-Modified-Since': modified }, file)).status]).toEqual([
      file,
      200,
    ]);
  await store.close();
});
