import { unzipSync, Zip, ZipPassThrough } from 'fflate';
import { describe, expect, test } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { type ChosenTree, treeOfFiles } from '../../../components/imports/tree-files.ts';
import { endOfZip } from '../../../components/imports/zip-end.ts';
import { zipFiles } from '../../../components/imports/zip-files.ts';

const fileAt = (path: string, text: string) =>
  Object.defineProperty(new File([text], path.split('/').at(-1) ?? ''), 'webkitRelativePath', { value: path });
const bytesOf = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());
const words = (chosen: ChosenTree | undefined) => chosen?.files.map(({ path }) => path);

describe('a folder that was chosen', () => {
  test('gives its pages by their place in the tree, without what is hidden or no page', () => {
    const chosen = treeOfFiles([
      fileAt('tree/news/2013/01/19/b.md', 'b'),
      fileAt('tree/index.md', 'a'),
      fileAt('tree/.git/x.md', ''),
      fileAt('tree/news/.DS_Store', ''),
      fileAt('tree/rss.xml', ''),
    ]);
    expect([words(chosen), chosen?.name, chosen?.leftOut]).toEqual([['index.md', 'news/2013/01/19/b.md'], 'tree', 1]);
  });

  test('may be the folder of the news itself', () => {
    expect(words(treeOfFiles([fileAt('news/2013/01/19/b.md', 'b')]))).toEqual(['news/2013/01/19/b.md']);
  });

  test('may be empty', () => expect(treeOfFiles([])).toBeUndefined());
});

describe('a zip made in the browser', () => {
  const long = 'Ångström and a ferry. '.repeat(120_000);

  test('holds every byte, and is the same for the same files', async () => {
    const files = [
      { path: 'news/2013/01/19/é.md', file: new File(['short'], 'é.md') },
      { path: 'long.md', file: new File([long], 'long.md') },
      { path: 'empty.md', file: new File([], 'empty.md') },
    ];
    const zip = await bytesOf(await zipFiles(files, () => undefined));
    const read = Object.fromEntries(
      Object.entries(unzipSync(zip)).map(([path, bytes]) => [path, new TextDecoder().decode(bytes)]),
    );
    expect(read).toEqual({ 'news/2013/01/19/é.md': 'short', 'long.md': long, 'empty.md': '' });
    expect(await bytesOf(await zipFiles(files, () => undefined))).toEqual(zip);
  });

  test.each([0xfffe, 70_000])('counts %d files', { timeout: 60_000 }, async (count) => {
    const reader = await fromBufferPromise(zipOf(count), { lazyEntries: true });
    const names: string[] = [];
    for await (const entry of reader.eachEntry()) {
      names.push(entry.fileName);
      if (names.length === 3) break;
    }
    expect([reader.entryCount, names]).toEqual([count, ['0.md', '1.md', '2.md']]);
  });
});

/** A zip of so many files of one byte each. */
function zipOf(count: number): Buffer {
  const chunks: Uint8Array[] = [];
  const zip = new Zip((_, chunk, final) => chunks.push(final ? endOfZip(chunk, count) : chunk));
  for (let n = 0; n < count; n += 1) {
    const entry = new ZipPassThrough(`${n}.md`);
    zip.add(entry);
    entry.push(new Uint8Array([120]), true);
  }
  zip.end();
  return Buffer.concat(chunks);
}
