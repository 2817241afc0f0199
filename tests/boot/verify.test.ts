import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readPage, readText } from '../support/docs.ts';
import { madeTree } from '../unit/exchange/made-tree.ts';

const work = mkdtempSync(path.join(tmpdir(), 'dateline-verify-cli-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** Runs the command without any database, and without a home that could hold one. */
function verify(...args: string[]): { status: number | null; out: string; said: string } {
  const env = {
    PATH: process.env['PATH'] ?? '',
    DATELINE_HOME: path.join(work, 'home'),
    DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none',
  };
  const done = spawnSync(process.execPath, ['lib/cli/bootstrap.mjs', 'dateline', 'verify', ...args], {
    encoding: 'utf8',
    env: env as unknown as NodeJS.ProcessEnv,
  });
  return { status: done.status, out: done.stdout, said: done.stderr };
}

test('verify proves a tree without a database, and says so in words or as JSON', () => {
  const folder = madeTree(work);
  const proved = verify(folder);
  expect(proved.said).toBe('');
  expect(proved.out).toMatch(
    /^Verified .*made-\w+ in [\d.]+ s:\n {2}8 files, 0\.0 MB, by their SHA-256; 8 pages generated again; \d+ internal links followed\n/,
  );
  expect(proved.status).toBe(0);
  appendFileSync(path.join(folder, 'news/2031/04/7/index.md'), 'x');
  const found = verify(folder, '--json');
  expect(JSON.parse(found.out)).toMatchObject({
    found: 1,
    findings: [{ path: 'news/2031/04/7/index.md', kind: 'changed' }],
  });
  expect(found.status).toBe(1);
  expect(verify(folder).out).toMatch(
    /^1 finding in .*\n[\s\S]* {2}news\/2031\/04\/7\/index\.md: The file is longer than .* \(changed\)\n$/,
  );
});

test('wrong usage is 2, and a folder that is no tree is 3 with what to do', () => {
  expect(verify().status).toBe(2);
  expect(verify(work, '--quick').status).toBe(2);
  const empty = mkdtempSync(path.join(work, 'empty-'));
  expect(verify(empty)).toMatchObject({
    status: 3,
    said: `${empty} has no manifest.json, so it is not an exported tree.\nGive the folder that an export wrote.\n`,
  });
  expect(verify(path.join(work, 'nowhere')).status).toBe(3);
});

/** CI installs it: there the command has to be tried. */
const hasJq = spawnSync('jq', ['--version']).status === 0;

test.runIf(hasJq || process.env['DATELINE_LONG'] !== undefined)(
  'the check by other programs that the docs show agrees',
  () => {
    const command =
      readPage(readText('docs/reference/export-formats.md')).blocks.find(({ text }) => text.startsWith('jq '))?.text ??
      '';
    const folder = madeTree(work);
    const check = () => spawnSync('bash', ['-o', 'pipefail', '-c', command], { cwd: folder, encoding: 'utf8' });
    expect(check()).toMatchObject({ status: 0, stdout: '', stderr: '' });
    appendFileSync(path.join(folder, 'news/2031/04/7/index.md'), 'x');
    expect(check()).toMatchObject({ status: 1, stdout: 'news/2031/04/7/index.md: FAILED\n' });
  },
);
