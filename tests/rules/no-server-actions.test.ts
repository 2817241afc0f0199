import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');
const files = globSync('{app,components,lib}/**/*.{ts,tsx}', { cwd: ROOT });

/** A server action is a door that no table of rights knows. */
test('no file makes a server action: every door is a row of the API', () => {
  expect(files.length).toBeGreaterThan(500);
  expect(files.filter((file) => /['"]use server['"]/.test(readFileSync(path.join(ROOT, file), 'utf8')))).toEqual([]);
});

/** A layout is not asked where a request names only the page below it. */
test('every screen of the newsroom asks by itself who is there', () => {
  const pages = files.filter((file) => /^app\/\(newsroom\)\/.*page\.tsx$/.test(file));
  expect(pages.length).toBeGreaterThan(20);
  expect(pages.filter((file) => !/await requireSignedIn\(/.test(readFileSync(path.join(ROOT, file), 'utf8')))).toEqual(
    [],
  );
});
