import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');
/** The first part of an address of this site, in a text that begins with it: '/search?q=…', `/entries/${id}`. */
const ADDRESS = /['"`]\/([a-z][a-z-]*)(?=[/?#'"`$])/g;
/** Where screens and files that a browser asks for are. */
const PLACES = ['app', 'app/(newsroom)', 'public'];
/** Parts of addresses on other sites. */
const ELSEWHERE: readonly string[] = ['app/api/auth/outside-providers.ts /user'];

/** The addresses of this site that a file names and no screen, route or file answers. */
function deadAddresses(file: string, source: string): string[] {
  return [...source.matchAll(ADDRESS)]
    .map(([, first = '']) => first)
    .filter((first) => !PLACES.some((place) => existsSync(path.join(ROOT, place, first))))
    .map((first) => `${file} /${first}`);
}

test('every address that a screen links to is one of the app', () => {
  const files = globSync('{app,components}/**/*.{ts,tsx}', { cwd: ROOT });
  expect(files.length).toBeGreaterThan(500);
  const dead = files.flatMap((file) => deadAddresses(file, readFileSync(path.join(ROOT, file), 'utf8')));
  expect(new Set(dead)).toEqual(new Set(ELSEWHERE));
});

test('an address that leads nowhere is found', () => {
  expect(deadAddresses('a.tsx', "href='/resolve?kind=x' to='/entries/1'")).toEqual(['a.tsx /resolve']);
});
