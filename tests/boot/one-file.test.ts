import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** What `npm test -- …` runs. */
function runTests(...files: string[]): { status: number | null; out: string; said: string } {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_ENV|TEST)/.test(name)));
  const done = spawnSync(process.execPath, ['lib/cli/bootstrap.mjs', 'test', ...files], {
    cwd: ROOT,
    encoding: 'utf8',
    env: env as unknown as NodeJS.ProcessEnv,
  });
  return { status: done.status, out: done.stdout, said: done.stderr };
}

test('the tests of one file run alone', () => {
  const { status, out } = runTests('tests/unit/sources/paste.test.ts');
  expect(out).toMatch(/tests\/unit\/sources\/paste\.test\.ts/);
  expect(out).toMatch(/\n[1-9]\d* passed, 0 failed\n$/);
  expect(out).toMatch(/Test Files .*1 passed/);
  expect(status).toBe(0);
});

test('a file that is not there is named, with status 2, and nothing runs', () => {
  expect(runTests('tests/db/none.test.ts')).toEqual({
    status: 2,
    out: '\n0 passed, 0 failed\n',
    said:
      'There is no file of tests tests/db/none.test.ts. Name one as in: npm test -- ' +
      'tests/db/editorial/review/review.test.ts\n',
  });
});
