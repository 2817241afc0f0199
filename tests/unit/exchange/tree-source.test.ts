import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openSource } from '../../../lib/exchange/import/reading/open-source.ts';
import { writeTree } from '../../support/trees.ts';

const work = mkdtempSync(path.join(tmpdir(), 'dateline-twins-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const PAGE = '### [2031-05-6](/news/2031/05/6/index.md)\n\n# A bridge\n\n\n\n';

test.each([
  ['by case', 'news/2031/05/6/Plain.md', 'news/2031/05/6/plain.md'],
  ['by the way that accents are written', 'news/2031/05/6/caf\u00e9.md', 'news/2031/05/6/cafe\u0301.md'],
  ['in their folders', 'opinion/About/index.md', 'opinion/about/index.md'],
  ['in folders further up', 'opinion/About/a/index.md', 'opinion/about/b/index.md'],
])('a folder with two names that differ only %s is refused, as a zip archive is', async (what, one, other) => {
  const folder = path.join(work, what);
  writeTree(folder, { [one]: PAGE, [other]: PAGE, 'news/2031/05/6/other.md': PAGE });
  const source = await openSource(folder);
  const all = async () => {
    for await (const step of source.steps()) expect(step.refused).toEqual([]);
  };
  await expect(all()).rejects.toThrow('are the same name on a disk that ignores case or the form of accents');
});

test('a tree may have one name in two folders', async () => {
  const folder = path.join(work, 'fine');
  writeTree(folder, {
    'news/2031/05/6/plain.md': PAGE,
    'news/2031/05/7/plain.md': PAGE.replaceAll('05-6', '05-7').replaceAll('05/6', '05/7'),
    'opinion/a/index.md': 'x',
    'faq/a/index.md': 'x',
  });
  const source = await openSource(folder);
  let pages = 0;
  for await (const step of source.steps()) pages += (step.day?.entries.length ?? 0) + step.others.length;
  expect(pages).toBe(4);
});
