import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { extract } from 'tar-stream';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { runExport } from '../../../lib/exchange/export/run-export.ts';
import {
  type ArchiveFormat,
  type ArchiveOptions,
  streamTree,
} from '../../../lib/exchange/export/targets/tree-archive.ts';
import { ZipWriter } from '../../../lib/exchange/export/targets/zip-writer.ts';
import { importArchive } from '../../../lib/exchange/import/actions/import-archive.ts';
import { openSource } from '../../../lib/exchange/import/reading/open-source.ts';
import type { ExportSettings } from '../../../lib/kernel/newsroom/export-settings.ts';
import type { Store } from '../../../lib/platform/database/database.ts';
import { writeSyntheticEntries } from '../../bench/synthetic-entries.ts';
import { freshStore, person } from '../../support/database.ts';
import { settings } from '../../support/settings.ts';
import { filesIn, sampleTree, writeTree } from '../../support/trees.ts';

const work = mkdtempSync(path.join(tmpdir(), 'dateline-download-'));
let store: Store;

beforeEach(async () => {
  store = await freshStore();
});
afterEach(() => store.close());
afterAll(() => rmSync(work, { recursive: true, force: true }));

async function importFrom(from: string): Promise<void> {
  const source = await openSource(from);
  const done = await importArchive(store, await person(store, 'admin'), source, { publish: true, dryRun: false });
  await source.close();
  if (!done.ok) throw new Error(JSON.stringify(done.error));
}

async function sample(): Promise<void> {
  const folder = mkdtempSync(path.join(work, 'tree-'));
  writeTree(folder, sampleTree());
  await importFrom(folder);
}

async function archived(format: ArchiveFormat, of: ExportSettings, options: ArchiveOptions = {}): Promise<Buffer> {
  const out = new PassThrough();
  const [bytes] = await Promise.all([buffer(out), streamTree(store, format, of, out, options)]);
  return bytes;
}

async function unzipped(bytes: Buffer): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  const zip = await fromBufferPromise(bytes, { strictFileNames: true, validateEntrySizes: true });
  for await (const entry of zip.eachEntry())
    files[entry.fileName] = (await buffer(await zip.openReadStreamPromise(entry))).toString('utf8');
  return files;
}

async function untarred(bytes: Buffer): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  const tar = extract();
  tar.end(gunzipSync(bytes));
  for await (const entry of tar) files[entry.header.name] = (await buffer(entry)).toString('utf8');
  return files;
}

const UNPACK = { zip: unzipped, 'tar.gz': untarred };

test.each(['zip', 'tar.gz'] as const)(
  'a %s holds what an export into a folder writes, byte for byte, and is the same each time',
  async (format) => {
    await sample();
    const of = settings('2018', ['md', 'html', 'json', 'xml', 'rss']);
    const folder = mkdtempSync(path.join(work, 'out-'));
    await runExport(store, folder, { settings: of, plan: false, full: false });
    const bytes = await archived(format, of);
    const files = await UNPACK[format](bytes);
    expect(files).toEqual(filesIn(folder));
    expect(Object.keys(files).at(-1)).toBe('manifest.json');
    expect((await archived(format, of)).equals(bytes)).toBe(true);
  },
);

test('an archive shows an earlier instant', async () => {
  const before = new Date().toISOString();
  await sample();
  expect(Object.keys(await unzipped(await archived('zip', settings(), { asOf: before })))).toEqual(['manifest.json']);
  await expect(archived('zip', settings(), { asOf: '9999-01-01T00:00:00Z' })).rejects.toThrow('is in the future');
});

test('no more is made than a slow reader takes', async () => {
  const entries = path.join(work, 'events.jsonl');
  writeSyntheticEntries(entries, 1500);
  await importFrom(entries);
  for (const format of ['zip', 'tar.gz'] as const) {
    let taken = 0;
    let let1: () => void = () => undefined;
    const out = new Writable({
      highWaterMark: 1024,
      write(chunk: Buffer, _, done) {
        taken += chunk.length;
        let1 = done;
      },
    });
    const stop = new AbortController();
    const streaming = streamTree(store, format, settings(), out, { signal: stop.signal }).catch(
      (error: Error) => error,
    );
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(taken).toBeGreaterThan(0);
    expect(taken).toBeLessThan(200_000);
    let1();
    stop.abort(new Error('Gone.'));
    expect(await streaming).toBeInstanceOf(Error);
    expect(out.destroyed).toBe(true);
  }
  // The snapshots are over: nothing holds the pool's connections.
  expect(store.pool.totalCount - store.pool.idleCount).toBe(0);
});

test('a reader that goes away ends the making', async () => {
  await sample();
  for (const format of ['zip', 'tar.gz'] as const) {
    const out = new PassThrough();
    out.once('data', () => out.destroy());
    await expect(streamTree(store, format, settings(), out)).rejects.toThrow();
  }
});

test('a zip of more files than its old form can count is read by others', async () => {
  const zip = new ZipWriter();
  const empty = Buffer.from([3, 0]);
  const pieces: Buffer[] = [];
  for (let n = 0; n < 70_000; n += 1) pieces.push(...zip.entry(`news/é-${n}.md`, Buffer.alloc(0), empty));
  pieces.push(...zip.end());
  const file = path.join(work, 'many.zip');
  writeFileSync(file, Buffer.concat(pieces));
  const read = await fromBufferPromise(Buffer.concat(pieces), {});
  let last = '';
  for await (const entry of read.eachEntry()) last = entry.fileName;
  expect(read.entryCount).toBe(70_000);
  expect(last).toBe('news/é-69999.md');
});
