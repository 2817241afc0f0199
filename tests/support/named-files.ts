import { globSync } from 'node:fs';
import path from 'node:path';

/**
 * Tests that kill processes and hold them up, again and again, or compile the app from a copy of the sources: only with
 * DATELINE_LONG, as CI has it, or by their name.
 */
export const LONG_TESTS = [
  'tests/db/exchange/fencing.test.ts',
  'tests/db/exchange/export-kill.test.ts',
  'tests/boot/dev.test.ts',
];

/** The files of tests that somebody named, by what runs them, and names that are no file of tests. */
export type NamedFiles = { vitest: string[]; browser: string[]; unknown: string[]; long: boolean };

/** Reads names of files of tests: a path, or its end (`review.test.ts`). */
export function namedFiles(names: readonly string[], root: string): NamedFiles {
  const all = globSync('tests/**/*.{test,spec}.ts', { cwd: root }).map((file) => file.split(path.sep).join('/'));
  const found = names.map((name) => ({
    name,
    files: all.filter((file) => file === path.normalize(name) || file.endsWith(`/${name}`)),
  }));
  const files = found.flatMap((one) => one.files);
  return {
    vitest: files.filter((file) => file.endsWith('.test.ts')),
    browser: files.filter((file) => file.endsWith('.spec.ts')),
    unknown: found.filter((one) => !one.files.length).map(({ name }) => name),
    long: files.some((file) => LONG_TESTS.includes(file)),
  };
}
