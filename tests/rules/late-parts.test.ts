import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');

/**
 * Without a boundary of its own, a part that is still being loaded hides the whole page, and takes the focus from where
 * one writes.
 */
test('a part that is loaded later hides nothing else meanwhile', () => {
  const parts = globSync('{app,components}/**/*.tsx', { cwd: ROOT }).flatMap((file) =>
    (readFileSync(path.join(ROOT, file), 'utf8').match(/= dynamic\([^;]+;/g) ?? []).map((part) => `${file}: ${part}`),
  );
  expect(parts.length).toBeGreaterThan(20);
  expect(parts.filter((part) => !/ssr: false|loading:/.test(part))).toEqual([]);
  // Without this, whoever is offline loses the page to the one of faults.
  expect(parts.filter((part) => !part.includes('fetched('))).toEqual([]);
});
