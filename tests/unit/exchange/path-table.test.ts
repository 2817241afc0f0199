import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markPath, PathTable } from '../../../lib/exchange/verify/path-table.ts';

function tableOf(paths: readonly string[]): PathTable {
  const marks = new Int32Array(2 * paths.length);
  paths.forEach((path, i) => {
    markPath(path, marks, 2 * i);
  });
  const table = new PathTable(paths.length);
  table.add(marks);
  return new PathTable(table.shared);
}

test('it has what was put in, and nothing else', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string({ unit: 'grapheme', maxLength: 40 }), { maxLength: 200 }),
      fc.array(fc.string({ unit: 'grapheme', maxLength: 40 })),
      (paths, others) => {
        const table = tableOf(paths);
        for (const path of paths) expect(table.has(`/${path}`)).toBe(true);
        for (const other of others) expect(table.has(`/${other}`)).toBe(paths.includes(other));
      },
    ),
  );
});

test('paths that differ in little have marks that differ', () => {
  const paths = Array.from(
    { length: 120_000 },
    (_, n) => `news/2031/04/${(n % 28) + 1}/a-page-that-has-a-long-name-and-a-number-${n}.md`,
  );
  const table = tableOf(paths);
  expect(paths.every((path) => table.has(`/${path}`))).toBe(true);
  expect(
    paths.filter((path) => table.has(`/${path.replace('.md', '.mb')}`) || table.has(`/${path}x`) || table.has(path)),
  ).toEqual([]);
});
