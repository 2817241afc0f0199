import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DEV_PASSWORD, DEV_PEOPLE } from '../../../lib/cli/dev/dev-archive.ts';
import { devPolicy, isOfNext } from '../../../lib/cli/dev/dev-policy.ts';
import { watchFiles } from '../../../lib/cli/dev/watch-files.ts';
import { ROLES } from '../../../lib/kernel/permission/role.ts';
import { browserHeaders } from '../../../lib/people/sign-in/browser-policy.ts';
import { tooWeak } from '../../../lib/people/sign-in/password-strength.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'dateline-watch-'));
  mkdirSync(path.join(folder, 'worker'));
  mkdirSync(path.join(folder, 'cli'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('what is loosened for development is what Next needs, and nothing else', () => {
  const strict = browserHeaders('N0nce')['Content-Security-Policy'] ?? '';
  const dev = devPolicy(strict).split('; ');
  expect(dev.filter((line) => !strict.split('; ').includes(line))).toEqual([
    "script-src 'self' 'unsafe-eval' 'nonce-N0nce'",
    "style-src 'self' 'unsafe-inline'",
  ]);
  expect(dev).toHaveLength(strict.split('; ').length);
});

test('only requests of Next’s own tools pass beside the gate', () => {
  expect(['/__nextjs_original-stack-frames', '/_next/static/a.js'].map(isOfNext)).toEqual([true, true]);
  expect(['/', '/api/v1/entries', '/news/_next/', '/_nextjs'].map(isOfNext)).toEqual([false, false, false, false]);
});

test('there is one person for each role, and their password is one that the app takes', () => {
  expect(DEV_PEOPLE.map(({ role }) => role).toSorted()).toEqual([...ROLES].toSorted());
  for (const { name, email } of DEV_PEOPLE) expect(tooWeak(DEV_PASSWORD, [name, email])).toBeUndefined();
});

test('files of code that change together count once; others, and what is left out, do not', async () => {
  let changes = 0;
  const end = watchFiles(
    folder,
    (file) => file.startsWith('cli/'),
    () => (changes += 1),
  );
  await pause(100);
  writeFileSync(path.join(folder, 'worker/.one.ts.swp'), '');
  writeFileSync(path.join(folder, 'worker/one.ts~'), '');
  writeFileSync(path.join(folder, 'cli/one.ts'), '');
  await pause(600);
  expect(changes).toBe(0);
  writeFileSync(path.join(folder, 'worker/one.ts'), '');
  appendFileSync(path.join(folder, 'worker/one.ts'), '// more');
  writeFileSync(path.join(folder, 'two.ts'), '');
  await pause(900);
  expect(changes).toBe(1);
  end();
  writeFileSync(path.join(folder, 'two.ts'), '// after the end');
  await pause(600);
  expect(changes).toBe(1);
});
