import path from 'node:path';
import { expect, test } from 'vitest';
import { LONG_TESTS, namedFiles } from '../../support/named-files.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const named = (...names: string[]) => namedFiles(names, ROOT);

test('files of tests are found by their path or its end, and sorted by what runs them', () => {
  expect(named('tests/db/editorial/review/review.test.ts')).toEqual({
    vitest: ['tests/db/editorial/review/review.test.ts'],
    browser: [],
    unknown: [],
    long: false,
  });
  expect(named('./tests/db/editorial/review/review.test.ts', 'e2e/review.spec.ts')).toMatchObject({
    vitest: ['tests/db/editorial/review/review.test.ts'],
    browser: ['tests/e2e/review.spec.ts'],
  });
  expect(named('review.test.ts', 'tests/db/none.test.ts', 'lib/cli/main.ts')).toMatchObject({
    unknown: ['tests/db/none.test.ts', 'lib/cli/main.ts'],
  });
});

test('a long test runs where it is named, and every long test is there', () => {
  for (const file of LONG_TESTS) expect(named(file)).toEqual({ vitest: [file], browser: [], unknown: [], long: true });
});
