import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  createWriteStream,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { runExport } from '../../../lib/exchange/export/run-export.ts';
import { type ArchiveFormat, streamTree } from '../../../lib/exchange/export/targets/tree-archive.ts';
import { importArchive } from '../../../lib/exchange/import/actions/import-archive.ts';
import { openSource } from '../../../lib/exchange/import/reading/open-source.ts';
import { verifyTree } from '../../../lib/exchange/verify/verify-tree.ts';
import type { Day } from '../../../lib/kernel/day.ts';
import { type ExportSettings, FORMATS, type Format } from '../../../lib/kernel/newsroom/export-settings.ts';
import { type FormerPage, leavingsIn, redirectsFile } from '../../../lib/layout/formats/left-pages.ts';
import { sha256 } from '../../../lib/platform/content-hash.ts';
import type { Store } from '../../../lib/platform/database/database.ts';
import { freshStore, person } from '../../support/database.ts';
import { changeEntry, publishedEntry, takenAway } from '../../support/newsroom.ts';
import { settings } from '../../support/settings.ts';
import { filesIn, sampleTree, writeTree } from '../../support/trees.ts';

const work = mkdtempSync(path.join(tmpdir(), 'dateline-proof-'));
let store: Store;
let early: string;

const MOVED = 'news/2031/04/10/the-moved-one.html';
const MERGED = 'news/2031/04/10/the-merged-one.html';

/** What the sample tree brings, and then an entry that changed its words, one that moved and one that was merged. */
beforeAll(async () => {
  store = await freshStore();
  await imported(sampleTree());
  const { rows } = await store.pool.query<{ at: Date }>('SELECT clock_timestamp() AS at');
  early = rows[0]?.at.toISOString() ?? '';
  const [editor, reviewer] = [await person(store, 'editor'), await person(store, 'reviewer')];
  const day = '2031-04-10' as Day;
  const moved = await publishedEntry(store, editor, reviewer, 'The moved one', { day });
  const merged = await publishedEntry(store, editor, reviewer, 'The merged one', {
    day,
    related: [{ entry: moved.entry }],
  });
  await changeEntry(store, editor, reviewer, moved.entry, { headline: 'The moved one, in other words' });
  await changeEntry(store, editor, reviewer, moved.entry, { day: '2031-05-11' as Day });
  await takenAway(store, editor, reviewer, merged.entry, moved.entry);
});
afterAll(async () => {
  rmSync(work, { recursive: true, force: true });
  await store.close();
});

async function imported(files: Record<string, string>): Promise<void> {
  const folder = mkdtempSync(path.join(work, 'tree-'));
  writeTree(folder, files);
  const source = await openSource(folder);
  const done = await importArchive(store, await person(store, 'admin'), source, { publish: true, dryRun: false });
  await source.close();
  if (!done.ok) throw new Error(JSON.stringify(done.error));
  expect(done.value.files.refused).toBe(0);
}

async function exported(of: ExportSettings, asOf?: string): Promise<string> {
  const folder = mkdtempSync(path.join(work, 'out-'));
  await runExport(store, folder, { settings: of, plan: false, full: false, asOf });
  return folder;
}

async function unpacked(format: ArchiveFormat, of: ExportSettings, asOf: string | undefined): Promise<string> {
  const folder = mkdtempSync(path.join(work, 'packed-'));
  const file = `${folder}.${format}`;
  await streamTree(store, format, of, createWriteStream(file), asOf === undefined ? {} : { asOf });
  if (format === 'tar.gz') execFileSync('tar', ['-xzf', file, '-C', folder]);
  else {
    const zip = await fromBufferPromise(readFileSync(file), {});
    for await (const entry of zip.eachEntry())
      writeTree(folder, { [entry.fileName]: (await buffer(await zip.openReadStreamPromise(entry))).toString('utf8') });
  }
  return folder;
}

const FORMAT_SETS: readonly (readonly Format[])[] = [
  ['md'],
  ['md', 'html', 'json', 'xml', 'rss'],
  ['md', 'html'],
  ['html'],
  ['json', 'html', 'rss'],
  ['xml'],
  ['json'],
  ['rss'],
  ['json', 'rss'],
  ['md', 'xml'],
];
const WAYS = FORMAT_SETS.flatMap((formats, n) =>
  (['2017', '2018'] as const).map((edition, e) => {
    const url = ['', 'https://archive.example', 'https://archive.example/sub'][(n + e) % 3] ?? '';
    return {
      edition,
      formats,
      readmes: (n + e) % 2 === 0,
      url,
      related: n === 2 ? ('archive-rule' as const) : undefined,
      relatedLimit: n === 3 ? 0 : 5,
    };
  }),
);

describe('an export is proved', () => {
  test.each(WAYS)('into a folder: $edition, $formats, readmes $readmes, site "$url"', async ({ url, ...given }) => {
    const of = { ...settings(), ...given, site: { url, title: url === '' ? '' : 'The Archive' } };
    for (const asOf of [undefined, early]) {
      const folder = await exported(of, asOf);
      const report = await verifyTree(folder);
      expect(report.findings).toEqual([]);
      expect(report).toMatchObject({ found: 0, foreign: 0 });
      expect('_redirects' in filesIn(folder)).toBe(of.formats.includes('html') && asOf === undefined);
    }
  });

  test.each(['zip', 'tar.gz'] as const)('as a %s', async (format) => {
    for (const edition of ['2017', '2018'] as const) {
      for (const asOf of [undefined, early]) {
        const report = await verifyTree(await unpacked(format, settings(edition, FORMATS), asOf));
        expect(report.findings).toEqual([]);
        expect(report.files).toBeGreaterThan(20);
      }
    }
  });
});

describe('of a whole export', () => {
  let whole: string;
  beforeAll(async () => {
    whole = await exported({ ...settings('2018', FORMATS), readmes: true });
    expect(Object.keys(filesIn(whole))).toEqual(expect.arrayContaining(['_redirects', MOVED, MERGED]));
  });

  const files = () => Object.keys(filesIn(whole));
  /** The paths that a verification names after `harm` was done to a copy. */
  const named = async (harm: (copy: string) => void): Promise<Set<string>> => {
    const copy = mkdtempSync(path.join(work, 'harmed-'));
    cpSync(whole, copy, { recursive: true });
    harm(copy);
    const report = await verifyTree(copy);
    rmSync(copy, { recursive: true });
    return new Set(report.findings.map((finding) => finding.path));
  };
  /**
   * Does `harm` to every file: to those of pages at once, then to the parts of the manifest, then to its root. Returns
   * the files that no finding names.
   */
  const unnoticed = async (
    harm: (at: string, file: string) => void,
    but: readonly string[] = [],
  ): Promise<string[]> => {
    const parts = files().filter((file) => file.startsWith('manifest/'));
    const pages = files().filter((file) => !file.startsWith('manifest'));
    const missed: string[] = [];
    for (const group of [pages, parts, ['manifest.json']]) {
      const harmed = group.filter((file) => !but.includes(file));
      const found = await named((copy) => harmed.forEach((file) => void harm(path.join(copy, file), file)));
      missed.push(...harmed.filter((file) => !found.has(file)));
    }
    return missed;
  };

  test('a byte that changed is found in every file', async () => {
    const flipped = (at: string) => {
      const bytes = readFileSync(at);
      const place = Math.floor(bytes.length / 2);
      bytes.writeUInt8(bytes.readUInt8(place) ^ 1, place);
      writeFileSync(at, bytes);
    };
    expect(await unnoticed(flipped, ['manifest.json'])).toEqual([]);
  });

  test('a file that was emptied, and a space at the end of one, are found', async () => {
    expect(await unnoticed((at) => truncateSync(at, 0))).toEqual([]);
    expect(await unnoticed((at) => appendFileSync(at, ' '))).toEqual([]);
  });

  test('a file that was taken away, or given another name, is found', async () => {
    expect(await unnoticed((at) => unlinkSync(at), ['manifest.json'])).toEqual([]);
    const capital = (at: string) =>
      path.join(
        path.dirname(at),
        path.basename(at).replace(/[a-z]/, (letter) => letter.toUpperCase()),
      );
    expect(await unnoticed((at) => renameSync(at, capital(at)), ['manifest.json'])).toEqual([]);
  });

  test('a symbolic link and a folder in the place of a file are found, whatever stands behind them', async () => {
    const linked = (at: string, file: string) => {
      unlinkSync(at);
      symlinkSync(path.join(whole, file), at);
    };
    expect(await unnoticed(linked, ['manifest.json'])).toEqual([]);
    const folder = (at: string) => {
      unlinkSync(at);
      mkdirSync(at);
    };
    expect(await unnoticed(folder, ['manifest.json'])).toEqual([]);
  });

  test('two files of one kind that changed places are both found', async () => {
    const kinds = ['md', 'html', 'json', 'xml'].map((ending) =>
      files().filter((file) => file.endsWith(`.${ending}`) && file !== 'manifest.json'),
    );
    for (const [first, second] of kinds.map((kind) => [kind[0] ?? '', kind.at(-1) ?? ''] as const)) {
      const swapped = (copy: string) => {
        renameSync(path.join(copy, first), path.join(copy, 'aside'));
        renameSync(path.join(copy, second), path.join(copy, first));
        renameSync(path.join(copy, 'aside'), path.join(copy, second));
      };
      expect([...(await named(swapped))]).toEqual(expect.arrayContaining([first, second]));
    }
  });

  test('a line of the manifest that was taken away, doubled or changed is found', async () => {
    const manifest = () => readFileSync(path.join(whole, 'manifest.json'), 'utf8').split('\n');
    const rows = ['_redirects', 'index.html', 'manifest/2031-04.json', 'style.css'].map((file) =>
      manifest().findIndex((line) => line.startsWith(`{"path":"${file}"`)),
    );
    expect(Math.min(...rows)).toBeGreaterThan(0);
    const harms: ((line: string) => string[])[] = [
      () => [],
      (line) => [line.endsWith(',') ? line : `${line},`, line],
      (line) => [line.replace(/"sha256":"./, (text) => `${text.slice(0, -1)}${text.endsWith('0') ? '1' : '0'}`)],
      (line) => [line.replace(/"size":/, '"size":1')],
      (line) => [line.replace('{"path":"', '{"path":"x')],
      (line) => [line.replace('"size":', '"size": ')],
    ];
    for (const [h, harm] of harms.entries()) {
      for (const row of rows) {
        const lines = manifest().flatMap((line, n) => (n === row ? harm(line) : [line]));
        const text = lines.join('\n').replace(/,\n\]/, '\n]');
        const found = await named((copy) => writeFileSync(path.join(copy, 'manifest.json'), text));
        expect([h, row, found.size > 0]).toEqual([h, row, true]);
      }
    }
  });

  test.each([
    ['another edition', '"edition":"2018"', '"edition":"2017"'],
    ['a format less', '"html",', ''],
    ['one format alone', '["md","html","json","xml","rss"]', '["md"]'],
    ['no site', '"url":"https://archive.example"', '"url":""'],
    ['another title', '"title":"The Archive"', '"title":"An Archive"'],
    ['fewer related pages', '"relatedLimit":5', '"relatedLimit":0'],
    ['no files', /"counts":\{[^}]*\}/, '"counts":{"files":0,"bytes":0}'],
    ['an order of fields of its own', '{"format":2,"edition":"2018",', '{"edition":"2018","format":2,'],
  ])('a manifest that says %s is found', async (_, what, instead) => {
    const found = await named((copy) => {
      const text = readFileSync(path.join(copy, 'manifest.json'), 'utf8');
      expect(text.replace(what, instead)).not.toBe(text);
      writeFileSync(path.join(copy, 'manifest.json'), text.replace(what, instead));
    });
    expect(found.size).toBeGreaterThan(0);
  });

  test.each([
    'news/2031/04/9/added.md',
    'news/2031/04/9/added.html',
    'news/2031/04/12/added.json',
    'news/2031/04/10/the-merged-one.md',
    'news/2030/01/1/index.html',
    'opinion/added.md',
    'faq/deep/within/added.md',
    'sitemap/2030-01.xml',
    'changes/9.json',
    'manifest/2030-01.json',
  ])('a file that was added is found: %s', async (file) => {
    expect([...(await named((copy) => writeTree(copy, { [file]: 'x' })))]).toEqual([file]);
  });

  test('a line more, a line less and another target in the list of left addresses are found', async () => {
    const list = readFileSync(path.join(whole, '_redirects'), 'utf8');
    const line = list.split('\n').find((one) => one.includes('the-merged-one.html')) ?? '';
    const storm = 'news/2031/04/8/storm-over-sel-pthe-harbour-closes';
    const given = settings('2018', FORMATS);
    const [first, ...others] = leavingsIn(list, given);
    if (!first || others.length !== 1) throw new Error('Two addresses were left.');
    const made = (leavings: readonly FormerPage[]) => redirectsFile(leavings, given).text;
    const harms = [
      made(others),
      made([first, ...others, { path: 'news/2031/04/9/nothing.md', to: first.to }]),
      made([first, ...others, { path: `${storm}.md`, to: first.to }]),
      made([{ ...first, to: `${storm}.md` }, ...others]),
      made([{ ...first, to: 'news/2031/04/9/nothing.md' }, ...others]),
      `${list}/wp-login /elsewhere 301\n`,
      `${list}/news/2031/04/9/added.html /news/2031/05/11/the-moved-one.html 301\n`,
      `# Lines\n${list}`,
      list.replace(`${line}\n`, ''),
      list.replace(line, line.replace(/ .* /, ` /${storm}.html `)),
      list.replaceAll('/the-moved-one.html 301', '/no-page.html 301'),
      list.replaceAll(' 301', ' 302'),
      list.trimEnd(),
      '',
    ];
    for (const text of harms) {
      expect(text).not.toBe(list);
      expect([...(await named((copy) => rehashed(copy, '_redirects', text)))]).not.toEqual([]);
    }
    expect([...(await named((copy) => rehashed(copy, '_redirects', list)))]).toEqual([]);
  });
});

/** Writes a file that the root of the manifest lists, and lets its row fit. */
function rehashed(folder: string, file: string, text: string): void {
  writeFileSync(path.join(folder, file), text);
  const manifest = path.join(folder, 'manifest.json');
  const { size } = lstatSync(path.join(folder, file));
  const row = new RegExp(`(\\{"path":"${file}","size":)(\\d+)(,"sha256":")[0-9a-f]+`);
  const said = readFileSync(manifest, 'utf8');
  const before = Number(row.exec(said)?.[2]);
  const fitted = said
    .replace(row, `$1${size}$3${sha256(text)}`)
    .replace(/("counts":\{"files":\d+,"bytes":)(\d+)/, (_, head, bytes) => `${head}${Number(bytes) - before + size}`);
  writeFileSync(manifest, fitted);
}

test('a text that differs from what its JSON says is found, in every format', async () => {
  const of = settings('2018', ['md', 'html', 'json', 'xml']);
  for (const format of ['md', 'html', 'xml'] as const) {
    const folder = await exported(of);
    const file = `news/2031/04/9/unlisted.${format}`;
    const changed = readFileSync(path.join(folder, file), 'utf8').replace(
      'An entry that its day',
      'An entry what its day',
    );
    writeFileSync(path.join(folder, file), changed);
    const report = await verifyTree(folder);
    expect(report.findings).toMatchObject([
      { path: file, kind: 'changed' },
      { path: file, kind: 'other-text' },
    ]);
  }
});

test('a page whose earlier versions are not in the tree is proved in every format', async () => {
  const at = 'news/2031/05/6/a-bridge';
  await imported({
    [`${at}.md`]:
      `\nFormats: [HTML](/${at}.html)  [JSON](/${at}.json)  [XML](/${at}.xml)  \n\n### ` +
      `[2031-05-6](/news/2031/05/6/index.md)\n\n##### \n# A bridge\n\nIt opens.\n\n\n### Changes:\n\n1. [A bridge ` +
      `opens](/news/2031/05/6/gone.md) _2031-05-06 08:00:00 (First version)_\n1. [A bridge](/${at}.md) _(Current ` +
      `version)_\n`,
  });
  for (const formats of [['md', 'html'], ['html'], ['md', 'html', 'json', 'xml']] as const)
    expect((await verifyTree(await exported(settings('2018', formats)))).findings).toEqual([]);
});
